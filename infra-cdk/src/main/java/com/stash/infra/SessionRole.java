package com.stash.infra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.CompositePrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The role under which work for one tenant is done. Its session carries the tenant's id as the tag
 * {@code TenantId}, and allows nothing outside of that tenant's partitions, prefix and secrets,
 * whatever the code asks for.
 */
final class SessionRole extends Construct {
  /** The functions that work for one tenant at a time, and alone may take the role. */
  static final List<Function> SERVING = List.of(Function.API, Function.UPLOAD, Function.PIPELINE);

  static final String TENANT = "${aws:PrincipalTag/TenantId}";

  /** A ULID has 26 characters. */
  static final String ANY_TENANT = "?".repeat(26);

  SessionRole(Construct scope, EnvironmentConfig config, Functions functions, Keys keys) {
    super(scope, "TenantSession");
    var role =
        Role.Builder.create(this, "Role")
            .roleName(config.named("tenant-session"))
            .description("Work for the one tenant whose id the session is tagged with")
            .assumedBy(new CompositePrincipal(principals(functions)))
            .inlinePolicies(Map.of("tenant", rights(config, keys)))
            .build();
    ((CfnRole) Objects.requireNonNull(role.getNode().getDefaultChild()))
        .setAssumeRolePolicyDocument(trust(functions));
  }

  /** Returns what the functions know the role by, before it is made. */
  static String arn(EnvironmentConfig config) {
    return "arn:aws:iam::%s:role/%s".formatted(config.account(), config.named("tenant-session"));
  }

  private static ArnPrincipal[] principals(Functions functions) {
    return SERVING.stream()
        .map(f -> new ArnPrincipal(functions.get(f).role.getRoleArn()))
        .toArray(ArnPrincipal[]::new);
  }

  private static PolicyDocument trust(Functions functions) {
    var conditions = new LinkedHashMap<String, Object>();
    conditions.put("StringLike", Map.of("aws:RequestTag/TenantId", ANY_TENANT));
    conditions.put("ForAllValues:StringEquals", Map.of("aws:TagKeys", List.of("TenantId")));
    return PolicyDocument.Builder.create()
        .statements(
            List.of(
                PolicyStatement.Builder.create()
                    .principals(List.of(principals(functions)))
                    .actions(List.of("sts:AssumeRole", "sts:TagSession"))
                    .conditions(conditions)
                    .build()))
        .build();
  }

  private static PolicyDocument rights(EnvironmentConfig config, Keys keys) {
    var allowed = new Allowed(config, keys);
    var statements = new ArrayList<>(allowed.tables(Rights.session(), ownPartition()));
    statements.add(allowed.tableKey());
    statements.addAll(allowed.objects(Map.of("tenants/" + TENANT + "/*", Rights.SESSION_OBJECTS)));
    statements.addAll(allowed.secrets("StringEquals", TENANT));
    return PolicyDocument.Builder.create().statements(statements).build();
  }

  /** {@code ForAllValues} is true of a request that names no key, so one must be named. */
  private static Map<String, Object> ownPartition() {
    var conditions = new LinkedHashMap<String, Object>();
    conditions.put("ForAllValues:StringEquals", Map.of("dynamodb:LeadingKeys", List.of(TENANT)));
    conditions.put("Null", Map.of("dynamodb:LeadingKeys", "false"));
    return conditions;
  }
}
