package com.stash.store;

import com.stash.identity.AddressRange;
import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeyState;
import com.stash.identity.KeyRights;
import com.stash.identity.KeyUse;
import com.stash.identity.Permission;
import com.stash.identity.Role;
import com.stash.identity.User;
import com.stash.identity.UserState;
import com.stash.kernel.Sha256;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Users, API keys and their uses as items. */
final class IdentitySchemas {
  static final TableSchema<Row<User>> USER =
      Shape.<User>of()
          .text("email", User::email)
          .text("name", User::name)
          .text("role", u -> u.role().wire())
          .texts("granted", u -> sorted(u.granted()))
          .texts("withheld", u -> sorted(u.withheld()))
          .text("state", u -> u.state().wire())
          .text("externalSubject", User::externalSubject)
          .instant("invitedUntil", User::invitedUntil)
          .sparse("owns", u -> u.isActiveOwner() ? u.id() : null)
          .readBy(
              f ->
                  new User(
                      f.key(),
                      f.text("email"),
                      f.text("name"),
                      Role.parse(f.text("role")),
                      permissions(f.texts("granted")),
                      permissions(f.texts("withheld")),
                      Schemas.parse(UserState.class, f.text("state")),
                      f.textOrNull("externalSubject"),
                      f.instantOrNull("invitedUntil"),
                      f.stamp()));

  static final TableSchema<Row<ApiKey>> API_KEY =
      Shape.<ApiKey>of()
          .text("name", ApiKey::name)
          .text("role", k -> k.rights().role().wire())
          .texts("withheld", k -> sorted(k.rights().withheld()))
          .text("campaign", k -> k.rights().campaign())
          .texts("sources", k -> k.rights().sources().stream().map(AddressRange::value).toList())
          .text("secretHash", k -> k.secretHash().hex())
          .text("state", k -> k.state().wire())
          .instant("expiresAt", ApiKey::expiresAt)
          .text("successor", ApiKey::successor)
          .readBy(IdentitySchemas::key);

  static final TableSchema<Row<KeyUse>> KEY_USE =
      Shape.<KeyUse>of()
          .instant("lastUsedAt", KeyUse::lastUsedAt)
          .readBy(f -> new KeyUse(f.key(), f.instant("lastUsedAt"), f.stamp()));

  private IdentitySchemas() {}

  private static ApiKey key(Fields f) {
    var rights =
        new KeyRights(
            Role.parse(f.text("role")),
            permissions(f.texts("withheld")),
            f.textOrNull("campaign"),
            f.texts("sources").stream().map(AddressRange::new).toList());
    return new ApiKey(
        f.key(),
        f.text("name"),
        rights,
        new Sha256(f.text("secretHash")),
        Schemas.parse(ApiKeyState.class, f.text("state")),
        f.instantOrNull("expiresAt"),
        f.textOrNull("successor"),
        f.stamp());
  }

  private static List<String> sorted(Collection<Permission> permissions) {
    return permissions.stream().map(Permission::value).sorted().toList();
  }

  private static Set<Permission> permissions(List<String> values) {
    return values.stream().map(Permission::new).collect(Collectors.toUnmodifiableSet());
  }
}
