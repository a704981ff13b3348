package com.stash.functions.api.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.stash.identity.Email;
import com.stash.identity.Subject;
import com.stash.identity.Tokens.Bad;
import com.stash.identity.Tokens.Good;
import com.stash.identity.TrustedIssuer;
import com.stash.identity.TrustedIssuer.Algorithm;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.tenancy.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OidcTokensTest {
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final String ISSUER = "https://issuer.test/pool";
  private static final String EC_ISSUER = "https://curves.test";
  private static final String TENANT = "01KAT00000000000000000ACME";
  private static final RSAKey KEY = rsa("key-1", 2048);
  private static final RSAKey FOREIGN = rsa("key-1", 2048);
  private static final ECKey CURVE = curve("curve-1");

  private final Map<String, String> documents = new HashMap<>();
  private final List<String> fetched = new ArrayList<>();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private Instant now = NOON;
  private final OidcTokens tokens =
      new OidcTokens(
          List.of(
              new TrustedIssuer(ISSUER, "client-1", "custom:tenant_id", Algorithm.RS256),
              new TrustedIssuer(EC_ISSUER, "api", "tenant", Algorithm.ES256)),
          this::fetch,
          clock(),
          new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), clock()));

  OidcTokensTest() {
    serve(ISSUER, ISSUER, KEY);
    serve(EC_ISSUER, EC_ISSUER, CURVE);
  }

  @Test
  void a_good_token_says_tenant_person_and_address() {
    var good = new Good(new TenantId(TENANT), new Subject(ISSUER, "sub-1"), Optional.empty());
    assertThat(check(signed(claims().build()))).isEqualTo(good);
    var vouched = claims().claim("email", "Ann@Acme.test").claim("email_verified", true).build();
    assertThat(check(signed(vouched)))
        .isEqualTo(
            new Good(good.tenant(), good.subject(), Optional.of(new Email("ann@acme.test"))));
    assertThat(fetched).hasSize(2);
  }

  @Test
  void an_address_counts_only_when_the_issuer_vouches_for_it() {
    for (Object word : List.of(false, "true", 1, "yes")) {
      var claims = claims().claim("email", "ann@acme.test").claim("email_verified", word).build();
      assertThat(((Good) check(signed(claims))).verifiedEmail()).as("%s", word).isEmpty();
    }
    var odd = claims().claim("email", "no address").claim("email_verified", true).build();
    assertThat(((Good) check(signed(odd))).verifiedEmail()).isEmpty();
    var none = claims().claim("email_verified", true).build();
    assertThat(((Good) check(signed(none))).verifiedEmail()).isEmpty();
  }

  @Test
  void cognito_s_access_tokens_name_their_client() {
    var access =
        claims()
            .audience((String) null)
            .claim("client_id", "client-1")
            .claim("token_use", "access");
    assertThat(check(signed(access.build()))).isInstanceOf(Good.class);
    assertThat(check(signed(access.claim("token_use", "id").build())))
        .isEqualTo(bad("wrong_audience"));
    assertThat(check(signed(access.claim("token_use", null).build())))
        .isEqualTo(bad("wrong_audience"));
    assertThat(
            check(signed(access.claim("token_use", "access").claim("client_id", "other").build())))
        .isEqualTo(bad("wrong_audience"));
    assertThat(check(signed(claims().claim("token_use", "id").build()))).isInstanceOf(Good.class);
    assertThat(check(signed(claims().claim("token_use", "access").build())))
        .isEqualTo(bad("wrong_audience"));
    assertThat(check(signed(claims().audience(List.of("other", "client-1")).build())))
        .isInstanceOf(Good.class);
  }

  @Test
  void an_issuer_with_another_algorithm_has_only_that_one() {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(EC_ISSUER)
            .audience("api")
            .subject("s")
            .claim("tenant", TENANT)
            .expirationTime(Date.from(NOON.plusSeconds(60)))
            .build();
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("curve-1").build();
    assertThat(check(sign(header, claims, CURVE))).isInstanceOf(Good.class);
    serve(EC_ISSUER, EC_ISSUER, KEY);
    var other = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1").build();
    assertThat(check(sign(other, claims, KEY))).isEqualTo(bad("wrong_algorithm"));
    now = now.plusSeconds(61);
    var mixed = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("key-1").build();
    assertThat(check(sign(mixed, claims, CURVE))).isEqualTo(bad("unknown_key"));
  }

  @Test
  void every_broken_token_is_refused_for_its_reason() throws Exception {
    var good = signed(claims().build());
    var parts = good.split("\\.", -1);
    var tokens = new LinkedHashMap<String, String>();
    tokens.put("alg none", new PlainJWT(claims().build()).serialize());
    tokens.put(
        "alg none with a signature", json("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]);
    tokens.put("no signature", parts[0] + "." + parts[1] + ".");
    tokens.put("two segments", parts[0] + "." + parts[1]);
    tokens.put("four segments", good + ".x");
    tokens.put("five segments", good + ".x.y");
    tokens.put("no segments", "..");
    tokens.put("no text", "");
    tokens.put("no base 64", "%%%.%%%.%%%");
    tokens.put("header no JSON", json("alg") + "." + parts[1] + "." + parts[2]);
    tokens.put("claims no JSON", parts[0] + "." + json("iss") + "." + parts[2]);
    tokens.put("claims a list", parts[0] + "." + json("[]") + "." + parts[2]);
    tokens.put(
        "tampered claims",
        parts[0] + "." + json(parts[1], TENANT, TENANT.replace('C', 'D')) + "." + parts[2]);
    tokens.put("tampered signature", parts[0] + "." + parts[1] + "." + flipped(parts[2]));
    tokens.put("key confusion", confused());
    tokens.put("a foreign key with our id", sign(header().build(), claims().build(), FOREIGN));
    tokens.put("RS512", sign(header(JWSAlgorithm.RS512).build(), claims().build(), KEY));
    tokens.put("PS256", sign(header(JWSAlgorithm.PS256).build(), claims().build(), KEY));
    tokens.put("no kid", sign(header().keyID(null).build(), claims().build(), KEY));
    tokens.put("empty kid", sign(header().keyID("").build(), claims().build(), KEY));
    tokens.put("unknown kid", sign(header().keyID("key-9").build(), claims().build(), KEY));
    tokens.put(
        "kid a path", sign(header().keyID("../../etc/passwd").build(), claims().build(), KEY));
    tokens.put(
        "kid an address",
        sign(header().keyID("http://169.254.169.254/").build(), claims().build(), KEY));
    tokens.put("kid endless", sign(header().keyID("k".repeat(201)).build(), claims().build(), KEY));
    tokens.put(
        "jku",
        sign(header().jwkURL(URI.create("https://evil.test/keys")).build(), claims().build(), KEY));
    tokens.put(
        "x5u",
        sign(
            header().x509CertURL(URI.create("https://evil.test/c")).build(),
            claims().build(),
            KEY));
    tokens.put("jwk", sign(header().jwk(FOREIGN.toPublicJWK()).build(), claims().build(), FOREIGN));
    tokens.put(
        "x5c",
        sign(header().x509CertChain(List.of(new Base64("AAAA"))).build(), claims().build(), KEY));
    tokens.put(
        "crit",
        sign(
            header().criticalParams(Set.of("exp")).customParam("exp", 1).build(),
            claims().build(),
            KEY));
    tokens.put(
        "b64 false",
        sign(
            header().base64URLEncodePayload(false).criticalParams(Set.of("b64")).build(),
            claims().build(),
            KEY));
    tokens.put(
        "wrong typ",
        sign(header().type(new JOSEObjectType("secevent+jwt")).build(), claims().build(), KEY));
    tokens.put("wrong issuer", signed(claims().issuer("https://evil.test").build()));
    tokens.put("issuer with a slash", signed(claims().issuer(ISSUER + "/").build()));
    tokens.put("no issuer", signed(claims().issuer(null).build()));
    tokens.put("another issuer's name", signed(claims().issuer(EC_ISSUER).build()));
    tokens.put("wrong audience", signed(claims().audience("client-2").build()));
    tokens.put("no audience", signed(claims().audience((String) null).build()));
    tokens.put("expired", signed(claims().expirationTime(at(-60)).build()));
    tokens.put("no end", signed(claims().expirationTime(null).build()));
    tokens.put("not yet valid", signed(claims().notBeforeTime(at(61)).build()));
    tokens.put("issued tomorrow", signed(claims().issueTime(at(86_400)).build()));
    tokens.put("no subject", signed(claims().subject(null).build()));
    tokens.put("subject endless", signed(claims().subject("s".repeat(256)).build()));
    tokens.put("no tenant", signed(claims().claim("custom:tenant_id", null).build()));
    tokens.put(
        "two tenants", signed(claims().claim("custom:tenant_id", List.of(TENANT, TENANT)).build()));
    tokens.put("tenant no ULID", signed(claims().claim("custom:tenant_id", "acme").build()));
    tokens.put("tenant a number", signed(claims().claim("custom:tenant_id", 7).build()));
    tokens.put("tenant twice", twice());
    tokens.put("oversized", signed(claims().claim("pad", "x".repeat(9_000)).build()));
    tokens.forEach((what, token) -> assertThat(check(token)).as(what).isInstanceOf(Bad.class));
    assertThat(tokens).hasSizeGreaterThan(40);
    assertThat(codes(tokens))
        .containsExactlyInAnyOrder(
            "malformed_token",
            "bad_signature",
            "wrong_algorithm",
            "no_key_id",
            "unknown_key",
            "unwanted_header",
            "wrong_type",
            "unknown_issuer",
            "wrong_audience",
            "expired",
            "not_yet_valid",
            "no_subject",
            "no_tenant",
            "token_too_long");
    assertThat(fetched).allMatch(uri -> uri.startsWith(ISSUER) || uri.startsWith(EC_ISSUER));
    assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain(parts[2]);
  }

  @Test
  void a_minute_s_skew_is_forgiven_and_not_more() {
    assertThat(check(signed(claims().expirationTime(at(-59)).build()))).isInstanceOf(Good.class);
    assertThat(check(signed(claims().notBeforeTime(at(60)).build()))).isInstanceOf(Good.class);
    assertThat(check(signed(claims().issueTime(at(60)).build()))).isInstanceOf(Good.class);
  }

  @Test
  void a_bad_token_of_a_trusted_issuer_names_its_tenant() {
    var late = signed(claims().expirationTime(at(-60)).build());
    assertThat(check(late)).isEqualTo(new Bad("expired", Optional.of(new TenantId(TENANT))));
  }

  @Test
  void a_new_key_is_found_once_a_minute_and_an_old_one_is_forgotten() {
    assertThat(check(signed(claims().build()))).isInstanceOf(Good.class);
    var next = rsa("key-2", 2048);
    serve(ISSUER, ISSUER, next);
    var token = sign(header().keyID("key-2").build(), claims().build(), next);
    assertThat(check(token)).isEqualTo(bad("unknown_key"));
    now = now.plusSeconds(59);
    assertThat(check(token)).isEqualTo(bad("unknown_key"));
    assertThat(fetched).hasSize(2);
    now = now.plusSeconds(1);
    assertThat(check(token)).isInstanceOf(Good.class);
    assertThat(check(signed(claims().build()))).isEqualTo(bad("unknown_key"));
    assertThat(fetched).hasSize(4);
  }

  @Test
  void keys_are_fetched_again_after_an_hour_and_stay_while_that_fails() {
    var claims = claims().expirationTime(at(86_400)).build();
    assertThat(check(signed(claims))).isInstanceOf(Good.class);
    now = now.plus(Duration.ofHours(1));
    assertThat(check(signed(claims))).isInstanceOf(Good.class);
    assertThat(fetched).hasSize(2);
    now = now.plusMillis(1);
    documents.clear();
    assertThat(check(signed(claims))).isInstanceOf(Good.class);
    assertThat(fetched).hasSize(3);
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("issuer_keys_not_fetched", ISSUER);
  }

  @Test
  void a_discovery_document_of_another_issuer_is_not_followed() {
    serve(ISSUER, "https://evil.test", KEY);
    assertThat(check(signed(claims().build()))).isEqualTo(bad("unknown_key"));
    assertThat(fetched).hasSize(1);
  }

  @Test
  void keys_at_an_unsafe_address_or_of_another_kind_are_not_taken() {
    for (var address :
        List.of("http://issuer.test/keys", "file:///etc/keys", "https://a@issuer.test/k", "")) {
      documents.put(discovery(ISSUER), discoveryDocument(ISSUER, address));
      now = now.plusSeconds(61);
      assertThat(check(signed(claims().build()))).as(address).isEqualTo(bad("unknown_key"));
    }
    for (JWK key :
        List.of(
            curve("key-1"),
            new RSAKey.Builder(KEY).keyUse(KeyUse.ENCRYPTION).build(),
            new RSAKey.Builder(KEY).algorithm(JWSAlgorithm.RS512).build(),
            new RSAKey.Builder(KEY).keyID(null).build())) {
      serve(ISSUER, ISSUER, key);
      now = now.plusSeconds(61);
      assertThat(check(signed(claims().build()))).isEqualTo(bad("unknown_key"));
    }
    for (var text : List.of("no JSON", "{}", "{\"keys\":7}")) {
      documents.put(ISSUER + "/keys", text);
      now = now.plusSeconds(61);
      assertThat(check(signed(claims().build()))).isEqualTo(bad("unknown_key"));
    }
  }

  private Object check(String token) {
    return tokens.check(token);
  }

  private Set<String> codes(Map<String, String> hostile) {
    var codes = new TreeSet<String>();
    hostile.values().forEach(token -> codes.add(((Bad) check(token)).code()));
    return codes;
  }

  private static Bad bad(String code) {
    return new Bad(code, Optional.of(new TenantId(TENANT)));
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("client-1")
        .subject("sub-1")
        .claim("custom:tenant_id", TENANT)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)));
  }

  private Date at(long seconds) {
    return Date.from(NOON.plusSeconds(seconds));
  }

  private static JWSHeader.Builder header() {
    return header(JWSAlgorithm.RS256);
  }

  private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).keyID("key-1").type(JOSEObjectType.JWT);
  }

  private static String signed(JWTClaimsSet claims) {
    return sign(header().build(), claims, KEY);
  }

  private static String sign(JWSHeader header, JWTClaimsSet claims, JWK key) {
    try {
      var jwt = new SignedJWT(header, claims);
      jwt.sign(key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed with HMAC over the public key's own text. */
  private String confused() throws JOSEException {
    var jwt = new SignedJWT(header(JWSAlgorithm.HS256).build(), claims().build());
    jwt.sign(new MACSigner(KEY.toPublicKey().getEncoded()));
    return jwt.serialize();
  }

  /** Signed well, with the tenant's claim twice in the text. */
  private String twice() throws JOSEException {
    var text =
        claims()
            .build()
            .toString()
            .replaceFirst("\\{", "{\"custom:tenant_id\":\"" + TENANT + "\",");
    var header = header().build();
    var input = header.toBase64URL() + "." + Base64URL.encode(text);
    var signature = new RSASSASigner(KEY).sign(header, input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + signature;
  }

  private static String json(String text) {
    return Base64URL.encode(text).toString();
  }

  private static String json(String part, String from, String to) {
    return json(new Base64URL(part).decodeToString().replace(from, to));
  }

  private static String flipped(String part) {
    return (part.startsWith("A") ? "B" : "A") + part.substring(1);
  }

  private void serve(String issuer, String named, JWK key) {
    documents.put(discovery(issuer), discoveryDocument(named, issuer + "/keys"));
    documents.put(issuer + "/keys", new JWKSet(key).toString());
  }

  private static String discovery(String issuer) {
    return issuer + "/.well-known/openid-configuration";
  }

  private static String discoveryDocument(String issuer, String keys) {
    return Json.object().put("issuer", issuer).put("jwks_uri", keys).toString();
  }

  private byte[] fetch(URI uri) throws IOException {
    fetched.add(uri.toString());
    var document = documents.get(uri.toString());
    if (document == null) {
      throw new IOException("nothing there");
    }
    return document.getBytes(StandardCharsets.UTF_8);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  private static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey curve(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
