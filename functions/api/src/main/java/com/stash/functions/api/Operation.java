package com.stash.functions.api;

/** What is done for one operation of the contract. */
@FunctionalInterface
interface Operation {
  Answer handle(Request request);
}
