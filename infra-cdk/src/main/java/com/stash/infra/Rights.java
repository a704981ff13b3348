package com.stash.infra;

import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each function does with each table: {@code G} get an item, {@code B} get several, {@code Q}
 * query, {@code I} query the index, {@code P} put, {@code U} update, {@code C} check a condition in
 * a transaction. And with the tenants' objects: {@code R} read, {@code V} read a version, {@code W}
 * write, {@code D} delete. And with the key of the credentials: {@code S} seal a value, {@code O}
 * open one. Nothing else is allowed anywhere; no function may delete an item or scan a table.
 */
final class Rights {
  private static final String MATRIX =
      """
                          authorizer  api  admin  upload  dispatch  usage  audit  sweep  dead-letter  pipeline
      names               G           P    GPQ    -       -         -      -      Q      -            -
      tenants             G           G    BGP    G       -         G      G      G      G            G
      domains             -           GQP  P      -       -         -      -      -      -            -
      users               GP          GIQPC P     -       -         -      -      -      -            -
      api-keys            G           GQP  P      -       -         -      -      -      -            -
      key-uses            P           B    -      -       -         -      -      -      -            -
      campaigns           -           GQP  -      G       -         -      -      -      -            -
      pipeline-revisions  -           GP   -      G       -         -      -      -      -            G
      documents           -           GQP  -      GP      -         -      -      GIP    GP           GP
      jobs                -           GIQP GIP    P       -         -      -      GIP    GP           GIPC
      processors          -           Q    GPQ    -       -         -      -      -      -            Q
      executions          -           Q    -      -       -         -      -      -      Q            QP
      results             -           G    -      -       -         -      -      -      -            P
      credentials         -           BGQP -      -       -         -      -      GIP    -            BG
      credential-uses     -           Q    -      -       -         -      -      -      -            P
      claims              GP          GUP  P      P       -         -      -      U      U            GU
      credit-grants       -           -    P      -       -         -      -      -      -            -
      usage-events        -           Q    P      -       -         P      -      -      -            -
      usage-counters      -           GQ   GQU    G       -         U      -      -      -            -
      incidents           -           -    -      P       -         -      -      -      P            -
      denials             P           P    P      -       -         -      -      -      -            -
      audit-logs          -           GQ   -      -       -         -      GP     G      -            -
      """;

  /**
   * What the functions that serve tenants do under their own roles, and not in the session of one
   * tenant: they read the tenant, to know whether it may have a session at all, and claim a name of
   * the platform's for a domain in one transaction with the domain.
   */
  private static final String OWN =
      """
                          api  upload  pipeline
      names               P    -       -
      tenants             G    G       G
      domains             P    -       -
      claims              P    -       -
      """;

  /**
   * What is done with objects outside of sessions. An upload's address lives for an hour, and a
   * session may not; what is set aside leaves the tenant's prefix; and S3 tells only those who may
   * list the bucket, which a session may not, that an object is missing and not forbidden.
   */
  private static final String OBJECTS =
      """
                              api  upload  pipeline
      tenants/*               -    RD      RV
      tenants/*/documents/*   W    -       -
      set-aside/*             -    W       -
      """;

  /** What is done with objects below the tenant's prefix in a session: results and downloads. */
  static final Set<Right> SESSION_OBJECTS = Set.copyOf(EnumSet.of(Right.READ, Right.WRITE));

  /**
   * What is done with secrets: by tenants in their sessions, and by the admin function, as a new
   * tenant is active only when a secret of its own was sealed and opened.
   */
  static final Set<Right> SECRETS = Set.copyOf(EnumSet.of(Right.SEAL, Right.OPEN));

  private static final Map<Function, Map<TableStatement, Set<Right>>> TABLES = tables(MATRIX);
  private static final Map<Function, Map<TableStatement, Set<Right>>> OWN_TABLES = tables(OWN);

  private Rights() {}

  /** One thing that can be done with a table, an object or a secret. */
  enum Right {
    GET('G', "dynamodb:GetItem"),
    GET_TOGETHER('B', "dynamodb:BatchGetItem"),
    QUERY('Q', "dynamodb:Query"),
    QUERY_INDEX('I', "dynamodb:Query"),
    PUT('P', "dynamodb:PutItem"),
    UPDATE('U', "dynamodb:UpdateItem"),
    CHECK('C', "dynamodb:ConditionCheckItem"),
    READ('R', "s3:GetObject"),
    READ_VERSION('V', "s3:GetObjectVersion"),
    WRITE('W', "s3:PutObject"),
    DELETE('D', "s3:DeleteObject"),
    SEAL('S', "kms:GenerateDataKey"),
    OPEN('O', "kms:Decrypt");

    private final char letter;
    final String action;

    Right(char letter, String action) {
      this.letter = letter;
      this.action = action;
    }

    private static Right of(int letter) {
      for (var right : values()) {
        if (right.letter == letter) {
          return right;
        }
      }
      throw new IllegalStateException("no right has the letter " + (char) letter);
    }
  }

  /** Returns what a function does, for the tables it does anything with. */
  static Map<TableStatement, Set<Right>> tables(Function function) {
    return TABLES.getOrDefault(function, Map.of());
  }

  /** Returns the part of it that a function does under its own role. */
  static Map<TableStatement, Set<Right>> own(Function function) {
    return SessionRole.SERVING.contains(function)
        ? OWN_TABLES.getOrDefault(function, Map.of())
        : tables(function);
  }

  /** Returns what the serving functions, taken together, do with tenants' tables. */
  static Map<TableStatement, Set<Right>> session() {
    var together = new LinkedHashMap<TableStatement, Set<Right>>();
    for (var table : Tables.ALL) {
      var rights = EnumSet.noneOf(Right.class);
      for (var function : SessionRole.SERVING) {
        rights.addAll(tables(function).getOrDefault(table, Set.of()));
      }
      if (!rights.isEmpty() && table.partitionKey().equals("tenantId")) {
        together.put(table, rights);
      }
    }
    return together;
  }

  /** Returns what a function may do with objects, for the patterns of keys it may. */
  static Map<String, Set<Right>> objects(Function function) {
    return parse(OBJECTS).getOrDefault(function, Map.of());
  }

  private static Map<Function, Map<TableStatement, Set<Right>>> tables(String matrix) {
    var parsed = new LinkedHashMap<Function, Map<TableStatement, Set<Right>>>();
    var named = parse(matrix);
    for (var function : Function.values()) {
      var rights = new LinkedHashMap<TableStatement, Set<Right>>();
      var byName = named.getOrDefault(function, Map.of());
      for (var statement : Tables.ALL) {
        if (byName.containsKey(statement.name())) {
          rights.put(statement, byName.get(statement.name()));
        }
      }
      parsed.put(function, rights);
    }
    return parsed;
  }

  private static Map<Function, Map<String, Set<Right>>> parse(String matrix) {
    var lines = matrix.strip().lines().map(line -> line.strip().split(" +", -1)).toList();
    var parsed = new LinkedHashMap<Function, Map<String, Set<Right>>>();
    for (var row : lines.subList(1, lines.size())) {
      for (int column = 1; column < row.length; column++) {
        if (!row[column].equals("-")) {
          parsed
              .computeIfAbsent(byLabel(lines.getFirst()[column - 1]), _ -> new LinkedHashMap<>())
              .put(row[0], rights(row[column]));
        }
      }
    }
    return parsed;
  }

  private static Set<Right> rights(String letters) {
    var rights = EnumSet.noneOf(Right.class);
    letters.chars().forEach(letter -> rights.add(Right.of(letter)));
    return rights;
  }

  /** Returns the tables the matrix has lines for, in its order. */
  static List<String> lines() {
    return MATRIX.strip().lines().skip(1).map(line -> line.strip().split(" +", -1)[0]).toList();
  }

  private static Function byLabel(String label) {
    for (var function : Function.values()) {
      if (function.label().equals(label)) {
        return function;
      }
    }
    throw new IllegalStateException("no function is called " + label);
  }
}
