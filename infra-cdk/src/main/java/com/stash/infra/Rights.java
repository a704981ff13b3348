package com.stash.infra;

import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each function may do with each table: {@code G} get an item, {@code B} get several, {@code
 * Q} query, {@code I} query the index, {@code P} put, {@code U} update, {@code C} check a condition
 * in a transaction. And with the tenants' objects: {@code R} read, {@code V} read a version, {@code
 * W} write, {@code D} delete. And with the key of the credentials: {@code S} seal a value, {@code
 * O} open one. Nothing else is allowed anywhere; no function may delete an item or scan a table.
 */
final class Rights {
  private static final String MATRIX =
      """
                          authorizer  api  upload  dispatch  usage  audit  sweep  dead-letter  pipeline
      names               G           P    -       -         -      -      Q      -            -
      tenants             G           G    G       -         G      G      G      G            G
      domains             -           GQP  -       -         -      -      -      -            -
      users               -           -    -       -         -      -      -      -            -
      api-keys            G           -    -       -         -      -      -      -            -
      campaigns           -           GQP  G       -         -      -      -      -            -
      pipeline-revisions  -           GP   G       -         -      -      -      -            G
      documents           -           GQP  GP      -         -      -      GIP    GP           GP
      jobs                -           GQ   P       -         -      -      GIP    GP           GIPC
      processors          -           -    -       -         -      -      -      -            -
      executions          -           Q    -       -         -      -      -      Q            QP
      results             -           G    -       -         -      -      -      -            P
      credentials         -           BGQP -       -         -      -      GIP    -            BG
      credential-uses     -           Q    -       -         -      -      -      -            P
      claims              -           P    P       -         -      -      U      U            GU
      credit-grants       -           -    -       -         -      -      -      -            -
      usage-events        -           Q    -       -         P      -      -      -            -
      usage-counters      -           GQ   G       -         U      -      -      -            -
      incidents           -           -    P       -         -      -      -      P            -
      audit-logs          -           GQ   -       -         -      GP     -      -            -
      """;

  private static final String OBJECTS =
      """
                              api  upload  pipeline
      tenants/*               R    RD      RV
      tenants/*/documents/*   W    -       -
      tenants/*/results/*     -    -       W
      tenants/*/outputs/*     -    -       W
      tenants/*/exports/*     -    -       W
      set-aside/*             -    W       -
      """;

  private static final String SECRETS =
      """
                    api  pipeline
      credentials   S    O
      """;

  private static final Map<Function, Map<TableStatement, Set<Right>>> TABLES = tables();

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

  /** Returns what a function may do, for the tables it may do anything with. */
  static Map<TableStatement, Set<Right>> tables(Function function) {
    return TABLES.getOrDefault(function, Map.of());
  }

  /** Returns what a function may do with objects, for the patterns of keys it may. */
  static Map<String, Set<Right>> objects(Function function) {
    return parse(OBJECTS).getOrDefault(function, Map.of());
  }

  /** Returns what a function may do with tenants' secrets. */
  static Set<Right> secrets(Function function) {
    return parse(SECRETS).getOrDefault(function, Map.of()).getOrDefault("credentials", Set.of());
  }

  private static Map<Function, Map<TableStatement, Set<Right>>> tables() {
    var parsed = new LinkedHashMap<Function, Map<TableStatement, Set<Right>>>();
    var named = parse(MATRIX);
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
