package com.stash.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * An OIDC issuer whose tokens an environment believes.
 *
 * @param issuer exactly the {@code iss} of its tokens; https, or http on this machine
 * @param audience the {@code aud} its tokens must have for us; with Amazon Cognito the client's id
 * @param tenantClaim the claim with the tenant's id, for example {@code custom:tenant_id}; users
 *     must not be able to write it
 * @param algorithm the only algorithm its tokens may be signed with
 */
public record TrustedIssuer(
    String issuer, String audience, String tenantClaim, Algorithm algorithm) {
  private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost");

  /** The algorithms that can be pinned. */
  public enum Algorithm {
    RS256,
    ES256
  }

  public TrustedIssuer {
    safe(issuer);
    if (issuer.endsWith("/") || audience.isEmpty() || tenantClaim.isEmpty()) {
      throw new IllegalArgumentException(
          "an issuer has an address without a final slash, an audience and a tenant claim");
    }
  }

  /** Reads a JSON array of issuers; throws saying what is wrong. Empty text is no issuer. */
  public static List<TrustedIssuer> parse(String json) {
    if (json.isBlank()) {
      return List.of();
    }
    try {
      return Json.parse(json.getBytes(StandardCharsets.UTF_8))
          .valueStream()
          .map(TrustedIssuer::parse)
          .toList();
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException("the trusted issuers are no JSON array", e);
    }
  }

  /** Prints what {@link #parse(String)} reads. */
  public static String print(List<TrustedIssuer> issuers) {
    var array = Json.array();
    for (var issuer : issuers) {
      array
          .addObject()
          .put("issuer", issuer.issuer())
          .put("audience", issuer.audience())
          .put("tenantClaim", issuer.tenantClaim())
          .put("algorithm", issuer.algorithm().name());
    }
    return array.toString();
  }

  private static TrustedIssuer parse(JsonNode node) {
    return new TrustedIssuer(
        node.path("issuer").asText(),
        node.path("audience").asText(),
        node.path("tenantClaim").asText("custom:tenant_id"),
        Algorithm.valueOf(node.path("algorithm").asText("RS256")));
  }

  /** Returns an address that may be fetched from: https, or http on this machine. */
  public static URI safe(String text) {
    var uri = URI.create(text);
    var host = uri.getHost();
    var local = "http".equals(uri.getScheme()) && host != null && LOCAL.contains(host);
    if (host == null
        || uri.getUserInfo() != null
        || uri.getFragment() != null
        || !("https".equals(uri.getScheme()) || local)) {
      throw new IllegalArgumentException("an issuer's address begins with https://");
    }
    return uri;
  }
}
