package com.stash.functions.api.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.stash.identity.TrustedIssuer;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's signing keys, found by discovery and kept for an hour. A key that is not among them
 * makes them be fetched again, at most once a minute; while that fails, the old ones stay.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect
 *     Discovery 1.0</a>
 */
final class IssuerKeys {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);
  private static final int MOST_KEYS = 50;
  private static final int LEAST_RSA_BITS = 2048;

  private final TrustedIssuer issuer;
  private final Fetch fetch;
  private final Clock clock;
  private final Log log;
  private Map<String, JWK> keys = Map.of();
  private Instant fetched = Instant.EPOCH;
  private Instant tried = Instant.EPOCH;

  IssuerKeys(TrustedIssuer issuer, Fetch fetch, Clock clock, Log log) {
    this.issuer = issuer;
    this.fetch = fetch;
    this.clock = clock;
    this.log = log;
  }

  /** Returns the key of an id; empty when the issuer has none that may sign for us. */
  synchronized Optional<JWK> find(String id) {
    var now = clock.instant();
    var wanting = !keys.containsKey(id) || now.isAfter(fetched.plus(KEPT));
    if (wanting && !now.isBefore(tried.plus(BETWEEN_TRIES))) {
      tried = now;
      refresh(now);
    }
    return Optional.ofNullable(keys.get(id));
  }

  private void refresh(Instant now) {
    try {
      keys = usable(JWKSet.parse(text(keysUri())));
      fetched = now;
    } catch (IOException | ParseException | UncheckedIOException | IllegalArgumentException e) {
      log.error("issuer_keys_not_fetched", "", "", e, "issuer", issuer.issuer());
    }
  }

  private URI keysUri() throws IOException {
    var document =
        Json.parse(fetch.get(URI.create(issuer.issuer() + "/.well-known/openid-configuration")));
    if (!document.path("issuer").asText().equals(issuer.issuer())) {
      throw new IOException("the discovery document is of another issuer");
    }
    return TrustedIssuer.safe(document.path("jwks_uri").asText());
  }

  private String text(URI uri) throws IOException {
    return new String(fetch.get(uri), StandardCharsets.UTF_8);
  }

  private Map<String, JWK> usable(JWKSet set) {
    var usable = new HashMap<String, JWK>();
    for (var key : set.getKeys()) {
      if (usable.size() < MOST_KEYS && key.getKeyID() != null && maySign(key)) {
        usable.put(key.getKeyID(), key.toPublicJWK());
      }
    }
    return Map.copyOf(usable);
  }

  private boolean maySign(JWK key) {
    var algorithm = JWSAlgorithm.parse(issuer.algorithm().name());
    return isOr(key.getKeyUse(), KeyUse.SIGNATURE)
        && isOr(key.getAlgorithm(), algorithm)
        && switch (issuer.algorithm()) {
          case RS256 -> key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS;
          case ES256 -> key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256);
        };
  }

  private static boolean isOr(@Nullable Object said, Object wanted) {
    return said == null || said.equals(wanted);
  }
}
