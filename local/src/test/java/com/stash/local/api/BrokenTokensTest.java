package com.stash.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.stash.identity.Email;
import com.stash.local.issuer.LocalIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong with a token, the answer is the one that a request without any credential gets.
 * For what reason each is refused is held by {@code OidcTokensTest}.
 */
class BrokenTokensTest {
  private static final String TENANT = "custom:tenant_id";
  private static final String REQUEST = "4f0c2b1e-0000-4000-8000-000000000000";

  private final ECKey key = key("ours");
  private final Client acme = World.ONE.tenant();
  private final Client globex = World.ONE.tenant();
  private final LocalIssuer issuer;

  BrokenTokensTest(@TempDir Path folder) throws IOException {
    var file = folder.resolve("issuer.json");
    Files.writeString(file, key.toJSONString());
    issuer = LocalIssuer.open(file, URI.create("http://127.0.0.1:1"), World.ONE.backend.clock());
  }

  @Test
  void every_broken_token_gets_the_one_answer_of_no_credential_at_all() throws Exception {
    var good = good();
    assertThat(ask("Bearer " + good, acme.host()).path("statusCode").asInt()).isEqualTo(200);
    var nobody = ask("", acme.host()).toString();
    assertThat(nobody).contains("\"statusCode\":401");
    var broken = broken(good);
    broken.forEach(
        (what, token) ->
            assertThat(ask("Bearer " + token, acme.host())).as(what).hasToString(nobody));
    assertThat(broken).hasSizeGreaterThanOrEqualTo(20);
    assertThat(ask("Bearer " + good, globex.host())).as("another's host").hasToString(nobody);
    assertThat(ask("Bearer " + good + ",Bearer " + good, acme.host()))
        .as("the header twice")
        .hasToString(nobody);
    assertThat(World.ONE.log()).doesNotContain(good.split("\\.", -1)[2]);
  }

  private Map<String, String> broken(String good) throws JOSEException, ParseException {
    var parts = good.split("\\.", -1);
    var claims = SignedJWT.parse(good).getJWTClaimsSet();
    var tokens = new LinkedHashMap<String, String>();
    tokens.put("alg none", new PlainJWT(claims).serialize());
    tokens.put("no signature", parts[0] + "." + parts[1] + ".");
    tokens.put(
        "another signature", parts[0] + "." + parts[1] + "." + parts[2].toLowerCase(Locale.ROOT));
    tokens.put("other claims", parts[0] + "." + parts[1].substring(1) + "." + parts[2]);
    tokens.put("no JWT", "a.b.c");
    tokens.put("too long", good + "x".repeat(20_000));
    tokens.put("key confusion", confused(claims));
    tokens.put("somebody else's key", signed(header("ours"), claims, key("ours")));
    tokens.put("kid unknown", signed(header("theirs"), claims, key));
    tokens.put("kid a path", signed(header("../../../dev/null"), claims, key));
    tokens.put("no kid", signed(header(null), claims, key));
    tokens.put("wrong issuer", with(claims, "iss", "https://evil.test"));
    tokens.put("wrong audience", with(claims, "aud", "another"));
    tokens.put("no tenant", with(claims, TENANT, null));
    tokens.put("no tenant's id", with(claims, TENANT, "acme"));
    tokens.put(
        "two tenants", with(claims, TENANT, List.of(acme.tenant().id().value(), globexId())));
    tokens.put("another tenant", with(claims, TENANT, globexId()));
    tokens.put("a tenant that never was", with(claims, TENANT, "01KAT000000000000000000N0W"));
    tokens.put("no subject", with(claims, "sub", null));
    tokens.put("nobody's address", token("nobody@acme.test"));
    tokens.put("another person with a user's address", with(claims, "sub", "other"));
    tokens.put("expired", with(claims, "exp", Date.from(Instant.EPOCH)));
    tokens.put(
        "not yet valid", with(claims, "nbf", Date.from(Instant.parse("2099-01-01T00:00:00Z"))));
    return tokens;
  }

  /** A token of the first user, who has not signed in before: the address decides. */
  private String good() {
    return token("a@b.test");
  }

  private String token(String email) {
    return issuer.token(acme.tenant().id(), new Email(email), Duration.ofMinutes(5));
  }

  private String globexId() {
    return globex.tenant().id().value();
  }

  /** Calls through authorizer and function, the two as API Gateway does. */
  private JsonNode ask(String authorization, String host) {
    var event = acme.get("/v1/me").header("authorization", authorization).event();
    event.withObject("/requestContext").put("domainName", host).put("requestId", REQUEST);
    var word = World.ONE.authorize(event, issuer);
    assertThat(word.path("isAuthorized").asBoolean()).isTrue();
    event.withObject("/requestContext/authorizer").set("lambda", word.path("context"));
    return World.ONE.call(event);
  }

  private String with(JWTClaimsSet claims, String name, @Nullable Object value)
      throws JOSEException {
    return signed(header("ours"), new JWTClaimsSet.Builder(claims).claim(name, value).build(), key);
  }

  private static JWSHeader header(@Nullable String kid) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build();
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, ECKey key)
      throws JOSEException {
    var jwt = new SignedJWT(header, claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  /** The public key as the secret of an HMAC. */
  private String confused(JWTClaimsSet claims) throws JOSEException {
    var jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("ours").build(), claims);
    jwt.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(UTF_8)));
    return jwt.serialize();
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
