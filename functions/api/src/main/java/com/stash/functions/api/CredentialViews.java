package com.stash.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope.Level;
import com.stash.credentials.CredentialUse;
import com.stash.credentials.Search;
import com.stash.credentials.Search.Reason;
import com.stash.credentials.Search.Step;
import com.stash.credentials.ValueVersion;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Json;
import com.stash.kernel.Origin.Actor;
import java.time.Clock;

/** Credentials as clients see them: all but their values. */
record CredentialViews(Clock clock) {
  /** Returns a credential as it is now: what is over is expired, swept or not. */
  ObjectNode credential(Credential credential) {
    var view = Json.object();
    view.put("id", credential.id().value());
    view.put("level", credential.scope().level().wire());
    if (credential.scope().level() != Level.TENANT) {
      view.put("scopeId", credential.scope().id());
    }
    view.put("key", credential.name());
    view.put("provider", credential.provider());
    view.put("state", credential.stateAt(clock.instant()).wire());
    view.put("final", credential.endsSearch());
    var versions = view.putArray("versions");
    credential.versions().forEach(v -> versions.add(version(v)));
    actor(view.putObject("changedBy"), credential.stamp().changedBy().actor());
    return Views.stamped(view, credential.stamp());
  }

  private static ObjectNode version(ValueVersion version) {
    var view = Json.object();
    view.put("number", version.number());
    view.put("stage", version.stage().wire());
    view.put("fingerprint", version.fingerprint());
    Views.put(view, "lastFour", version.lastFour());
    view.put("createdAt", version.createdAt().toString());
    actor(view.putObject("createdBy"), version.createdBy());
    Views.put(view, "expiresAt", version.expiresAt());
    Views.put(view, "readableUntil", version.readableUntil());
    return view;
  }

  static ObjectNode use(CredentialUse use) {
    var view = Json.object();
    view.put("valueVersion", use.valueVersion());
    view.put("processor", use.processor());
    view.put("jobId", use.job());
    view.put("reads", use.reads());
    view.put("firstUsedAt", use.firstUsedAt().toString());
    return view.put("lastUsedAt", use.lastUsedAt().toString());
  }

  static ObjectNode search(Search search, boolean declared) {
    var view = Json.object();
    view.put("declared", declared);
    var levels = view.putArray("levels");
    search.steps().forEach(step -> levels.add(level(step)));
    return view;
  }

  /** What the platform keeps for itself looks as if it were not there. */
  private static ObjectNode level(Step step) {
    var reason = step.reason() == Reason.NOT_SHARED ? Reason.ABSENT : step.reason();
    var level = step.place().level();
    var view = Json.object();
    view.put("level", level.wire());
    if (level == Level.CAMPAIGN || level == Level.PROCESSOR) {
      view.put("scopeId", step.place().id());
    }
    view.put("verdict", step.verdict().wire());
    view.put("reason", reason.wire());
    var there = step.credential();
    if (there != null && step.verdict() == Search.Verdict.TAKEN) {
      var version = there.version(Stage.CURRENT).orElseThrow();
      view.put("valueVersion", version.number());
      view.put("fingerprint", version.fingerprint());
    }
    return view;
  }

  private static void actor(ObjectNode view, Actor actor) {
    view.put("type", actor.type().wire()).put("id", actor.id());
  }
}
