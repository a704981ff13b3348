package com.stash.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.functions.api.oidc.HttpFetch;
import com.stash.functions.api.oidc.OidcTokens;
import com.stash.identity.Email;
import com.stash.identity.Tokens;
import com.stash.kernel.Log;
import com.stash.local.gateway.HttpGateway;
import com.stash.tenancy.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalIssuerTest {
  private static final TenantId TENANT = new TenantId("01KAT00000000000000000ACME");
  private static final Email ANN = new Email("ann@acme.test");
  private static final Clock CLOCK = Clock.systemUTC();

  @Test
  void its_tokens_are_checked_with_the_keys_it_serves(@TempDir Path folder) throws Exception {
    var server = HttpGateway.bind(0);
    try {
      var gateway = HttpGateway.endpoint(server);
      var file = folder.resolve("issuer.json");
      var issuer = LocalIssuer.open(file, gateway, CLOCK);
      issuer.serve(server);
      server.start();
      var tokens =
          new OidcTokens(
              List.of(issuer.trusted()), new HttpFetch(CLOCK), CLOCK, new Log(System.out, CLOCK));
      var token = issuer.token(TENANT, ANN, Duration.ofMinutes(1));
      assertThat(tokens.check(token))
          .isInstanceOfSatisfying(
              Tokens.Good.class,
              good -> {
                assertThat(good.tenant()).isEqualTo(TENANT);
                assertThat(good.verifiedEmail()).contains(ANN);
              });
      var again = LocalIssuer.open(file, gateway, CLOCK);
      assertThat(tokens.check(again.token(TENANT, ANN, Duration.ofMinutes(1))))
          .isInstanceOf(Tokens.Good.class);
      var other = LocalIssuer.open(null, gateway, CLOCK);
      assertThat(tokens.check(other.token(TENANT, ANN, Duration.ofMinutes(1))))
          .isEqualTo(new Tokens.Bad("unknown_key", Optional.of(TENANT)));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    } finally {
      server.stop(0);
    }
  }
}
