package com.stash.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.campaigns.CampaignId;
import com.stash.documents.Arrival;
import com.stash.documents.Document;
import com.stash.documents.DocumentId;
import com.stash.documents.Job;
import com.stash.documents.JobId;
import com.stash.documents.Totals;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Sha256;
import com.stash.pipeline.Bodies;
import com.stash.pipeline.DocumentResult;
import com.stash.pipeline.Execution;
import com.stash.pipeline.ExecutionId;
import com.stash.pipeline.ExecutionState;
import com.stash.processors.ProcessorRef;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Puts a document where the pipeline would have left it. */
final class Processed {
  static final String BYTES = "the bytes";

  private Processed() {}

  static Document document(Client client, String campaign, String filename) {
    return document(
        client, campaign, filename, Json.object().set("text", Json.object().put("text", "hello")));
  }

  static Document document(Client client, String campaign, String filename, ObjectNode steps) {
    var stores = client.world().stores;
    var scope = client.scope();
    var id = new DocumentId(new CampaignId(campaign), client.document(campaign, filename));
    var announced = stores.documents().find(scope, id).orElseThrow();
    var now = client.world().backend.clock().instant();
    var next = scope.changed(announced.stamp(), now);
    var job = new JobId(id, Ids.secure(client.world().backend.clock()).ulid());
    var bytes = BYTES.getBytes(StandardCharsets.UTF_8);
    stores.objects().put(scope, announced.object(), "application/pdf", bytes);
    var completed =
        announced
            .received(
                new Arrival("application/pdf", bytes.length, Sha256.of(bytes), "\"v\"", "1"), next)
            .queued(job, next)
            .processing(next)
            .completed(new Totals(0, new MicroCredits(1_000)), next);
    var created = scope.created(now);
    var queued = Job.queued(job, announced.uuid(), 1, Job.Trigger.UPLOAD, 1, created);
    var done = queued.claimed("test", Duration.ofMinutes(1), created).completed(1, created);
    var body =
        new Bodies(stores.objects())
            .keep(scope, steps, new com.stash.documents.ObjectKey.Result(job));
    stores
        .transactions()
        .commit(
            scope,
            new Replace(completed),
            new Create(done),
            new Create(
                new Execution(
                    new ExecutionId(job, "text", 1),
                    ProcessorRef.parse("text-extraction@1"),
                    ExecutionState.COMPLETED,
                    Sha256.of("input"),
                    null,
                    "page",
                    1,
                    0,
                    new MicroCredits(1_000),
                    "2026-11",
                    12,
                    null,
                    created)),
            new Create(new DocumentResult(job, body, created)))
        .orThrow();
    return completed;
  }

  /** A document whose bytes are the original's. */
  static Document duplicate(Client client, String campaign, DocumentId original) {
    var stores = client.world().stores;
    var scope = client.scope();
    var id = new DocumentId(new CampaignId(campaign), client.document(campaign, "copy.pdf"));
    var announced = stores.documents().find(scope, id).orElseThrow();
    var next = scope.changed(announced.stamp(), client.world().backend.clock().instant());
    var linked = announced.received(null, next).linked(original, next);
    stores.transactions().commit(scope, new Replace(linked)).orThrow();
    return linked;
  }
}
