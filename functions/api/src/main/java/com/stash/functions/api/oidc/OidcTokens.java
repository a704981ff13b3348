package com.stash.functions.api.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.stash.identity.Tokens;
import com.stash.identity.TrustedIssuer;
import com.stash.kernel.Log;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks signed JWTs. The issuer that a token names decides which algorithm and keys count; nothing
 * in the token's header chooses a key but by its id among the issuer's own.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725.html">RFC 8725, JSON Web Token Best Current
 *     Practices</a>
 */
public final class OidcTokens implements Tokens {
  private static final int LONGEST = 8_192;
  private static final int LONGEST_KEY_ID = 200;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

  private record Trusted(TrustedIssuer issuer, IssuerKeys keys) {}

  private final Map<String, Trusted> issuers;
  private final Clock clock;

  public OidcTokens(List<TrustedIssuer> issuers, Fetch fetch, Clock clock, Log log) {
    this.clock = clock;
    this.issuers =
        issuers.stream()
            .map(issuer -> new Trusted(issuer, new IssuerKeys(issuer, fetch, clock, log)))
            .collect(
                Collectors.toUnmodifiableMap(
                    trusted -> trusted.issuer().issuer(), Function.identity()));
  }

  @Override
  public Check check(String token) {
    if (token.length() > LONGEST) {
      return new Bad("token_too_long", Optional.empty());
    }
    SignedJWT jwt;
    JWTClaimsSet claims;
    try {
      jwt = SignedJWT.parse(token);
      claims = jwt.getJWTClaimsSet();
    } catch (ParseException | RuntimeException e) {
      return new Bad("malformed_token", Optional.empty());
    }
    var trusted = claims == null ? null : issuers.get(String.valueOf(claims.getIssuer()));
    if (claims == null || trusted == null) {
      return new Bad("unknown_issuer", Optional.empty());
    }
    var said = new TokenClaims(claims, trusted.issuer());
    return fault(jwt, trusted)
        .or(() -> said.fault(clock.instant()))
        .<Check>map(code -> new Bad(code, said.tenant()))
        .orElseGet(said::good);
  }

  private static Optional<String> fault(SignedJWT jwt, Trusted trusted) {
    var fault = headerFault(jwt.getHeader(), trusted.issuer());
    if (fault.isPresent()) {
      return fault;
    }
    var key = trusted.keys().find(jwt.getHeader().getKeyID());
    if (key.isEmpty()) {
      return Optional.of("unknown_key");
    }
    try {
      return jwt.verify(verifier(key.get())) ? Optional.empty() : Optional.of("bad_signature");
    } catch (JOSEException | RuntimeException e) {
      return Optional.of("bad_signature");
    }
  }

  private static Optional<String> headerFault(JWSHeader header, TrustedIssuer issuer) {
    if (!header.getAlgorithm().getName().equals(issuer.algorithm().name())) {
      return Optional.of("wrong_algorithm");
    }
    var id = header.getKeyID();
    if (id == null || id.isEmpty() || id.length() > LONGEST_KEY_ID) {
      return Optional.of("no_key_id");
    }
    var type = header.getType();
    if (type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT))) {
      return Optional.of("wrong_type");
    }
    return header.getCriticalParams() != null
            || header.getJWKURL() != null
            || header.getJWK() != null
            || header.getX509CertURL() != null
            || header.getX509CertChain() != null
            || !header.isBase64URLEncodePayload()
        ? Optional.of("unwanted_header")
        : Optional.empty();
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSAVerifier(rsa);
      case ECKey ec -> new ECDSAVerifier(ec);
      default -> throw new JOSEException("not a key that verifies");
    };
  }
}
