package com.stash.functions.api;

import com.stash.credentials.CredentialId;
import com.stash.credentials.CredentialScope;
import com.stash.kernel.Ids;
import java.util.regex.Pattern;

/** The shapes of the keys that lists go on from. */
public final class Keys {
  /** One id. */
  public static final Pattern ID = Pattern.compile("[0-7][0-9A-Z]{25}");

  private Keys() {}

  /** Returns the shape of the ids of the credentials of one place. */
  static Pattern below(CredentialScope place) {
    var range = CredentialId.range(place);
    return Pattern.compile(range + "[0-9A-Z]{" + (Ids.LENGTH - range.length()) + "}");
  }

  /** Returns the shape of the uses of a credential: job, value version, processor. */
  static Pattern use(CredentialId credential) {
    return Pattern.compile(credential + "#[0-7][0-9A-Z]{25}#[0-9]{8,19}#[a-z][a-z0-9-]{1,62}");
  }

  /** Returns the shape of an id below a prefix, for example a document below its campaign. */
  static Pattern below(String prefix) {
    return Pattern.compile(Pattern.quote(prefix + "#") + "[0-7][0-9A-Z]{" + (Ids.LENGTH - 1) + "}");
  }
}
