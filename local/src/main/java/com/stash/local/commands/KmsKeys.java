package com.stash.local.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;

/** What the commands on this machine's KMS keys have in common. */
record KmsKeys(Operator operator) {
  KmsClient client() {
    return operator.backend().kms();
  }

  /** Returns the alias of the key that new values are sealed under. */
  String alias() {
    return operator.backend().environment().credentialKey();
  }

  KeyMetadata inUse() {
    return find(alias());
  }

  /** Returns a key; throws, saying what to do, when there is none of that name. */
  KeyMetadata find(String name) {
    try {
      return client().describeKey(d -> d.keyId(name)).keyMetadata();
    } catch (KmsException e) {
      throw new CannotStart(
          "There is no KMS key %s: see which there are with kms list.".formatted(name), e);
    }
  }

  /** Prints a key as it is now and returns the exit code. */
  int answer(String name) {
    var key = find(name);
    operator.answer(json(key), out -> out.println(line(key)));
    return Stash.DONE;
  }

  ObjectNode json(KeyMetadata key) {
    var view = Json.object().put("id", key.keyId()).put("arn", key.arn());
    view.put("state", key.keyStateAsString()).put("inUse", isInUse(key));
    view.put("createdAt", key.creationDate().toString());
    var rotations = view.putArray("rotatedAt");
    client()
        .listKeyRotations(l -> l.keyId(key.keyId()))
        .rotations()
        .forEach(rotation -> rotations.add(rotation.rotationDate().toString()));
    return view;
  }

  String line(KeyMetadata key) {
    int rotations = client().listKeyRotations(l -> l.keyId(key.keyId())).rotations().size();
    return "%s  %-8s  created %s  rotated %d times%s"
        .formatted(
            key.keyId(),
            key.keyStateAsString(),
            key.creationDate(),
            rotations,
            isInUse(key) ? "  seals new values" : "");
  }

  private boolean isInUse(KeyMetadata key) {
    return key.keyId().equals(inUse().keyId());
  }
}
