package com.stash.local.aws;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.LimitExceededException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** The errors AWS KMS answers with, each with its code and HTTP status. */
final class KmsErrors {
  private KmsErrors() {}

  static InvalidCiphertextException invalidCiphertext() {
    return (InvalidCiphertextException)
        filled(InvalidCiphertextException.builder(), "InvalidCiphertextException", "");
  }

  static DisabledException disabled(String key) {
    return (DisabledException)
        filled(DisabledException.builder(), "DisabledException", key + " is disabled.");
  }

  static NotFoundException notFound(String name) {
    return (NotFoundException)
        filled(NotFoundException.builder(), "NotFoundException", name + " is not found.");
  }

  static IncorrectKeyException incorrectKey() {
    return (IncorrectKeyException)
        filled(
            IncorrectKeyException.builder(),
            "IncorrectKeyException",
            "The key ID in the request does not identify a CMK that can perform this operation.");
  }

  static AlreadyExistsException alreadyExists(String alias) {
    return (AlreadyExistsException)
        filled(
            AlreadyExistsException.builder(),
            "AlreadyExistsException",
            "An alias with the name " + alias + " already exists");
  }

  static LimitExceededException limitExceeded(String message) {
    return (LimitExceededException)
        filled(LimitExceededException.builder(), "LimitExceededException", message);
  }

  static KmsException validation(String message) {
    return filled(KmsException.builder(), "ValidationException", message);
  }

  private static KmsException filled(KmsException.Builder error, String code, String message) {
    return (KmsException)
        error
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("Kms")
                    .errorCode(code)
                    .errorMessage(message)
                    .build())
            .message(message)
            .build();
  }
}
