package com.stash.infra;

import com.stash.infra.Rights.Right;
import com.stash.infra.iam.Request;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is to be decided how: every role, every action that is used or would be dangerous, on a
 * tenant's own things, on another's, and where no tenant is named.
 */
final class IsolationCases {
  static final String SESSION = "tenant-session";
  static final String OWN = "01KAT00000000000000000ACME";
  static final String OTHER = "01KAT000000000000000G10BEX";

  private static final List<String> ON_TABLES =
      actions(
          "dynamodb",
          "GetItem Query PutItem UpdateItem ConditionCheckItem DeleteItem BatchGetItem"
              + " BatchWriteItem Scan PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete"
              + " DeleteTable UpdateTable UpdateTimeToLive CreateBackup ExportTableToPointInTime"
              + " PutResourcePolicy");
  private static final List<String> ON_OBJECTS =
      actions(
          "s3",
          "GetObject GetObjectVersion PutObject DeleteObject DeleteObjectVersion PutObjectAcl"
              + " PutObjectRetention BypassGovernanceRetention");
  private static final List<String> ON_KEYS =
      actions(
          "kms",
          "Encrypt Decrypt GenerateDataKey ReEncryptFrom ReEncryptTo DescribeKey CreateGrant"
              + " PutKeyPolicy DisableKey ScheduleKeyDeletion");
  private static final Set<String> TABLE_KEY =
      Set.copyOf(
          actions("kms", "Encrypt Decrypt GenerateDataKey ReEncryptFrom ReEncryptTo DescribeKey"));

  /** Each names the partition in another way; only the first is a tenant's own and no more. */
  private static final Map<String, UnaryOperator<Request>> PARTITIONS = partitions();

  private final Arns arns;
  private final String regional;
  private final List<Case> cases = new ArrayList<>();

  /**
   * One decision.
   *
   * @param actor the name of a role, or the ARN of one that takes the session role
   * @param taking whether it is about taking the session role
   */
  record Case(String actor, Request request, boolean taking, boolean allowed) {}

  private IsolationCases(EnvironmentConfig config) {
    arns = new Arns(config);
    regional = config.region() + ":" + config.account() + ":";
  }

  static List<Case> of(EnvironmentConfig config) {
    var all = new IsolationCases(config);
    for (var function : Function.values()) {
      all.role(function.label(), Rights.own(function), false);
      all.objects(function.label(), Rights.objects(function));
      all.credentials(
          function.label(), false, function == Function.ADMIN ? Rights.SECRETS : Set.of());
    }
    all.role(SESSION, session(), true);
    all.objects(SESSION, Map.of());
    all.credentials(SESSION, true, Rights.SECRETS);
    all.taking(config);
    return all.cases;
  }

  /** The union of what the serving functions may do with tables that belong to tenants. */
  private static Map<TableStatement, Set<Right>> session() {
    var union = new LinkedHashMap<TableStatement, Set<Right>>();
    for (var function : List.of(Function.API, Function.UPLOAD, Function.PIPELINE)) {
      Rights.tables(function)
          .forEach(
              (table, rights) ->
                  union.computeIfAbsent(table, _ -> EnumSet.noneOf(Right.class)).addAll(rights));
    }
    union.remove(Tables.NAMES);
    return union;
  }

  private void role(String role, Map<TableStatement, Set<Right>> rights, boolean session) {
    for (var table : Tables.ALL) {
      var may = rights.getOrDefault(table, Set.of());
      for (var action : ON_TABLES) {
        var listed = may.stream().anyMatch(r -> r != Right.QUERY_INDEX && r.action.equals(action));
        partitioned(role, session, Request.of(action, arns.table(table)), listed);
        if (table.sparseIndex() != null) {
          var index = action.equals("dynamodb:Query") && may.contains(Right.QUERY_INDEX);
          partitioned(role, session, Request.of(action, arns.index(table)), index);
        }
      }
    }
    tableKey(role, session || !rights.isEmpty() || reads(role));
    others(role);
  }

  private void partitioned(String role, boolean session, Request request, boolean listed) {
    PARTITIONS.forEach(
        (kind, naming) -> {
          var named = naming.apply(request);
          if (session) {
            add(role, named, false);
            add(role, tagged(named), listed && kind.equals("own"));
          } else {
            add(role, named, listed);
          }
        });
  }

  private void objects(String role, Map<String, Set<Right>> rights) {
    var session = role.equals(SESSION);
    for (var key : keys()) {
      var arn = arns.bucket() + "/" + key;
      var own = key.startsWith("tenants/" + OWN + "/");
      for (var action : ON_OBJECTS) {
        var request = Request.of(action, arn);
        if (session) {
          add(role, request, false);
          add(
              role,
              tagged(request),
              own && Set.of("s3:GetObject", "s3:PutObject").contains(action));
        } else {
          add(role, request, may(rights, key, action));
        }
        add(role, tagged(Request.of(action, "arn:aws:s3:::somebody-elses/" + key)), false);
      }
      for (var action : ON_KEYS) {
        for (var service : List.of("s3", "dynamodb", "")) {
          var request =
              via(service, Request.of(action, key("KeysDocuments")))
                  .with("kms:EncryptionContext:aws:s3:arn", arn);
          var reading = action.equals("kms:Decrypt");
          var writing = action.equals("kms:GenerateDataKey");
          var through = service.equals("s3");
          if (session) {
            add(role, request, false);
            add(role, tagged(request), through && own && (reading || writing));
          } else {
            add(
                role,
                request,
                through
                    && ((reading && may(rights, key, "s3:GetObject"))
                        || (writing && may(rights, key, "s3:PutObject"))));
          }
        }
      }
    }
    archive(role);
    add(role, tagged(via("s3", Request.of("kms:Decrypt", key("KeysDocuments")))), false);
    var lists = Set.of("upload", "pipeline", "admin").contains(role);
    add(role, tagged(Request.of("s3:ListBucket", arns.bucket())), lists);
    for (var action :
        actions("s3", "ListBucketVersions PutBucketPolicy PutBucketNotification DeleteBucket")) {
      add(role, tagged(Request.of(action, arns.bucket())), false);
    }
  }

  /** The sweep puts checkpoints; nobody reads, changes or deletes them, or writes elsewhere. */
  private void archive(String role) {
    var sweeps = role.equals("sweep");
    for (var action : ON_OBJECTS) {
      var puts = sweeps && action.equals("s3:PutObject");
      var checkpoint = "/audit/" + OWN + "/000000000005.json";
      add(role, tagged(Request.of(action, arns.archive() + checkpoint)), puts);
      add(role, tagged(Request.of(action, arns.archive() + "/elsewhere")), false);
      add(role, tagged(Request.of(action, arns.bucket() + checkpoint)), false);
    }
    for (var action : ON_KEYS) {
      for (var service : List.of("s3", "dynamodb", "")) {
        var request =
            via(service, Request.of(action, key("KeysDocuments")))
                .with("kms:EncryptionContext:aws:s3:arn", arns.archive());
        var seals = sweeps && service.equals("s3") && action.equals("kms:GenerateDataKey");
        add(role, tagged(request), seals);
      }
    }
  }

  private static boolean may(Map<String, Set<Right>> rights, String key, String action) {
    return rights.entrySet().stream()
        .filter(e -> key.matches(e.getKey().replace("*", ".*")))
        .flatMap(e -> e.getValue().stream())
        .anyMatch(right -> right.action.equals(action));
  }

  private static List<String> keys() {
    return List.of(
        "tenants/" + OWN + "/documents/c/d/original",
        "tenants/" + OWN + "/inbox/c/scan.pdf",
        "tenants/" + OWN + "/results/c/d/j.json.gz",
        "tenants/" + OTHER + "/documents/c/d/original",
        "tenants/" + OTHER + "/inbox/c/scan.pdf",
        "tenants/" + OTHER + "/outputs/c/d/j/s-1.json.gz",
        "tenants/" + OWN + "0/documents/c/d/original",
        "tenants/" + OWN,
        "tenants/",
        "set-aside/1",
        "elsewhere");
  }

  private void tableKey(String role, boolean uses) {
    for (var action : ON_KEYS) {
      for (var service : List.of("dynamodb", "s3", "")) {
        var request = via(service, Request.of(action, key("KeysTables")));
        add(role, request, uses && service.equals("dynamodb") && TABLE_KEY.contains(action));
      }
    }
  }

  /** A session seals and opens for its own tenant, a function for one that it must name. */
  private void credentials(String role, boolean session, Set<Right> rights) {
    for (var action : ON_KEYS) {
      var may = rights.stream().anyMatch(right -> right.action.equals(action));
      var asks = role.equals("admin") && action.equals("kms:DescribeKey");
      var request = Request.of(action, key("KeysCredentials"));
      add(role, tagged(request), asks);
      add(role, tagged(request.with("kms:EncryptionContextKeys", "key", "scope")), asks);
      add(role, tagged(sealed(request, "", "key", "scope", "tenantId", "version")), asks);
      add(role, tagged(sealed(request, OWN + "0", "key", "scope", "tenantId", "version")), asks);
      add(role, tagged(sealed(request, OWN, "key", "more", "tenantId")), asks);
      var other = sealed(request, OTHER, "key", "scope", "tenantId", "version");
      add(role, tagged(other), (may && !session) || asks);
      var own = sealed(request, OWN, "key", "scope", "tenantId", "version");
      add(role, own, (may && !session) || asks);
      add(role, tagged(own), may || asks);
    }
  }

  private static Request sealed(Request request, String tenant, String... keys) {
    return request
        .with("kms:EncryptionContext:tenantId", tenant)
        .with("kms:EncryptionContextKeys", keys);
  }

  /** Queues, streams, and what would give a role more than it has. */
  private void others(String role) {
    queue(role, "jobs", role.equals("dispatch"), role.equals("pipeline"));
    queue(role, "jobs-dead", false, role.equals("dead-letter"));
    queue(role, "failures", Set.of("upload", "dispatch", "usage", "audit").contains(role), false);
    for (var table : Tables.ALL) {
      for (var action : actions("dynamodb", "DescribeStream GetRecords GetShardIterator")) {
        var stream = Request.of(action, arns.table(table) + "/stream/2026");
        add(role, tagged(stream), reads(role, table));
      }
    }
    for (var action :
        List.of(
            "iam:PassRole",
            "iam:PutRolePolicy",
            "iam:CreateAccessKey",
            "lambda:InvokeFunction",
            "lambda:UpdateFunctionCode",
            "sts:AssumeRole",
            "ssm:GetParameter",
            "logs:DeleteLogGroup")) {
      add(role, tagged(Request.of(action, "arn:aws:iam::999999999999:role/admin")), false);
    }
    var serves = Set.of("api", "upload", "pipeline").contains(role);
    for (var action : actions("sts", "AssumeRole TagSession")) {
      add(role, Request.of(action, iam(SESSION)), serves);
      add(role, Request.of(action, iam("admin")), false);
    }
  }

  private void queue(String role, String queue, boolean sends, boolean receives) {
    for (var action :
        actions("sqs", "SendMessage ReceiveMessage DeleteMessage PurgeQueue DeleteQueue")) {
      var arn = "arn:aws:sqs:" + regional + arns.config().named(queue);
      add(
          role,
          tagged(Request.of(action, arn)),
          action.equals("sqs:SendMessage")
              ? sends
              : receives && Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage").contains(action));
    }
  }

  private String iam(String role) {
    return "arn:aws:iam::%s:role/%s".formatted(arns.config().account(), arns.config().named(role));
  }

  private static boolean reads(String role) {
    return Tables.ALL.stream().anyMatch(table -> reads(role, table));
  }

  private static boolean reads(String role, TableStatement table) {
    return switch (role) {
      case "dispatch" -> table.equals(Tables.JOBS);
      case "usage" ->
          List.of(Tables.DOCUMENTS, Tables.EXECUTIONS, Tables.CREDIT_GRANTS).contains(table);
      case "audit" -> table.streamed();
      default -> false;
    };
  }

  /** Who may take the session role, and with which tags. */
  private void taking(EnvironmentConfig config) {
    var role = "role/" + config.named(SESSION);
    for (var function : Function.values()) {
      var serves = Set.of("api", "upload", "pipeline").contains(function.label());
      for (var action :
          actions("sts", "AssumeRole TagSession SetSourceIdentity AssumeRoleWithSAML")) {
        var request = Request.of(action, role);
        var known = Set.of("sts:AssumeRole", "sts:TagSession").contains(action);
        taken(config, function, request, false);
        taken(config, function, tag(request, ""), false);
        taken(config, function, tag(request, "01KAT"), false);
        taken(config, function, tag(request, OWN, "TenantId", "Admin"), false);
        taken(config, function, tag(request, OWN, "tenantId"), false);
        taken(config, function, tag(request, OWN, "TenantId"), serves && known);
      }
    }
  }

  private void taken(EnvironmentConfig config, Function function, Request request, boolean may) {
    cases.add(new Case("role/" + config.named(function.label()), request, true, may));
  }

  private static Request tag(Request request, String tenant, String... keys) {
    return request
        .with("aws:RequestTag/TenantId", tenant)
        .with("aws:TagKeys", keys.length == 0 ? new String[] {"TenantId"} : keys);
  }

  private void add(String role, Request request, boolean allowed) {
    cases.add(new Case(role, request, false, allowed));
  }

  private static Request tagged(Request request) {
    return request.with("aws:PrincipalTag/TenantId", OWN);
  }

  private Request via(String service, Request request) {
    return service.isEmpty() ? request : request.with("kms:ViaService", arns.service(service));
  }

  private String key(String id) {
    var keys = Synthesized.resources(Synthesized.of(arns.config()).data(), "AWS::KMS::Key");
    var found = keys.keySet().stream().filter(k -> k.startsWith(id)).findFirst().orElseThrow();
    return "arn:aws:kms:" + regional + "key/" + found;
  }

  private static Map<String, UnaryOperator<Request>> partitions() {
    var partitions = new LinkedHashMap<String, UnaryOperator<Request>>();
    partitions.put("own", r -> r.with("dynamodb:LeadingKeys", OWN));
    partitions.put("other", r -> r.with("dynamodb:LeadingKeys", OTHER));
    partitions.put("own and other", r -> r.with("dynamodb:LeadingKeys", OWN, OTHER));
    partitions.put("longer", r -> r.with("dynamodb:LeadingKeys", OWN + "0"));
    partitions.put("shorter", r -> r.with("dynamodb:LeadingKeys", OWN.substring(0, 25)));
    partitions.put("absent", UnaryOperator.identity());
    return partitions;
  }

  private static List<String> actions(String service, String names) {
    return Arrays.stream(names.split(" ")).map(name -> service + ":" + name).toList();
  }
}
