package com.stash.provisioning;

import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a tenant's making has come. Each step and the note that it is done are one transaction,
 * so that a stop between any two goes on where it was.
 *
 * @param next the step that is to be done
 * @param owner the id of the first user
 * @param grant the id of the first credits
 * @param failure why the step failed last; {@code null} when it did not
 */
public record Provisioning(
    Step next, String owner, String grant, @Nullable String failure, Stamp stamp)
    implements Entity {
  public static final String KEY = "provisioning";

  /** The steps after the names are reserved, in their order. */
  public enum Step {
    /** The subdomain and the first user. */
    IDENTITY,
    /** The first credits. */
    CREDITS,
    /** A secret of this tenant can be sealed and opened. */
    SEALING,
    /** The first key, and the tenant is active. */
    ACTIVATE,
    /** Nothing is left to do. */
    DONE;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    Step after() {
      return switch (this) {
        case IDENTITY -> CREDITS;
        case CREDITS -> SEALING;
        case SEALING -> ACTIVATE;
        case ACTIVATE, DONE -> DONE;
      };
    }
  }

  @Override
  public String key() {
    return KEY;
  }

  Provisioning done(Stamp changed) {
    return new Provisioning(next.after(), owner, grant, null, changed);
  }

  Provisioning failed(String why, Stamp changed) {
    return new Provisioning(next, owner, grant, why, changed);
  }
}
