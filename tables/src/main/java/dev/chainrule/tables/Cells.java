package dev.chainrule.tables;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one cell says: a number, a date, nothing. Cells are slices of a buffer, without spaces
 * around them.
 */
final class Cells {

  private final char decimal;
  private final ExactNumber exact;
  private final Set<String> missing;
  private final int longestMarker;
  private final boolean numbersMayBeMissing;

  Cells(CsvFormat format) {
    decimal = format.decimal();
    exact = new ExactNumber(decimal);
    missing = format.missing();
    longestMarker = missing.stream().mapToInt(String::length).max().orElse(0);
    numbersMayBeMissing =
        missing.stream().anyMatch(m -> !Double.isNaN(read(m.toCharArray(), 0, m.length())));
  }

  boolean isMissing(char[] c, int from, int length) {
    return length == 0 || (length <= longestMarker && isMissing(new String(c, from, length)));
  }

  boolean isMissing(String cell) {
    return missing.contains(cell);
  }

  double number(String cell) {
    return number(cell.toCharArray(), 0, cell.length());
  }

  /** Whether a number, such as -999, stands for a missing value. */
  boolean numbersMayBeMissing() {
    return numbersMayBeMissing;
  }

  /**
   * The number that a cell says: digits with an optional sign, decimal sign and exponent; infinite
   * for "inf", "infinity" and numbers beyond double; NaN if the cell is no number or missing.
   */
  double number(char[] c, int from, int length) {
    return numbersMayBeMissing && isMissing(c, from, length) ? Double.NaN : read(c, from, length);
  }

  private double read(char[] c, int from, int length) {
    int end = from + length;
    if (exact.read(c, from, end) == end && !Double.isNaN(exact.value())) {
      return exact.value();
    }
    return length == 0 ? Double.NaN : anyNumber(c, from, length);
  }

  /** The number that a cell says, however it is written. */
  private double anyNumber(char[] c, int from, int length) {
    int end = from + length;
    int i = c[from] == '-' || c[from] == '+' ? from + 1 : from;
    int first = i;
    i = pastDigits(c, i, end);
    int digits = i - first;
    if (i < end && c[i] == decimal) {
      first = ++i;
      i = pastDigits(c, i, end);
      digits += i - first;
    }
    if (digits == 0) {
      return infinity(c, from, length);
    }
    if (i < end) {
      if (c[i] != 'e' && c[i] != 'E') {
        return Double.NaN;
      }
      i++;
      if (i < end && (c[i] == '-' || c[i] == '+')) {
        i++;
      }
      first = i;
      i = pastDigits(c, i, end);
      if (i != end || i == first) {
        return Double.NaN;
      }
    }
    if (decimal == '.') {
      return JavaDoubleParser.parseDouble(c, from, length);
    }
    char[] pointed = Arrays.copyOfRange(c, from, end);
    for (int k = 0; k < length; k++) {
      pointed[k] = pointed[k] == decimal ? '.' : pointed[k];
    }
    return JavaDoubleParser.parseDouble(pointed);
  }

  private static int pastDigits(char[] c, int from, int end) {
    int i = from;
    while (i < end && c[i] >= '0' && c[i] <= '9') {
      i++;
    }
    return i;
  }

  private static double infinity(char[] c, int from, int length) {
    if (length < 1 || length > 9) {
      return Double.NaN;
    }
    boolean signed = c[from] == '-' || c[from] == '+';
    String word = new String(c, signed ? from + 1 : from, signed ? length - 1 : length);
    if (!word.equalsIgnoreCase("inf") && !word.equalsIgnoreCase("infinity") && !word.equals("∞")) {
      return Double.NaN;
    }
    return c[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  static @Nullable LocalDateTime date(String cell) {
    return date(cell.toCharArray(), 0, cell.length());
  }

  /**
   * The date that a cell says: yyyy-MM-dd, which may be followed by a T or space and HH:mm,
   * HH:mm:ss or HH:mm:ss with decimals, which may be followed by Z or an offset (the time is kept
   * as it is written); null if the cell is no date.
   */
  static @Nullable LocalDateTime date(char[] c, int from, int length) {
    if (length < 10 || c[from + 4] != '-' || c[from + 7] != '-') {
      return null;
    }
    int year = digits(c, from, 4);
    int month = digits(c, from + 5, 2);
    int day = digits(c, from + 8, 2);
    if (year < 0 || month < 0 || day < 0) {
      return null;
    }
    try {
      LocalDate date = LocalDate.of(year, month, day);
      return length == 10 ? date.atStartOfDay() : withTime(date, c, from + 10, from + length);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable LocalDateTime withTime(LocalDate date, char[] c, int from, int end) {
    if (end - from < 6 || (c[from] != 'T' && c[from] != ' ') || c[from + 3] != ':') {
      return null;
    }
    int hour = digits(c, from + 1, 2);
    int minute = digits(c, from + 4, 2);
    int second = 0;
    int nanos = 0;
    int i = from + 6;
    if (i < end && c[i] == ':') {
      if (end - i < 3) {
        return null;
      }
      second = digits(c, i + 1, 2);
      i += 3;
      if (i < end && (c[i] == '.' || c[i] == ',')) {
        int unit = 100_000_000;
        int first = ++i;
        for (; i < end && c[i] >= '0' && c[i] <= '9'; i++) {
          nanos += (c[i] - '0') * unit;
          unit /= 10;
        }
        if (i == first) {
          return null;
        }
      }
    }
    if (hour < 0 || minute < 0 || second < 0 || !isZone(new String(c, i, end - i))) {
      return null;
    }
    return date.atTime(hour, minute, second, nanos);
  }

  private static boolean isZone(String text) {
    return text.isEmpty() || text.equals("Z") || text.matches("[+-]\\d\\d(:?\\d\\d)?");
  }

  /** −1 if they are not all digits. */
  private static int digits(char[] c, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (c[i] < '0' || c[i] > '9') {
        return -1;
      }
      value = value * 10 + c[i] - '0';
    }
    return value;
  }
}
