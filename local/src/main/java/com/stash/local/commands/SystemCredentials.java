package com.stash.local.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialId;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.ValueVersion;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.local.Stash;
import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import com.stash.tenancy.TenantScope;
import java.io.PrintWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the commands on the system's credentials have in common. */
record SystemCredentials(Operator operator) {
  TenantScope scope() {
    return operator.stores().gate().forPlatform(operator.origin());
  }

  /** Returns the credential of a key; throws, saying what to do, when there is none. */
  Credential find(String key) {
    if (Credential.isName(key)) {
      var found =
          operator
              .stores()
              .credentials()
              .all()
              .find(scope(), CredentialId.of(CredentialScope.system(), key));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new CannotStart(
        "The system has no credential %s: see which there are with credentials list."
            .formatted(key));
  }

  /** Prints what a command led to and returns its exit code. */
  int answer(Outcome<Credential> outcome) {
    return switch (outcome) {
      case Outcome.Refused<Credential>(var refusal) -> {
        operator.err().println("stash: " + refusal.message());
        yield Stash.BROKEN;
      }
      case Outcome.Done<Credential>(var credential) -> {
        operator.answer(json(credential), out -> out.println(line(credential)));
        yield Stash.DONE;
      }
    };
  }

  ObjectNode json(Credential credential) {
    var view = Json.object();
    view.put("key", credential.name());
    view.put("provider", credential.provider());
    view.put("state", state(credential));
    var shared = credential.sharedFrom();
    view.put("sharedFrom", shared == null ? null : shared.wire());
    view.put("version", credential.version());
    var versions = view.putArray("values");
    credential.versions().forEach(value -> versions.add(json(value)));
    return view.put("updatedAt", credential.stamp().updatedAt().toString());
  }

  private static ObjectNode json(ValueVersion value) {
    var view = Json.object();
    view.put("number", value.number()).put("stage", value.stage().wire());
    view.put("fingerprint", value.fingerprint()).put("lastFour", value.lastFour());
    view.put("createdAt", value.createdAt().toString()).put("createdBy", value.createdBy().id());
    view.put("expiresAt", text(value.expiresAt()));
    return view.put("readableUntil", text(value.readableUntil()));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /** Prints what is known of each value, the newest first. */
  void print(PrintWriter out, Credential credential) {
    out.println(line(credential));
    for (var value : credential.versions()) {
      out.printf(
          "  value %d  %-8s fingerprint %s%s  by %s at %s%s%s%n",
          value.number(),
          value.stage().wire(),
          value.fingerprint(),
          value.lastFour() == null ? "" : "  ends " + value.lastFour(),
          value.createdBy().id(),
          value.createdAt(),
          value.expiresAt() == null ? "" : "  expires " + value.expiresAt(),
          value.readableUntil() == null ? "" : "  kept until " + value.readableUntil());
    }
  }

  /** What is over is expired, swept or not. */
  private String state(Credential credential) {
    return credential.stateAt(operator.backend().clock().instant()).wire();
  }

  String line(Credential credential) {
    var shared = credential.sharedFrom();
    return "%s  %s  %s  %s  %s%s"
        .formatted(
            credential.name(),
            credential.provider(),
            state(credential),
            shared == null ? "not shared" : "shared from " + shared.wire(),
            credential
                .version(Stage.CURRENT)
                .map(v -> "value %d, fingerprint %s".formatted(v.number(), v.fingerprint()))
                .orElse("no value"),
            credential
                .version(Stage.PENDING)
                .map(v -> ", value %d waits to be promoted".formatted(v.number()))
                .orElse(""));
  }
}
