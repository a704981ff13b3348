package com.stash.local.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.credentials.CredentialScope.Level;
import com.stash.functions.api.Route;
import com.stash.kernel.Json;
import com.stash.local.canaries.Canaries;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A request to each operation that its owner could send, written with single quotes. */
final class Samples {
  /** How the things of an estate are made that have no factory, in this order. */
  static final Map<String, String> MAKING = making();

  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z]+)}");

  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry(
              "createCampaign",
              "{'slug':'another','name':'Another','pipeline':{'steps':[{'id':'read','processor':'text-extraction@1'}]}}"),
          Map.entry(
              "reviseCampaign",
              "{'pipeline':{'steps':[{'id':'again','processor':'text-extraction@1'}]}}"),
          Map.entry(
              "announceDocument",
              "{'filename':'a.txt','type':'text/plain','sizeBytes':1,'sha256':'"
                  + "a".repeat(64)
                  + "'}"),
          Map.entry(
              "createCredential",
              "{'level':'tenant','key':'sample.key','provider':'sample','value':'"
                  + Canaries.plant(Level.TENANT)
                  + "'}"),
          Map.entry("rotateCredential", "{'value':'another-value'}"),
          Map.entry("addDomain", "{'host':'docs.HOST'}"),
          Map.entry("createKey", "{'name':'A key','role':'viewer'}"),
          Map.entry("inviteUser", "{'email':'ann@HOST','name':'Ann','role':'viewer'}"),
          Map.entry("changeCampaign", "{'name':'Renamed'}"),
          Map.entry("reviewDocument", "{'decision':'accept'}"),
          Map.entry("changeUser", "{'role':'member'}"));

  private static final Map<String, Map<String, String>> QUERIES =
      Map.of("explainCredential", Map.of("key", "sample.key"));

  private Samples() {}

  /**
   * Returns the owner's request. What changes something names a version that was never there, so
   * that not even the owner changes anything with it.
   */
  static Request request(Route route, Estate estate) {
    var ids = new LinkedHashMap<String, String>();
    var variables = VARIABLE.matcher(route.path());
    while (variables.find()) {
      var id = estate.ids().get(variables.group(1));
      if (id == null) {
        throw new IllegalStateException("no sample of " + variables.group(1));
      }
      ids.put(variables.group(1), id);
    }
    var headers = new LinkedHashMap<String, String>();
    if (route.conditional()) {
      headers.put("if-match", "\"99\"");
    }
    var body = BODIES.get(route.operationId());
    if (body == null && route.body().map(Route.Body::required).orElse(false)) {
      throw new IllegalStateException("no sample of the body of " + route.operationId());
    }
    return new Request(
        route,
        estate.host(),
        estate.key(),
        ids,
        QUERIES.getOrDefault(route.operationId(), Map.of()),
        headers,
        body == null
            ? null
            : json(body.replace("HOST", estate.tenant().tenant().slug() + ".example")));
  }

  static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
  }

  private static Map<String, String> making() {
    var making = new LinkedHashMap<String, String>();
    making.put("credentialId", "createCredential");
    making.put("domainId", "addDomain");
    making.put("keyId", "createKey");
    making.put("userId", "inviteUser");
    return making;
  }
}
