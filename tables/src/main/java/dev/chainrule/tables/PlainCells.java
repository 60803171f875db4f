package dev.chainrule.tables;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Takes a CSV text apart up to the first cell with a quote. Without quotes there is nothing to know
 * but separators and the ends of lines, and a number is read while its end is looked for. A file of
 * numbers is such cells from beginning to end.
 */
final class PlainCells {

  /** A longer cell is left to who takes quotes apart. */
  private static final int LONGEST = 1 << 20;

  private final Reader reader;
  private final char separator;
  private final ExactNumber number;

  /** No character behind this one is a separator, a quote or the end of a line. */
  private final char lastSign;

  private char[] text = new char[1 << 16];
  private int read;

  private int start;
  private int end;
  private double value;
  private boolean endsRow = true;
  private int next;

  PlainCells(Reader reader, char separator, char decimal) {
    this.reader = reader;
    this.separator = separator;
    number = new ExactNumber(decimal);
    lastSign = (char) Math.max(separator, '"');
  }

  /** Goes to the next cell; false if there is none, or one with a quote. */
  boolean next() throws IOException {
    start = next;
    findEnd();
    while (end + 1 >= read && end - start < LONGEST && more()) {
      findEnd();
    }
    if (end >= read) {
      boolean isCell = (start < end || !endsRow) && end - start < LONGEST;
      next = end;
      endsRow = true;
      return isCell;
    }
    char sign = text[end];
    if (sign == '"') {
      return false;
    }
    endsRow = sign != separator;
    next = end + 1;
    if (sign == '\r' && next < read && text[next] == '\n') {
      next++;
    }
    return true;
  }

  private void findEnd() {
    end = number.read(text, start, read);
    value = number.value();
    while (end < read && !isSign(text[end])) {
      value = Double.NaN;
      end++;
    }
  }

  private boolean isSign(char c) {
    return c <= lastSign && (c == separator || c == '\n' || c == '\r' || c == '"');
  }

  /** Reads on, and moves what there is of the cell to the front. */
  private boolean more() throws IOException {
    System.arraycopy(text, start, text, 0, read - start);
    read -= start;
    end -= start;
    start = 0;
    if (text.length - read < 2) { // a character may need two places
      text = Arrays.copyOf(text, 2 * text.length);
    }
    int count = reader.read(text, read, text.length - read);
    read += Math.max(count, 0);
    return count >= 0;
  }

  /** Where the cell is until the next one is asked for. */
  char[] text() {
    return text;
  }

  int start() {
    return start;
  }

  int length() {
    return end - start;
  }

  /** The number that the cell is; NaN if it is none, or has spaces around it, or many digits. */
  double value() {
    return value;
  }

  /** Whether the cell is the last of its row. */
  boolean endsRow() {
    return endsRow;
  }

  /** What follows the last cell. */
  Reader rest() {
    return new Prefixed(new String(text, start, read - start), reader);
  }
}
