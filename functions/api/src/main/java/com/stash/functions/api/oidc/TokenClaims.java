package com.stash.functions.api.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.stash.identity.Email;
import com.stash.identity.Subject;
import com.stash.identity.Tokens;
import com.stash.identity.TrustedIssuer;
import com.stash.kernel.Ids;
import com.stash.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a token says, and whether it says it for us and now. */
record TokenClaims(JWTClaimsSet claims, TrustedIssuer issuer) {
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final int LONGEST_SUBJECT = 255;

  Optional<String> fault(Instant now) {
    return timeFault(now).or(this::audienceFault).or(this::subjectFault).or(this::tenantFault);
  }

  Tokens.Check good() {
    return new Tokens.Good(
        tenant().orElseThrow(), new Subject(issuer.issuer(), claims.getSubject()), verifiedEmail());
  }

  /** Returns the one tenant that it names. */
  Optional<TenantId> tenant() {
    return text(issuer.tenantClaim()).filter(Ids::isUlid).map(TenantId::new);
  }

  private Optional<String> timeFault(Instant now) {
    var end = claims.getExpirationTime();
    if (end == null || !now.isBefore(end.toInstant().plus(SKEW))) {
      return Optional.of("expired");
    }
    return isAhead(claims.getNotBeforeTime(), now) || isAhead(claims.getIssueTime(), now)
        ? Optional.of("not_yet_valid")
        : Optional.empty();
  }

  private static boolean isAhead(@Nullable Date time, Instant now) {
    return time != null && time.toInstant().isAfter(now.plus(SKEW));
  }

  private Optional<String> audienceFault() {
    List<String> audience = claims.getAudience();
    var unsaid = audience == null || audience.isEmpty();
    var meant = unsaid ? isAccessToken() : isMeant(audience);
    return meant ? Optional.empty() : Optional.of("wrong_audience");
  }

  /** Amazon Cognito's access tokens name the client where others have the audience. */
  private boolean isAccessToken() {
    return text("client_id").filter(issuer.audience()::equals).isPresent()
        && text("token_use").filter("access"::equals).isPresent();
  }

  private boolean isMeant(List<String> audience) {
    var use = claims.getClaim("token_use");
    return audience.contains(issuer.audience()) && (use == null || use.equals("id"));
  }

  private Optional<String> subjectFault() {
    var subject = claims.getSubject();
    return subject == null || subject.isEmpty() || subject.length() > LONGEST_SUBJECT
        ? Optional.of("no_subject")
        : Optional.empty();
  }

  private Optional<String> tenantFault() {
    return tenant().isPresent() ? Optional.empty() : Optional.of("no_tenant");
  }

  private Optional<Email> verifiedEmail() {
    try {
      return Boolean.TRUE.equals(claims.getClaim("email_verified"))
          ? text("email").map(Email::parse)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> text(String claim) {
    return claims.getClaim(claim) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
