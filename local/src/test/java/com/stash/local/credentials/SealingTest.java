package com.stash.local.credentials;

import static com.stash.local.credentials.Vault.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.credentials.CredentialScope;
import com.stash.credentials.Sealed;
import com.stash.credentials.Sealer;
import com.stash.credentials.Sealer.CannotOpen;
import com.stash.credentials.Sealer.Place;
import com.stash.credentials.Secret;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whatever is done to a ciphertext, it does not open, and the others do. */
class SealingTest {
  private final Vault vault = new Vault();
  private final Sealer sealer = vault.credentials.sealer();
  private final TenantScope acme = vault.tenant(Tier.STARTER);
  private final TenantScope globex = vault.tenant(Tier.STARTER);
  private final String small = "a secret of 40 characters, or about that";
  private final String large = "x".repeat(4097);
  private int tries;

  /** A value in its place. */
  private record Kept(TenantScope scope, Place place, Sealed sealed, String value) {}

  @Test
  void nothing_that_was_changed_cut_or_moved_opens() {
    var all = kept();
    for (var kept : List.of(all.getFirst(), all.getLast())) {
      flipEveryByte(kept);
      cutEverywhere(kept);
    }
    int changed = tries;
    for (var kept : all) {
      for (var other : all) {
        if (kept.scope() != other.scope() || !kept.place().equals(other.place())) {
          refused(other.scope(), other.place(), kept.sealed());
        }
      }
    }
    all.forEach(this::opens);
    System.out.printf(
        "sealing: %,d tries (%,d changed or cut, %,d moved), none opened%n",
        tries, changed, tries - changed);
    assertThat(tries).isGreaterThanOrEqualTo(10_000);
  }

  @Test
  void a_ciphertext_has_one_way_to_be_written() {
    var kept = kept().getFirst();
    var text = kept.sealed().text();
    for (var other :
        List.of(
            text + "=",
            text + "\n",
            " " + text,
            text.toUpperCase(Locale.ROOT),
            "d" + text.substring(1),
            text + ".",
            text + "." + text.substring(2),
            "",
            ".",
            "e",
            "e.",
            "e..",
            "x." + text.substring(2))) {
      refused(kept.scope(), kept.place(), new Sealed(other, kept.sealed().key()));
    }
    refused(kept.scope(), kept.place(), new Sealed(text, ""));
    refused(kept.scope(), kept.place(), new Sealed(text, "alias/none"));
    refused(kept.scope(), kept.place(), new Sealed(text, Vault.newKmsKey()));
  }

  @Test
  void a_disabled_kms_key_opens_nothing_and_is_the_same_error() {
    var kept = kept().getFirst();
    Vault.AWS.kms().disableKey(d -> d.keyId(vault.kmsKey));
    refused(kept.scope(), kept.place(), kept.sealed());
    Vault.AWS.kms().enableKey(d -> d.keyId(vault.kmsKey));
    opens(kept);
  }

  @Test
  void what_was_changed_is_not_rewrapped_either() {
    var kept = kept().getFirst();
    var key = Vault.newKmsKey();
    assertThatThrownBy(() -> sealer.rewrap(globex, kept.place(), kept.sealed(), key))
        .isInstanceOf(CannotOpen.class);
    opens(
        new Kept(acme, kept.place(), sealer.rewrap(acme, kept.place(), kept.sealed(), key), small));
  }

  @Test
  void an_opened_data_key_is_of_use_for_five_minutes_after_its_kms_key_is_disabled() {
    var kept = kept().getFirst();
    opens(kept);
    Vault.AWS.kms().disableKey(d -> d.keyId(vault.kmsKey));
    opens(kept);
    vault.clock.pass(Duration.ofMinutes(5));
    refused(kept.scope(), kept.place(), kept.sealed());
    Vault.AWS.kms().enableKey(d -> d.keyId(vault.kmsKey));
  }

  @Test
  void values_of_every_length_open() {
    for (int length : new int[] {1, 4095, 4096, 4097, 65_536}) {
      var value = "x".repeat(length);
      var place = new Place(CredentialScope.tenant(acme.tenant()), KEY, length);
      opens(new Kept(acme, place, sealer.seal(acme, place, Vault.secret(value)), value));
    }
  }

  @Test
  void who_seals_asks_for_a_data_key_only() {
    kept();
    assertThat(vault.kmsCalls.calls()).isEqualTo(vault.kmsCalls.calls("generateDataKey"));
  }

  @Test
  void the_same_value_is_never_the_same_ciphertext() {
    var place = new Place(CredentialScope.tenant(acme.tenant()), KEY, 1);
    for (var value : List.of(small, large)) {
      assertThat(sealer.seal(acme, place, Vault.secret(value)).text())
          .isNotEqualTo(sealer.seal(acme, place, Vault.secret(value)).text());
    }
  }

  /** Values that differ in one of tenant, level, key and version only, small and large. */
  private List<Kept> kept() {
    var all = new ArrayList<Kept>();
    for (var value : List.of(small, large)) {
      for (var scope : List.of(acme, globex)) {
        for (var place :
            List.of(
                CredentialScope.tenant(acme.tenant()),
                CredentialScope.campaign(Vault.CAMPAIGN),
                CredentialScope.processor(Vault.CAMPAIGN),
                CredentialScope.system())) {
          for (var name : List.of("key.a", "key.b")) {
            for (long version : new long[] {1, 2, 12}) {
              var at = new Place(place, name, version);
              all.add(new Kept(scope, at, sealer.seal(scope, at, Vault.secret(value)), value));
            }
          }
        }
      }
    }
    return all;
  }

  private void flipEveryByte(Kept kept) {
    var parts = kept.sealed().text().split("\\.");
    for (int part = 1; part < parts.length; part++) {
      var bytes = Base64.getDecoder().decode(parts[part]);
      for (int i = 0; i < bytes.length; i++) {
        var changed = bytes.clone();
        changed[i] ^= (byte) (1 << (i % 8));
        refused(kept, with(parts, part, changed));
      }
    }
    var text = kept.sealed().text();
    for (int i = 0; i < text.length(); i++) {
      var changed = new StringBuilder(text);
      changed.setCharAt(i, text.charAt(i) == 'A' ? 'B' : 'A');
      refused(kept, changed.toString());
    }
  }

  private void cutEverywhere(Kept kept) {
    var parts = kept.sealed().text().split("\\.");
    for (int part = 1; part < parts.length; part++) {
      var bytes = Base64.getDecoder().decode(parts[part]);
      for (int length = 0; length < bytes.length; length++) {
        refused(kept, with(parts, part, Arrays.copyOf(bytes, length)));
      }
    }
  }

  private static String with(String[] parts, int part, byte[] bytes) {
    var changed = parts.clone();
    changed[part] = Base64.getEncoder().encodeToString(bytes);
    return String.join(".", changed);
  }

  private void refused(Kept kept, String text) {
    refused(kept.scope(), kept.place(), new Sealed(text, kept.sealed().key()));
  }

  private void refused(TenantScope scope, Place place, Sealed sealed) {
    tries++;
    try (var _ = sealer.open(scope, place, sealed)) {
      throw new AssertionError("it opened: " + place + " " + sealed.text());
    } catch (CannotOpen e) {
      if (e.getCause() != null || !Objects.equals(e.getMessage(), new CannotOpen().getMessage())) {
        throw new AssertionError("the error tells more than that it does not open", e);
      }
    }
  }

  private void opens(Kept kept) {
    try (Secret secret = sealer.open(kept.scope(), kept.place(), kept.sealed())) {
      assertThat(new String(secret.bytes(), StandardCharsets.UTF_8)).isEqualTo(kept.value());
    }
  }
}
