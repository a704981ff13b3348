package com.stash.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.campaigns.CampaignState;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Refusal.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The small values: origins, outcomes, pages, refusals, rows that changed. */
class ValuesTest {
  private static final Refusal NO = Refusal.of(Kind.CONFLICT, "no", "Not now.");

  @Test
  void an_origin_keeps_200_characters_of_a_program_s_name() {
    var actor = new Actor(ActorType.API_KEY, "k");
    assertThat(new Origin(actor, "r", null, "x".repeat(201)).userAgent())
        .isEqualTo("x".repeat(200));
    assertThat(new Origin(actor, "r", null, "x".repeat(200)).userAgent()).hasSize(200);
    assertThat(new Origin(actor, "r", null, null).userAgent()).isNull();
    assertThat(actor).hasToString("api_key:k");
    assertThat(Origin.system("audit", "r").actor()).hasToString("system:audit");
  }

  @Test
  void actors_and_error_classes_are_read_as_they_are_written() {
    assertThat(ActorType.parse("operator")).isEqualTo(ActorType.OPERATOR);
    assertThat(ErrorClass.parse("configuration")).isEqualTo(ErrorClass.CONFIGURATION);
    assertThat(ErrorClass.TRANSIENT.wire()).isEqualTo("transient");
    assertThatThrownBy(() -> ErrorClass.parse("other"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_outcome_maps_its_value_and_passes_a_refusal_on() {
    assertThat(Outcome.done(2).map(n -> n + 1)).isEqualTo(Outcome.done(3));
    assertThat(Outcome.done(2).flatMap(n -> Outcome.<Integer>refused(NO)))
        .isEqualTo(Outcome.refused(NO));
    assertThat(Outcome.<Integer>refused(NO).map(n -> n + 1)).isEqualTo(Outcome.refused(NO));
    assertThat(Outcome.<Integer>refused(NO).flatMap(n -> Outcome.done(n + 1)))
        .isEqualTo(Outcome.refused(NO));
  }

  @Test
  void a_refusal_where_none_is_expected_is_a_surprise() {
    assertThat(Outcome.done(2).orThrow()).isEqualTo(2);
    assertThatThrownBy(() -> Outcome.refused(NO).orThrow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no: Not now.");
  }

  @Test
  void a_page_holds_one_to_a_hundred_items() {
    assertThat(Page.Request.first(100)).isEqualTo(new Page.Request(100, null));
    assertThatThrownBy(() -> Page.Request.first(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Page.Request.first(101)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_page_is_a_copy_and_keeps_its_next_key_when_mapped() {
    var items = new ArrayList<>(List.of(1, 2));
    var page = new Page<>(items, Optional.of("k"));
    items.clear();
    assertThat(page.map(n -> n * 10)).isEqualTo(new Page<>(List.of(10, 20), Optional.of("k")));
  }

  @Test
  void a_refusal_says_what_where_and_what_to_do() {
    assertThat(Refusal.invalid("/slug", "Too short."))
        .isEqualTo(new Refusal(Kind.INVALID, "invalid_request", "Too short.", "/slug"));
    assertThat(Refusal.wrongState("The campaign", CampaignState.PAUSED))
        .isEqualTo(new Refusal(Kind.CONFLICT, "wrong_state", "The campaign is paused.", null));
    assertThat(Refusal.notFound().kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(Refusal.stale().code()).isEqualTo("stale_version");
  }

  @Test
  void a_row_that_was_not_there_has_empty_attributes() {
    var image = Json.object().put("state", "queued");
    var created = new RowChange("jobs", "t", "k", null, image);
    var deleted = new RowChange("jobs", "t", "k", image, null);
    assertThat(created.before("state")).isEmpty();
    assertThat(created.after("state")).isEqualTo("queued");
    assertThat(created.oldImage().isMissingNode()).isTrue();
    assertThat(deleted.before("state")).isEqualTo("queued");
    assertThat(deleted.after("state")).isEmpty();
    assertThat(deleted.newImage().isMissingNode()).isTrue();
  }
}
