package com.stash.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.campaigns.CampaignState;
import com.stash.documents.DocumentState;
import com.stash.kernel.Page;
import com.stash.local.factories.Seeder;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.pipeline.Bodies;
import com.stash.store.Tables;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the factories make is what the functions would have made. */
class FactoriesTest {
  private final Givens given = Givens.start();
  private final GivenTenant acme = given.tenant("acme");

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void a_completed_document_has_a_job_with_executions_and_a_result() {
    var letters = acme.campaign("letters");
    var document = given.factories().document(acme.scope(), letters).holding("Hello.").completed();
    var job = acme.job(document);
    var result = given.stores().executions().result(acme.scope(), job.id()).orElseThrow();
    var bodies = new Bodies(given.stores().objects());
    assertThat(acme.document(document.id())).isEqualTo(document);
    assertThat(given.stores().executions().of(acme.scope(), job.id())).hasSize(1);
    assertThat(bodies.read(acme.scope(), result.body()).at("/read/text").asText())
        .isEqualTo("Hello.");
  }

  @Test
  void the_bytes_of_a_document_are_those_that_were_found() {
    var letters = acme.campaign("letters");
    var document = given.factories().document(acme.scope(), letters).holding("Hello.").queued();
    var read =
        given
            .stores()
            .objects()
            .read(acme.scope(), document.object(), (in, size, version) -> version);
    assertThat(read)
        .contains(java.util.Objects.requireNonNull(document.arrived()).storageVersion());
  }

  @Test
  void a_sowing_has_campaigns_and_documents_in_every_state_they_rest_in() {
    new Seeder(given.backend(), given.stores()).sow(acme.scope(), 1);
    var campaigns = given.stores().campaigns().list(acme.scope(), Page.Request.first(100)).items();
    var letters =
        campaigns.stream().filter(c -> c.slug().value().startsWith("letters")).findFirst();
    var documents =
        given
            .stores()
            .documents()
            .list(acme.scope(), letters.orElseThrow().id(), Page.Request.first(100))
            .items();
    assertThat(campaigns)
        .extracting(c -> c.state())
        .containsAll(Arrays.asList(CampaignState.values()));
    // Received is passed through on the way to the queue and never left there.
    assertThat(documents.stream().map(d -> d.state()).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.complementOf(EnumSet.of(DocumentState.RECEIVED)));
  }

  @Test
  void a_job_that_runs_has_one_of_its_tenant_s_slots() {
    given.factories().document(acme.scope(), acme.campaign("letters")).processing();
    assertThat(Rows.of(given, Tables.CLAIMS, acme.id()))
        .filteredOn(row -> Rows.text(row, "sk").equals("slots"))
        .extracting(row -> Rows.number(row, "running"))
        .containsExactly(1L);
  }

  @Test
  void two_sowings_stand_side_by_side() {
    var seeder = new Seeder(given.backend(), given.stores());
    seeder.sow(acme.scope(), 0);
    seeder.sow(acme.scope(), 0);
    assertThat(given.stores().campaigns().list(acme.scope(), Page.Request.first(100)).items())
        .hasSize(8);
  }
}
