package dev.chainrule.tables;

import java.util.Locale;

/** How messages say numbers and quote cells. */
final class Messages {

  private static final int SHOWN = 60;

  private Messages() {}

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** "1,307 rows", "1 row". */
  static String count(long count, String one, String many) {
    return format("%,d %s", count, count == 1 ? one : many);
  }

  /** A cell in quotes, on one line and not too long. */
  static String quote(String cell) {
    String line = cell.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
    return "'" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + "'";
  }
}
