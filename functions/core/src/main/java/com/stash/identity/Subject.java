package com.stash.identity;

import com.stash.kernel.Sha256;

/**
 * A person as an OIDC issuer knows them.
 *
 * @param issuer the token's {@code iss}
 * @param id the token's {@code sub}, at most 255 characters
 */
public record Subject(String issuer, String id) {
  public Subject {
    if (issuer.isEmpty() || id.isEmpty() || id.length() > 255) {
      throw new IllegalArgumentException("a subject has 1 to 255 characters");
    }
  }

  /** Returns the key of the claim that leads from the person to the user. */
  public String claimKey() {
    return "subject#" + Sha256.ofParts(issuer, id);
  }

  /** Returns both parts as a user's item has them. */
  public String text() {
    return issuer + " " + id;
  }
}
