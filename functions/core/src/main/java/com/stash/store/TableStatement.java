package com.stash.store;

import org.jspecify.annotations.Nullable;

/**
 * What a table is, stated once for the deployed stack and for local mode.
 *
 * @param name without the environment, for example {@code documents}
 * @param partitionKey always {@code tenantId}, but for the platform's names
 * @param sortKey the sort key's attribute
 * @param sparseIndex the attribute whose presence puts an item into a keys-only index of the same
 *     name, with the same partition key; {@code null} for no index
 * @param streamed whether others read its changes, with both images
 * @param expiryAttribute the attribute with the time in epoch seconds after which an item may be
 *     deleted; {@code null} for none
 */
public record TableStatement(
    String name,
    String partitionKey,
    String sortKey,
    @Nullable String sparseIndex,
    boolean streamed,
    @Nullable String expiryAttribute) {
  static final String TENANT = "tenantId";
  static final String SORT = "sk";

  static TableStatement streamed(String name) {
    return new TableStatement(name, TENANT, SORT, null, true, null);
  }

  static TableStatement quiet(String name) {
    return new TableStatement(name, TENANT, SORT, null, false, null);
  }

  TableStatement indexed(String attribute) {
    return new TableStatement(name, partitionKey, sortKey, attribute, streamed, expiryAttribute);
  }

  TableStatement expiring(String attribute) {
    return new TableStatement(name, partitionKey, sortKey, sparseIndex, streamed, attribute);
  }
}
