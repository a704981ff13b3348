package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.functions.api.Route;
import com.stash.identity.Email;
import com.stash.identity.Permission;
import com.stash.identity.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every role against every operation, with nothing else, with the one permission granted, and with
 * the one permission withheld; by key and by token. The table says again what each role may do.
 */
class RoleMatrixTest {
  private static final String NEVER = "01KAT000000000000000000N0W";
  private static final Set<String> VIEWER =
      Set.of("campaigns:read", "documents:read", "jobs:read", "processors:read", "usage:read");
  private static final Set<String> ADMIN =
      Set.of(
          "audit:read",
          "campaigns:write",
          "credentials:read",
          "credentials:write",
          "domains:read",
          "domains:write",
          "keys:read",
          "keys:write",
          "users:read",
          "users:write");
  private static final Map<Role, Set<String>> TABLE =
      Map.of(
          Role.VIEWER, VIEWER,
          Role.MEMBER, union(VIEWER, Set.of("documents:write")),
          Role.ADMIN, union(VIEWER, union(Set.of("documents:write"), ADMIN)));

  private final Client acme = World.ONE.tenant();
  private final List<Route> routes = World.ONE.contract.routes();

  @Test
  void every_role_may_what_the_table_says_and_nothing_else() {
    int cells = 0;
    for (var role : Role.values()) {
      var key = key(role);
      for (var route : routes) {
        var expected = route.permission().map(p -> role == Role.OWNER || has(role, p)).orElse(true);
        assertThat(allowed(key, route)).as(role + " " + route.key()).isEqualTo(expected);
        cells++;
      }
    }
    assertThat(cells).isEqualTo(Role.values().length * routes.size());
  }

  @Test
  void one_permission_granted_or_withheld_opens_or_shuts_just_its_operations() {
    int cells = 0;
    for (var permission : permissions()) {
      var granted = user(permission, Role.VIEWER, "granted");
      var withheld = user(permission, Role.OWNER, "withheld");
      for (var route : routes) {
        var own = route.permission().isEmpty() || route.permission().get().equals(permission);
        var viewers = route.permission().map(p -> has(Role.VIEWER, p)).orElse(true);
        assertThat(allowed(granted, route))
            .as("granted " + permission + " " + route.key())
            .isEqualTo(viewers || own);
        assertThat(allowed(withheld, route))
            .as("withheld " + permission + " " + route.key())
            .isEqualTo(route.permission().isEmpty() || !own);
        cells += 2;
      }
    }
    assertThat(cells).isEqualTo(2 * permissions().size() * routes.size()).isGreaterThan(1_000);
  }

  /** Nothing is sent that could have an effect: what is let in fails at its id, version or body. */
  private boolean allowed(Client client, Route route) {
    return Call.of(client, route, NEVER).status() != 403;
  }

  private static boolean has(Role role, Permission permission) {
    return TABLE.getOrDefault(role, Set.of()).contains(permission.value());
  }

  private List<Permission> permissions() {
    var all = new TreeSet<String>();
    routes.forEach(route -> route.permission().ifPresent(p -> all.add(p.value())));
    return new ArrayList<>(all.stream().map(Permission::new).toList());
  }

  private Client key(Role role) {
    var wish = World.object().put("name", "A key").put("role", role.wire());
    var text = acme.post("/v1/keys").body(wish).expect(201).text("text");
    return new Client(acme.world(), acme.tenant(), text, acme.host());
  }

  private Client user(Permission permission, Role role, String how) {
    var email = how + "-" + permission.value().replace(':', '-') + "@acme.test";
    var wish = World.object().put("email", email).put("name", "P").put("role", role.wire());
    wish.set(how, World.array(permission.value()));
    acme.post("/v1/users").body(wish).expect(201);
    var token = World.ONE.issuer.token(acme.tenant().id(), new Email(email), Duration.ofHours(1));
    return new Client(acme.world(), acme.tenant(), token, acme.host());
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    var all = new TreeSet<>(some);
    all.addAll(others);
    return Set.copyOf(all);
  }
}
