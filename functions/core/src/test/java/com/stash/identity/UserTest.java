package com.stash.identity;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserTest {
  private static final String ID = "01J0000000000000000000VSER";
  private static final Permission READ = new Permission("documents:read");
  private static final Permission WRITE = new Permission("documents:write");
  private static final Permission KEYS = new Permission("keys:write");

  @Test
  void a_viewer_may_read_and_not_write() {
    assertThat(user(Role.VIEWER, Set.of(), Set.of()).permissions())
        .contains(READ)
        .doesNotContain(WRITE);
  }

  @Test
  void a_granted_permission_is_added_to_the_role_s() {
    assertThat(user(Role.VIEWER, Set.of(KEYS), Set.of()).permissions()).contains(READ, KEYS);
  }

  @Test
  void a_withheld_permission_is_taken_from_the_role_s() {
    assertThat(user(Role.OWNER, Set.of(), Set.of(READ)).permissions())
        .contains(WRITE)
        .doesNotContain(READ);
  }

  @Test
  void withholding_wins_over_granting() {
    assertThat(user(Role.VIEWER, Set.of(KEYS), Set.of(KEYS)).permissions()).doesNotContain(KEYS);
  }

  @Test
  void only_an_active_user_may_do_anything() {
    var active = user(Role.OWNER, Set.of(KEYS), Set.of());
    var disabled = active.become(UserState.DISABLED, later(stamp(), 1));
    assertThat(disabled.permissions()).isEmpty();
    assertThat(disabled.become(UserState.ACTIVE, later(later(stamp(), 1), 1)).permissions())
        .isEqualTo(active.permissions());
  }

  @Test
  void an_invitation_that_was_withdrawn_can_be_renewed() {
    var invited =
        new User(
            ID,
            "a@b.test",
            "A",
            Role.MEMBER,
            Set.of(),
            Set.of(),
            UserState.INVITED,
            null,
            NOON,
            stamp());
    var withdrawn = invited.become(UserState.DISABLED, later(stamp(), 1));
    assertThat(withdrawn.invitedUntil()).isNull();
    assertThat(withdrawn.mayBeBound(NOON.minusSeconds(1))).isFalse();
    var again = withdrawn.invited(NOON.plusSeconds(9), later(withdrawn.stamp(), 1));
    assertThat(again.state()).isEqualTo(UserState.INVITED);
    assertThat(again.invitedUntil()).isEqualTo(NOON.plusSeconds(9));
    assertThat(again.stamp().version()).isEqualTo(3);
    assertThat(again.invited(NOON, later(again.stamp(), 1)).invitedUntil()).isEqualTo(NOON);
  }

  @Test
  void an_invitation_is_good_until_just_before_its_end_and_for_one_person() {
    var subject = new Subject("https://issuer.test", "sub-1");
    var invited =
        new User(
            ID,
            "a@b.test",
            "A",
            Role.MEMBER,
            Set.of(),
            Set.of(),
            UserState.INVITED,
            null,
            NOON,
            stamp());
    assertThat(invited.mayBeBound(NOON.minusNanos(1))).isTrue();
    assertThat(invited.mayBeBound(NOON)).isFalse();
    var bound = invited.boundTo(subject, later(stamp(), 1));
    assertThat(bound.state()).isEqualTo(UserState.ACTIVE);
    assertThat(bound.externalSubject()).isEqualTo("https://issuer.test sub-1");
    assertThat(bound.invitedUntil()).isNull();
    assertThat(bound.mayBeBound(NOON.minusNanos(1))).isFalse();
    var owner = User.firstOwner(ID, "Owner@B.test", "O", stamp());
    assertThat(owner.email()).isEqualTo("owner@b.test");
    assertThat(owner.mayBeBound(NOON)).isTrue();
    assertThat(owner.isActiveOwner()).isTrue();
    assertThat(owner.boundTo(subject, later(stamp(), 1)).state()).isEqualTo(UserState.ACTIVE);
    assertThat(owner.become(UserState.DISABLED, later(stamp(), 1)).isActiveOwner()).isFalse();
  }

  @Test
  void a_user_is_known_by_a_ulid() {
    assertThat(user(Role.OWNER, Set.of(), Set.of()).key()).isEqualTo(ID);
    assertThatThrownBy(
            () ->
                new User(
                    "me",
                    "a@b.test",
                    "A",
                    Role.OWNER,
                    Set.of(),
                    Set.of(),
                    UserState.ACTIVE,
                    null,
                    null,
                    stamp()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void each_role_has_all_of_the_one_below_and_more() {
    assertThat(Role.MEMBER.permissions()).containsAll(Role.VIEWER.permissions()).contains(WRITE);
    assertThat(Role.ADMIN.permissions()).containsAll(Role.MEMBER.permissions()).contains(KEYS);
    assertThat(Role.OWNER.permissions())
        .containsAll(Role.ADMIN.permissions())
        .contains(new Permission("tenant:write"));
    assertThat(Role.VIEWER.permissions()).allMatch(p -> p.value().endsWith(":read"));
    assertThat(Role.MEMBER.permissions()).doesNotContain(KEYS);
    assertThat(Role.ADMIN.permissions()).doesNotContain(new Permission("tenant:write"));
    assertThat(Role.parse("admin")).isEqualTo(Role.ADMIN);
    assertThat(Role.VIEWER.wire()).isEqualTo("viewer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "documents",
        "documents:",
        ":read",
        "a:read",
        "Documents:read",
        "documents:read:all",
        "documents:*",
        "*:*",
        "documents read",
        "documents:read\n"
      })
  void what_is_no_permission_is_refused(String text) {
    assertThatThrownBy(() -> new Permission(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_caller_may_what_its_credential_allows() {
    var caller = new Caller(ACME, new Actor(ActorType.USER, ID), Set.of(READ));
    assertThat(caller.may(READ)).isTrue();
    assertThat(caller.may(WRITE)).isFalse();
    assertThat(READ).hasToString("documents:read");
  }

  private static User user(Role role, Set<Permission> granted, Set<Permission> withheld) {
    return new User(
        ID, "a@b.test", "A", role, granted, withheld, UserState.ACTIVE, null, null, stamp());
  }
}
