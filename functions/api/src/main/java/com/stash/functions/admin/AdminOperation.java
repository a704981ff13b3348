package com.stash.functions.admin;

import com.stash.functions.api.Answer;

/** What is done for one operation of the operators' contract. */
@FunctionalInterface
interface AdminOperation {
  Answer handle(AdminRequest request);
}
