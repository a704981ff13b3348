package com.stash.store;

/** An entity with the partition it is in. Only the store joins the two, from a scope. */
record Row<T>(String tenantId, T entity) {}
