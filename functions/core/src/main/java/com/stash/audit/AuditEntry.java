package com.stash.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import java.time.Instant;

/**
 * One entry of a tenant's audit log.
 *
 * @param sequence from 1, without gaps within a tenant
 * @param previousHash the hash of the entry before; 64 zeros for the first
 * @param hash SHA-256 over the JSON of all else, with members in order of their names
 */
public record AuditEntry(long sequence, Sha256 previousHash, AuditDraft draft, Sha256 hash) {
  public static final Sha256 BEGINNING = new Sha256("0".repeat(64));

  /** Chains a draft to the entry before it. */
  public static AuditEntry chained(long sequence, Sha256 previousHash, AuditDraft draft) {
    return new AuditEntry(
        sequence, previousHash, draft, Json.hash(content(sequence, previousHash, draft)));
  }

  /** Tells whether the hash is what the content gives. */
  public boolean isWhole() {
    return hash.equals(Json.hash(content(sequence, previousHash, draft)));
  }

  public JsonNode toJson() {
    return content(sequence, previousHash, draft).put("hash", hash.hex());
  }

  /** Reads what {@link #toJson} wrote. */
  public static AuditEntry parse(JsonNode json) {
    return new AuditEntry(
        json.path("sequence").asLong(),
        new Sha256(json.path("previousHash").asText()),
        AuditDraft.parse(json),
        new Sha256(json.path("hash").asText()));
  }

  public Instant occurredAt() {
    return draft.occurredAt();
  }

  private static ObjectNode content(long sequence, Sha256 previousHash, AuditDraft draft) {
    return draft.toJson().put("sequence", sequence).put("previousHash", previousHash.hex());
  }
}
