package com.stash.processors.builtin.fields;

import java.util.List;

/** English and German month names, whole or their first three letters. */
final class Months {
  static final String NAMES =
      "(?:january|february|march|april|may|june|july|august|september|october|november|december"
          + "|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember"
          + "|jan|feb|mar|mär|apr|jun|jul|aug|sept|sep|oct|okt|nov|dec|dez)";

  private static final List<List<String>> STARTS =
      List.of(
          List.of("jan", "jän"),
          List.of("feb"),
          List.of("mar", "mär"),
          List.of("apr"),
          List.of("may", "mai"),
          List.of("jun"),
          List.of("jul"),
          List.of("aug"),
          List.of("sep"),
          List.of("oct", "okt"),
          List.of("nov"),
          List.of("dec", "dez"));

  private Months() {}

  /** Returns the number of a month written in digits or by name, or 0. */
  static int number(String month) {
    if (month.matches("\\d{1,2}")) {
      return Integer.parseInt(month);
    }
    for (var index = 0; index < STARTS.size(); index++) {
      if (STARTS.get(index).stream().anyMatch(month::startsWith)) {
        return index + 1;
      }
    }
    return 0;
  }
}
