package com.stash.local.aws;

import java.util.regex.Pattern;

/**
 * S3Proxy keeps the parts of an upload as hidden objects, named by the upload's random id, the key
 * of the object to be and the part's number. To know an object's checksum it reads them with the
 * caller's own rights.
 */
final class MultipartPart {
  private static final Pattern NAME =
      Pattern.compile("\\.mpus-[0-9a-f-]{36}-(.+)-[0-9]{1,5}", Pattern.DOTALL);

  private MultipartPart() {}

  /** Returns the key of the object a part is of; a key that names no part is returned as it is. */
  static String objectOf(String key) {
    var name = NAME.matcher(key);
    return name.matches() ? name.group(1) : key;
  }
}
