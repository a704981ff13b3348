package com.stash.infra;

import software.amazon.awscdk.services.logs.RetentionDays;

/** How long log lines are kept. */
final class Logs {
  private Logs() {}

  static RetentionDays days(int days) {
    return switch (days) {
      case 7 -> RetentionDays.ONE_WEEK;
      case 30 -> RetentionDays.ONE_MONTH;
      case 90 -> RetentionDays.THREE_MONTHS;
      case 365 -> RetentionDays.ONE_YEAR;
      default -> throw new IllegalArgumentException("take 7, 30, 90 or 365 days for logs");
    };
  }
}
