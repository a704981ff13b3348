package com.stash.identity;

import com.stash.kernel.Sha256;
import java.util.Locale;
import java.util.regex.Pattern;

/** An e-mail address in the one form in which addresses are compared: ASCII, lower case. */
public record Email(String value) {
  private static final Pattern SHAPE =
      Pattern.compile("(?=.{3,254}$)[!-?\\[-~]{1,64}@[a-z0-9-]+(\\.[a-z0-9-]+)*");

  public Email {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not an e-mail address");
    }
  }

  /** Reads what was typed or what a token says; throws when it is no address. */
  public static Email parse(String text) {
    return new Email(text.strip().toLowerCase(Locale.ROOT));
  }

  /** Returns the key of the claim that makes it unique in a tenant. */
  public String claimKey() {
    return "email#" + Sha256.of(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
