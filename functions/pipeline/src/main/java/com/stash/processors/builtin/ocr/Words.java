package com.stash.processors.builtin.ocr;

import java.math.BigDecimal;
import java.util.List;

/**
 * The words on a page.
 *
 * @param text the words in their lines and paragraphs
 * @param count how many words
 * @param confidence the sum of the words' confidences, each 0 to 100
 */
record Words(String text, int count, BigDecimal confidence) {
  private static final int COLUMNS = 12;
  private static final String WORD_LEVEL = "5";

  /**
   * Reads Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height,
   * confidence, text. A line it does not understand is left out.
   */
  static Words parse(String tsv) {
    var text = new StringBuilder();
    var count = 0;
    var sum = BigDecimal.ZERO;
    List<String> last = List.of();
    for (var line : (Iterable<String>) tsv.lines()::iterator) {
      var cells = List.of(line.split("\t", COLUMNS));
      if (isWord(cells)) {
        text.append(between(last, cells)).append(cells.getLast().strip());
        sum = sum.add(new BigDecimal(cells.get(10)));
        count++;
        last = cells;
      }
    }
    return new Words(text.toString(), count, sum);
  }

  private static boolean isWord(List<String> cells) {
    return cells.size() == COLUMNS
        && cells.getFirst().equals(WORD_LEVEL)
        && cells.get(10).matches("[0-9]{1,3}(\\.[0-9]{1,10})?")
        && !cells.getLast().isBlank();
  }

  private static String between(List<String> last, List<String> next) {
    if (last.isEmpty()) {
      return "";
    }
    if (!last.subList(1, 4).equals(next.subList(1, 4))) {
      return "\n\n";
    }
    return last.get(4).equals(next.get(4)) ? " " : "\n";
  }
}
