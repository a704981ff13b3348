package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.functions.admin.AdminHandler;
import com.stash.functions.api.ApiHandler;
import com.stash.functions.api.AuthorizerHandler;
import com.stash.functions.api.Rehearsing;
import com.stash.kernel.Json;
import com.stash.store.Tables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.crac.Core;
import org.junit.jupiter.api.Test;

/** What functions do before SnapStart takes its snapshot. */
class RehearsalTest {
  @Test
  void a_rehearsal_goes_all_the_way_to_an_answer() throws IOException {
    assertThat(rehearsed(new ApiHandler(World.ONE.backend)).body()).hasToString("{\"items\":[]}");
    var admin = rehearsed(new AdminHandler(World.ONE.backend));
    assertThat(admin.status()).isEqualTo(200);
    assertThat(admin.items()).isNotEmpty();
  }

  @Test
  void the_authorizer_rehearses_with_a_key_that_is_nobody_s() throws IOException {
    var decided = Json.parse(answered(new AuthorizerHandler(World.ONE.backend)));
    assertThat(decided).hasToString("{\"isAuthorized\":true,\"context\":{}}");
    assertThat(World.ONE.log())
        .contains("\"requestId\":\"rehearsal\",\"reason\":\"unknown_tenant\"");
  }

  @Test
  void a_rehearsal_leaves_no_row() throws Exception {
    var before = rows();
    new ApiHandler(World.ONE.backend).beforeCheckpoint(Core.getGlobalContext());
    new AdminHandler(World.ONE.backend).beforeCheckpoint(Core.getGlobalContext());
    new AuthorizerHandler(World.ONE.backend).beforeCheckpoint(Core.getGlobalContext());
    assertThat(rows()).isEqualTo(before);
  }

  private static Reply rehearsed(Rehearsing handler) throws IOException {
    return Reply.of(Json.parse(answered(handler)));
  }

  @SuppressWarnings("NullAway") // the handlers do not look at the context
  private static byte[] answered(Rehearsing handler) throws IOException {
    var out = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(Json.bytes(handler.rehearsal())), out, null);
    return out.toByteArray();
  }

  private static Map<String, Integer> rows() {
    var rows = new TreeMap<String, Integer>();
    for (var table : Tables.ALL) {
      var name = World.ONE.backend.environment().table(table);
      rows.put(name, World.ONE.backend.dynamoDb().scan(s -> s.tableName(name)).count());
    }
    return rows;
  }
}
