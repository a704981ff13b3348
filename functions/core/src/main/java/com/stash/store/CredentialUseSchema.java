package com.stash.store;

import com.stash.credentials.CredentialId;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialUse;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** The uses of a credential's version in one job as an item. */
final class CredentialUseSchema {
  static final TableSchema<Row<CredentialUse>> SCHEMA =
      Shape.<CredentialUse>of()
          .text("credential", u -> u.credential().value())
          .text("scopeType", u -> u.place().level().wire())
          .text("scopeId", u -> u.place().id().isEmpty() ? null : u.place().id())
          .text("key", CredentialUse::name)
          .number("valueVersion", CredentialUse::valueVersion)
          .text("processor", CredentialUse::processor)
          .text("job", CredentialUse::job)
          .number("reads", CredentialUse::reads)
          .instant("firstUsedAt", CredentialUse::firstUsedAt)
          .instant("lastUsedAt", CredentialUse::lastUsedAt)
          .expiry("expiresAt", CredentialUse::expiresAt)
          .readBy(CredentialUseSchema::read);

  private CredentialUseSchema() {}

  private static CredentialUse read(Fields f) {
    var id = f.textOrNull("scopeId");
    return new CredentialUse(
        new CredentialId(f.text("credential")),
        new CredentialScope(CredentialScope.Level.parse(f.text("scopeType")), id == null ? "" : id),
        f.text("key"),
        f.number("valueVersion"),
        f.text("processor"),
        f.text("job"),
        f.number("reads"),
        f.instant("firstUsedAt"),
        f.instant("lastUsedAt"),
        f.stamp());
  }
}
