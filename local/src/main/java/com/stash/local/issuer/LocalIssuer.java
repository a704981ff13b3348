package com.stash.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.stash.identity.Email;
import com.stash.identity.TrustedIssuer;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.local.aws.CannotStart;
import com.stash.local.aws.OwnerOnly;
import com.stash.tenancy.TenantId;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs tokens shaped like Amazon Cognito's ID tokens, and serves its discovery document and keys
 * below {@code /issuer} of the local gateway. It vouches for every address it is asked to.
 */
public final class LocalIssuer {
  private static final String PATH = "/issuer";
  private static final String AUDIENCE = "stash-local";
  private static final String TENANT = "custom:tenant_id";
  private static final String KEYS = "/keys";
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final ECKey key;
  private final String issuer;
  private final Clock clock;

  private LocalIssuer(ECKey key, String issuer, Clock clock) {
    this.key = key;
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * Opens the issuer of a gateway.
   *
   * @param file where its key is kept, readable by the owner only; {@code null} for memory only
   */
  public static LocalIssuer open(@Nullable Path file, URI gateway, Clock clock) {
    try {
      return new LocalIssuer(
          file != null && Files.exists(file) ? read(file) : create(file), gateway + PATH, clock);
    } catch (IOException | JOSEException | ParseException e) {
      throw new CannotStart(
          "The key of the local issuer, %s, cannot be read or written: remove it to get a new one."
              .formatted(file),
          e);
    }
  }

  /** Returns what an environment must know to believe its tokens. */
  public TrustedIssuer trusted() {
    return new TrustedIssuer(issuer, AUDIENCE, TENANT, TrustedIssuer.Algorithm.ES256);
  }

  /** Returns the document at an address of the issuer. */
  public Optional<byte[]> document(URI uri) {
    var text =
        switch (uri.toString().replace(issuer, "")) {
          case DISCOVERY -> discovery();
          case KEYS -> new JWKSet(key.toPublicJWK()).toString();
          default -> null;
        };
    return Optional.ofNullable(text).map(found -> found.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets a server answer for the issuer. */
  public void serve(HttpServer server) {
    server.createContext(
        PATH,
        exchange -> {
          try (exchange) {
            var found = document(URI.create(issuer.replace(PATH, "") + exchange.getRequestURI()));
            var body = found.orElse(new byte[0]);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(
                found.isPresent() ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  /** Returns a token for a person of a tenant, as if the person had just signed in. */
  public String token(TenantId tenant, Email email, Duration lasting) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(AUDIENCE)
            .subject("local-" + Sha256.of(email.value()).hex().substring(0, 24))
            .claim("token_use", "id")
            .claim(TENANT, tenant.value())
            .claim("email", email.value())
            .claim("email_verified", true)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lasting)))
            .build();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    try {
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("the local issuer cannot sign", e);
    }
  }

  private String discovery() {
    var document = Json.object().put("issuer", issuer).put("jwks_uri", issuer + KEYS);
    document.putArray("id_token_signing_alg_values_supported").add("ES256");
    return document.toString();
  }

  private static ECKey read(Path file) throws IOException, ParseException {
    return ECKey.parse(Files.readString(file));
  }

  private static ECKey create(@Nullable Path file) throws IOException, JOSEException {
    var key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    if (file != null) {
      OwnerOnly.write(file, key.toJSONString().getBytes(StandardCharsets.UTF_8));
    }
    return key;
  }
}
