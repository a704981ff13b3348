package com.stash.campaigns;

import static com.stash.testing.Sample.INVOICES;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.campaigns.CampaignSettings.Duplicates;
import com.stash.kernel.Json;
import com.stash.tenancy.Slug;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignTest {
  private final Campaign draft =
      new Campaign(
          INVOICES,
          new Slug("invoices"),
          "Invoices",
          "All of them",
          Campaign.Type.CUSTOM,
          CampaignState.DRAFT,
          CampaignSettings.DEFAULT,
          List.of("total"),
          1,
          0,
          stamp());

  @Test
  void publishing_makes_it_active_on_its_newest_revision() {
    var published = draft.publish(later(stamp(), 1));
    assertThat(published.state()).isEqualTo(CampaignState.ACTIVE);
    assertThat(published.activeRevision()).isEqualTo(1);
    assertThat(published.version()).isEqualTo(2);
    assertThat(published)
        .usingRecursiveComparison()
        .ignoringFields("state", "activeRevision", "stamp")
        .isEqualTo(draft);
  }

  @Test
  void a_new_revision_is_not_active_until_it_is_published() {
    var published = draft.publish(later(stamp(), 1));
    var revised = published.revised(later(published.stamp(), 1));
    assertThat(revised.latestRevision()).isEqualTo(2);
    assertThat(revised.activeRevision()).isEqualTo(1);
    assertThat(revised.state()).isEqualTo(CampaignState.ACTIVE);
    assertThat(revised.publish(later(revised.stamp(), 1)).activeRevision()).isEqualTo(2);
  }

  @Test
  void publishing_a_paused_campaign_makes_it_active_again() {
    var published = draft.publish(later(stamp(), 1));
    var paused = published.become(CampaignState.PAUSED, later(published.stamp(), 1));
    assertThat(paused.publish(later(paused.stamp(), 1)).state()).isEqualTo(CampaignState.ACTIVE);
  }

  @Test
  void an_archived_campaign_is_not_published() {
    var published = draft.publish(later(stamp(), 1));
    var paused = published.become(CampaignState.PAUSED, later(published.stamp(), 1));
    var archived = paused.become(CampaignState.ARCHIVED, later(paused.stamp(), 1));
    assertThatThrownBy(() -> archived.publish(later(archived.stamp(), 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(archived.key()).isEqualTo(INVOICES.value());
  }

  @Test
  void a_campaign_takes_every_readable_type_unless_it_names_some() {
    assertThat(CampaignSettings.DEFAULT.takes("application/pdf")).isTrue();
    assertThat(CampaignSettings.DEFAULT.takes("application/x-msdownload")).isFalse();
    var csv = new CampaignSettings(List.of("text/csv"), 1, Duplicates.LINK, 1);
    assertThat(csv.takes("text/csv")).isTrue();
    assertThat(csv.takes("application/pdf")).isFalse();
  }

  @Test
  void the_settings_begin_as_the_entities_say() {
    assertThat(CampaignSettings.DEFAULT)
        .isEqualTo(new CampaignSettings(List.of(), 10_485_760, Duplicates.ALLOW, 90));
    assertThat(Duplicates.parse("reject")).isEqualTo(Duplicates.REJECT);
    assertThat(Duplicates.LINK.wire()).isEqualTo("link");
  }

  @Test
  void limits_out_of_bounds_are_refused() {
    assertThat(new CampaignSettings(List.of(), 1, Duplicates.ALLOW, 3_650).retentionDays())
        .isEqualTo(3_650);
    assertThatThrownBy(() -> new CampaignSettings(List.of(), 0, Duplicates.ALLOW, 90))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CampaignSettings(List.of(), 1, Duplicates.ALLOW, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CampaignSettings(List.of(), 1, Duplicates.ALLOW, 3_651))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_revision_is_known_by_campaign_and_number_and_hashed_by_content() {
    var pipeline = Pipelines.of("{'steps':[{'id':'a','processor':'ocr@1'}]}");
    var revision = PipelineRevision.of(INVOICES, 7, pipeline, stamp());
    assertThat(revision.key()).isEqualTo("01J0000000000000000000CAMP#000007");
    assertThat(revision.hash()).isEqualTo(Json.hash(pipeline.toJson()));
    assertThat(PipelineRevision.of(INVOICES, 8, pipeline, stamp()).hash())
        .isEqualTo(revision.hash());
    var other = Pipelines.of("{'steps':[{'id':'b','processor':'ocr@1'}]}");
    assertThat(PipelineRevision.of(INVOICES, 7, other, stamp()).hash())
        .isNotEqualTo(revision.hash());
  }
}
