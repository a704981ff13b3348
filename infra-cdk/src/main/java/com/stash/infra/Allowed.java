package com.stash.infra;

import com.stash.infra.Rights.Right;
import com.stash.store.S3Checkpoints;
import com.stash.store.TableStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;

/** The statements of which policies are made. */
final class Allowed {
  /** What DynamoDB does with a table's key in the name of who uses the table. */
  private static final List<String> TABLE_KEY =
      List.of(
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo");

  private static final List<String> SECRET_NAMES = List.of("key", "scope", "tenantId", "version");

  private final Arns arns;
  private final Keys keys;

  Allowed(EnvironmentConfig config, Keys keys) {
    this.arns = new Arns(config);
    this.keys = keys;
  }

  /** Returns one statement for each table, and one for each index. */
  List<PolicyStatement> tables(
      Map<TableStatement, Set<Right>> rights, Map<String, Object> conditions) {
    var statements = new ArrayList<PolicyStatement>();
    rights.forEach(
        (table, all) -> {
          var own = new LinkedHashSet<>(all);
          if (own.remove(Right.QUERY_INDEX)) {
            var index = List.of(Right.QUERY_INDEX.action);
            statements.add(statement(index, List.of(arns.index(table)), conditions));
          }
          statements.add(statement(actions(own), List.of(arns.table(table)), conditions));
        });
    return statements;
  }

  /** Returns the use of the tables' key, through DynamoDB only. */
  PolicyStatement tableKey() {
    return statement(
        TABLE_KEY,
        List.of(keys.tables.getKeyArn()),
        condition("StringEquals", "kms:ViaService", arns.service("dynamodb")));
  }

  /** Returns the use of objects below some patterns of keys, and of their key through S3 only. */
  List<PolicyStatement> objects(Map<String, Set<Right>> rights) {
    var statements = new ArrayList<PolicyStatement>();
    var reads = new ArrayList<String>();
    var writes = new ArrayList<String>();
    rights.forEach(
        (pattern, all) -> {
          var arn = arns.bucket() + "/" + pattern;
          statements.add(statement(actions(all), List.of(arn), Map.of()));
          if (all.contains(Right.READ)) {
            reads.add(arn);
          }
          if (all.contains(Right.WRITE)) {
            writes.add(arn);
          }
        });
    if (!reads.isEmpty()) {
      statements.add(objectKey("kms:Decrypt", reads));
    }
    if (!writes.isEmpty()) {
      statements.add(objectKey("kms:GenerateDataKey", writes));
    }
    return statements;
  }

  /**
   * Returns the putting of checkpoints into the archive, whose bucket key knows the bucket only.
   */
  List<PolicyStatement> checkpoints() {
    return List.of(
        statement(
            List.of(Right.WRITE.action),
            List.of(arns.archive() + "/" + S3Checkpoints.prefix("*") + "*"),
            Map.of()),
        objectKey("kms:GenerateDataKey", List.of(arns.archive())));
  }

  private PolicyStatement objectKey(String action, List<String> objects) {
    var conditions = condition("StringEquals", "kms:ViaService", arns.service("s3"));
    conditions.put("StringLike", Map.of("kms:EncryptionContext:aws:s3:arn", objects));
    return statement(List.of(action), List.of(keys.documents.getKeyArn()), conditions);
  }

  /**
   * Returns the sealing and opening of secrets of some tenants: each of a tenant's id, and by its
   * place and version, as the code names them. A former key only opens.
   *
   * @param tenant the id, or a pattern of it; a request that names none does not match
   */
  List<PolicyStatement> secrets(String operator, String tenant) {
    var conditions = condition(operator, "kms:EncryptionContext:tenantId", tenant);
    conditions.put("ForAllValues:StringEquals", Map.of("kms:EncryptionContextKeys", SECRET_NAMES));
    return List.of(
        statement(List.of(Right.SEAL.action), List.of(keys.sealing().getKeyArn()), conditions),
        statement(
            List.of(Right.OPEN.action),
            keys.opening().stream().map(Key::getKeyArn).toList(),
            conditions));
  }

  /** Returns the right to be told that an object is not there, instead of being refused. */
  PolicyStatement missingObjects() {
    return statement(List.of("s3:ListBucket"), List.of(arns.bucket()), Map.of());
  }

  /** Returns the right to ask queue, bucket and key whether they are there. */
  List<PolicyStatement> probes(String queue) {
    return List.of(
        missingObjects(),
        statement(List.of("sqs:GetQueueAttributes"), List.of(queue), Map.of()),
        statement(List.of("kms:DescribeKey"), List.of(keys.sealing().getKeyArn()), Map.of()));
  }

  static PolicyStatement statement(
      Collection<String> actions, List<String> resources, Map<String, Object> conditions) {
    return PolicyStatement.Builder.create()
        .actions(List.copyOf(actions))
        .resources(resources)
        .conditions(conditions)
        .build();
  }

  static Map<String, Object> condition(String operator, String key, Object value) {
    var conditions = new LinkedHashMap<String, Object>();
    conditions.put(operator, Map.of(key, value));
    return conditions;
  }

  private static List<String> actions(Collection<Right> rights) {
    return rights.stream().map(right -> right.action).toList();
  }
}
