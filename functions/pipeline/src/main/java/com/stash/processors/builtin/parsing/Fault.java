package com.stash.processors.builtin.parsing;

import com.stash.kernel.ErrorClass;
import com.stash.processors.Result;
import java.util.Locale;

/** What can be wrong with a document, with the message a tenant reads. */
enum Fault {
  EMPTY_DOCUMENT("The file is empty. Upload it again with its content."),
  ENCRYPTED_DOCUMENT("The document is protected by a password. Upload it without protection."),
  UNREADABLE_DOCUMENT("The file is damaged or not what its name says. Upload an intact copy."),
  UNSUPPORTED_TYPE("Files of this type cannot be read here. Convert it, for example to PDF."),
  DOCUMENT_TOO_COMPLEX(
      "The document needs more memory or nesting than allowed. Split or simplify it."),
  PARSE_TIMEOUT("Reading the document took too long. Split it, or raise the step's timeout."),
  INVALID_SCHEMA("The schema cannot be used. References only within itself, expressions in RE2.");

  private final String message;

  Fault(String message) {
    this.message = message;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  Result asResult() {
    var kind = this == INVALID_SCHEMA ? ErrorClass.CONFIGURATION : ErrorClass.PERMANENT;
    return new Result.Refused(kind, code(), message);
  }

  /** Ends an operation in the child; the parent turns it into the fault's result. */
  static final class Found extends Exception {
    private static final long serialVersionUID = 1;
    private final Fault fault;

    Found(Fault fault) {
      super(fault.code(), null, false, false);
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }
  }
}
