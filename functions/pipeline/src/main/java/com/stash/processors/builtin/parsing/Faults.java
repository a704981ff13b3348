package com.stash.processors.builtin.parsing;

import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.jspecify.annotations.Nullable;

/** Says what a library's exception means for the document. */
final class Faults {
  private static final int DEEPEST_CAUSE = 20;

  private Faults() {}

  static Fault of(Throwable thrown) {
    Throwable cause = thrown;
    for (var depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (isEncryption(cause)) {
        return Fault.ENCRYPTED_DOCUMENT;
      }
      if (isTooMuch(cause)) {
        return Fault.DOCUMENT_TOO_COMPLEX;
      }
      cause = cause.getCause();
    }
    return Fault.UNREADABLE_DOCUMENT;
  }

  private static boolean isEncryption(Throwable cause) {
    return cause instanceof EncryptedDocumentException
        || cause instanceof org.apache.poi.EncryptedDocumentException
        || cause instanceof InvalidPasswordException;
  }

  private static boolean isTooMuch(Throwable cause) {
    return cause instanceof StackOverflowError || says(cause.getMessage());
  }

  private static boolean says(@Nullable String message) {
    return message != null
        && (message.contains("Zip bomb")
            || message.contains("zip bomb")
            || message.contains("maximum depth")
            || message.contains("JAXP0001")
            || message.contains("Suspected zip"));
  }
}
