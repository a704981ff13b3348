package com.stash.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.credentials.SearchingCredentials;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.processors.BuiltInProcessors;
import com.stash.tenancy.TenantScope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accepts pipelines that are whole in themselves and whose processors find the credentials they
 * need; opens none.
 */
public final class AcceptingPipelines {
  private final CheckingPipelines checking;
  private final BuiltInProcessors processors;
  private final SearchingCredentials searching;

  public AcceptingPipelines(
      CheckingPipelines checking, BuiltInProcessors processors, SearchingCredentials searching) {
    this.checking = checking;
    this.processors = processors;
    this.searching = searching;
  }

  /**
   * Returns the pipeline, or the first fault with its place.
   *
   * @param campaign whose pipeline it is; {@code null} before it exists, so that no credential can
   *     be its own yet
   */
  Outcome<Pipeline> accept(TenantScope scope, @Nullable CampaignId campaign, JsonNode json) {
    return checking
        .check(json)
        .flatMap(
            pipeline ->
                fault(scope, campaign, pipeline)
                    .map(Outcome::<Pipeline>refused)
                    .orElseGet(() -> Outcome.done(pipeline)));
  }

  private Optional<Refusal> fault(
      TenantScope scope, @Nullable CampaignId campaign, Pipeline pipeline) {
    for (int i = 0; i < pipeline.steps().size(); i++) {
      var processor = pipeline.steps().get(i).processor();
      for (var key : processors.find(processor).orElseThrow().credentialKeys()) {
        var id = campaign == null ? null : campaign.value();
        var found = searching.search(scope, processor.slug(), id, key).taken(key);
        if (found instanceof Outcome.Refused(var refusal)) {
          return Optional.of(
              new Refusal(
                  Refusal.Kind.INVALID,
                  refusal.code(),
                  "%s needs it: %s".formatted(processor, refusal.message()),
                  "/pipeline/steps/" + i + "/processor"));
        }
      }
    }
    return Optional.empty();
  }
}
