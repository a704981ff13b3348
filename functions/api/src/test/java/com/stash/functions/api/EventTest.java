package com.stash.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.identity.Permission;
import com.stash.kernel.Json;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import org.junit.jupiter.api.Test;

class EventTest {
  private static final Actor ACTOR = new Actor(ActorType.API_KEY, "k");

  @Test
  void the_authorizers_word_is_the_caller() {
    var caller = event(word()).caller().orElseThrow();
    assertThat(caller.tenant()).hasToString("01KAT00000000000000000ACME");
    assertThat(caller.actor()).isEqualTo(ACTOR);
    assertThat(caller.permissions())
        .containsExactlyInAnyOrder(new Permission("a-a:b-b"), new Permission("c-c:d-d"));
  }

  @Test
  void a_word_that_cannot_be_read_is_none() {
    assertThat(event(word().put("tenantId", "acme")).caller()).isEmpty();
    assertThat(event(word().put("actorType", "robot")).caller()).isEmpty();
    assertThat(event(word().put("actorId", "")).caller()).isEmpty();
    assertThat(event(word().put("permissions", "all")).caller()).isEmpty();
    assertThat(event(word().put("standing", "any")).caller()).isEmpty();
    assertThat(event(word().without("standing")).caller()).isEmpty();
    assertThat(event(word().put("campaignId", "")).caller()).isEmpty();
    assertThat(event(word().putNull("campaignId")).caller()).isEmpty();
    assertThat(event(Json.object()).caller()).isEmpty();
    assertThat(new Event(Json.object()).caller()).isEmpty();
    assertThat(event(word().put("permissions", "")).caller()).isPresent();
  }

  @Test
  void the_origin_of_a_change_is_what_the_gateway_saw() {
    var event = event(word());
    ((ObjectNode) event.json().path("requestContext"))
        .put("requestId", "r-1")
        .putObject("http")
        .put("sourceIp", "192.0.2.1")
        .put("userAgent", "");
    var origin = event.origin(ACTOR);
    assertThat(origin.requestId()).isEqualTo("r-1");
    assertThat(origin.sourceIp()).isEqualTo("192.0.2.1");
    assertThat(origin.userAgent()).isNull();
  }

  private static Event event(ObjectNode word) {
    var json = Json.object();
    json.putObject("requestContext").putObject("authorizer").set("lambda", word);
    return new Event(json);
  }

  private static ObjectNode word() {
    return Json.object()
        .put("tenantId", "01KAT00000000000000000ACME")
        .put("actorType", "api_key")
        .put("actorId", "k")
        .put("permissions", "a-a:b-b c-c:d-d")
        .put("standing", "active");
  }
}
