package com.stash.store;

import com.stash.audit.AuditDraft;
import com.stash.audit.AuditEntry;
import com.stash.audit.AuditTrail;
import com.stash.kernel.Page;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The audit log in DynamoDB. In a tenant's partition lie the entries under {@code entry#} and their
 * number, one claim for each cause under {@code cause#}, and the {@code head}. Entries, claims and
 * the move of the head are one transaction, so the chain has no gap and no fork.
 */
public final class DynamoAuditTrail implements AuditTrail {
  private static final int DRAFTS_AT_ONCE = 49;
  private static final int TRIES = 50;
  private static final String ENTRY = "entry#";
  private static final JsonAttributes JSON = new JsonAttributes();

  private final DynamoTables tables;
  private final String table;
  private final Pausing pausing;

  public DynamoAuditTrail(DynamoTables tables, RandomGenerator random) {
    this.tables = tables;
    this.table = tables.physical(Tables.AUDIT_LOGS);
    this.pausing = new Pausing(random);
  }

  @Override
  public void append(TenantScope scope, List<AuditDraft> drafts) {
    var unlike = new LinkedHashMap<String, AuditDraft>();
    drafts.forEach(draft -> unlike.put(draft.cause(), draft));
    var left = new ArrayList<>(unlike.values());
    while (!left.isEmpty()) {
      var batch = left.subList(0, Math.min(DRAFTS_AT_ONCE, left.size()));
      appendNew(scope, List.copyOf(batch));
      batch.clear();
    }
  }

  @Override
  public Page<AuditEntry> list(TenantScope scope, Page.Request request) {
    var answer =
        tables
            .client(scope)
            .query(
                q ->
                    q.tableName(table)
                        .keyConditionExpression("tenantId = :tenant and begins_with(sk, :entry)")
                        .expressionAttributeValues(
                            Map.of(
                                ":tenant", AttributeValue.fromS(scope.tenant().value()),
                                ":entry", AttributeValue.fromS(ENTRY)))
                        .scanIndexForward(false)
                        .limit(request.limit())
                        .exclusiveStartKey(start(scope, request.after())));
    return new Page<>(
        answer.items().stream().map(DynamoAuditTrail::entry).toList(),
        answer.hasLastEvaluatedKey()
            ? Optional.of(Items.attribute(answer.lastEvaluatedKey(), TableStatement.SORT).s())
            : Optional.empty());
  }

  @Override
  public List<AuditEntry> read(TenantScope scope, long from, int limit) {
    var answer =
        tables
            .client(scope)
            .query(
                q ->
                    q.tableName(table)
                        .keyConditionExpression("tenantId = :tenant and sk between :from and :to")
                        .expressionAttributeValues(
                            Map.of(
                                ":tenant", AttributeValue.fromS(scope.tenant().value()),
                                ":from", AttributeValue.fromS(entryKey(from)),
                                ":to", AttributeValue.fromS(entryKey(from + limit - 1))))
                        .consistentRead(true));
    return answer.items().stream().map(DynamoAuditTrail::entry).toList();
  }

  @Override
  public Head head(TenantScope scope) {
    var answer =
        tables
            .client(scope)
            .getItem(g -> g.tableName(table).key(key(scope, "head")).consistentRead(true));
    return answer.hasItem()
        ? new Head(
            Long.parseLong(Items.attribute(answer.item(), "sequence").n()),
            new Sha256(Items.attribute(answer.item(), "hash").s()))
        : new Head(0, AuditEntry.BEGINNING);
  }

  private void appendNew(TenantScope scope, List<AuditDraft> batch) {
    var left = batch;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      var writes = writes(scope, head(scope), left);
      try {
        tables.client(scope).transactWriteItems(t -> t.transactItems(writes));
        return;
      } catch (TransactionCanceledException e) {
        var known = known(e, left);
        if (known.isEmpty() && attempt == TRIES) {
          throw e;
        }
        if (known.isEmpty()) {
          pausing.pause(attempt);
        }
        left = left.stream().filter(draft -> !known.contains(draft.cause())).toList();
      }
    }
  }

  /** Returns the causes that are in the log already; the claims come first in the transaction. */
  private static Set<String> known(TransactionCanceledException e, List<AuditDraft> drafts) {
    var known = new LinkedHashSet<String>();
    for (int i = 0; i < drafts.size(); i++) {
      if ("ConditionalCheckFailed".equals(e.cancellationReasons().get(i).code())) {
        known.add(drafts.get(i).cause());
      }
    }
    return known;
  }

  private List<TransactWriteItem> writes(TenantScope scope, Head head, List<AuditDraft> drafts) {
    var claims = new ArrayList<TransactWriteItem>();
    var entries = new ArrayList<TransactWriteItem>();
    long sequence = head.sequence();
    var previous = head.hash();
    for (var draft : drafts) {
      sequence++;
      var entry = AuditEntry.chained(sequence, previous, draft);
      previous = entry.hash();
      var claim = key(scope, "cause#" + draft.cause());
      claim.put("sequence", AttributeValue.fromN(Long.toString(sequence)));
      claims.add(put(claim, "attribute_not_exists(sk)", Map.of()));
      var item = key(scope, entryKey(sequence));
      item.put("entry", JSON.transformFrom(entry.toJson()));
      entries.add(put(item, "attribute_not_exists(sk)", Map.of()));
    }
    var moved = key(scope, "head");
    moved.put("sequence", AttributeValue.fromN(Long.toString(sequence)));
    moved.put("hash", AttributeValue.fromS(previous.hex()));
    claims.addAll(entries);
    claims.add(
        head.sequence() == 0
            ? put(moved, "attribute_not_exists(sk)", Map.of())
            : put(
                moved, "#hash = :hash", Map.of(":hash", AttributeValue.fromS(head.hash().hex()))));
    return claims;
  }

  private TransactWriteItem put(
      Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(condition)
                .expressionAttributeNames(values.isEmpty() ? null : Map.of("#hash", "hash"))
                .expressionAttributeValues(values.isEmpty() ? null : values)
                .build())
        .build();
  }

  private static AuditEntry entry(Map<String, AttributeValue> item) {
    return AuditEntry.parse(JSON.transformTo(Items.attribute(item, "entry")));
  }

  private static String entryKey(long sequence) {
    return ENTRY + "%012d".formatted(sequence);
  }

  private static Map<String, AttributeValue> key(TenantScope scope, String sortKey) {
    var key = new LinkedHashMap<String, AttributeValue>();
    key.put(TableStatement.TENANT, AttributeValue.fromS(scope.tenant().value()));
    key.put(TableStatement.SORT, AttributeValue.fromS(sortKey));
    return key;
  }

  private static @Nullable Map<String, AttributeValue> start(
      TenantScope scope, @Nullable String after) {
    if (after == null) {
      return null;
    }
    if (!after.startsWith(ENTRY)) {
      throw new IllegalArgumentException("the cursor is not of this list");
    }
    return key(scope, after);
  }
}
