package com.stash.documents;

import com.stash.kernel.Sha256;
import java.util.regex.Pattern;

/**
 * What a client says of a file before it sends it.
 *
 * @param filename 1 to 255 characters without control characters or slashes; shown, never a key
 * @param type the media type
 */
public record Announcement(String filename, String type, long sizeBytes, Sha256 sha256) {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/\\\\]{1,255}");
  private static final Pattern TYPE = Pattern.compile("[a-z]+/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");

  public Announcement {
    if (!NAME.matcher(filename).matches()) {
      throw new IllegalArgumentException("a filename has 1 to 255 characters and no slash");
    }
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("a type looks like application/pdf");
    }
    if (sizeBytes < 1) {
      throw new IllegalArgumentException("a file has at least one byte");
    }
  }
}
