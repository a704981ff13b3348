package com.stash.local.aws;

import java.util.regex.Pattern;

/**
 * S3Proxy keeps an empty object beside each multipart upload, named by the upload's random id. It
 * lets no caller name such an object, so whoever reaches one came through an upload.
 */
final class MultipartStub {
  private static final Pattern NAME = Pattern.compile("\\.s3proxy-mpu-stub-[0-9a-f-]{36}");

  private MultipartStub() {}

  static boolean is(String key) {
    return NAME.matcher(key).matches();
  }
}
