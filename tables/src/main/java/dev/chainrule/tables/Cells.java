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

  /** 10⁰ to 10²², which are exact. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long EXACT = 1L << 53;

  private final char decimal;
  private final Set<String> missing;
  private final int longestMarker;

  Cells(CsvFormat format) {
    decimal = format.decimalComma() ? ',' : '.';
    missing = format.missing();
    longestMarker = missing.stream().mapToInt(String::length).max().orElse(0);
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

  /**
   * The number that a cell says: digits with an optional sign, decimal sign and exponent; infinite
   * for "inf", "infinity" and numbers beyond double; NaN if the cell is no number.
   */
  double number(char[] c, int from, int length) {
    int end = from + length;
    int i = from;
    boolean negative = false;
    if (i < end && (c[i] == '-' || c[i] == '+')) {
      negative = c[i++] == '-';
    }
    long mantissa = 0;
    int first = i;
    int digit;
    while (i < end && (digit = c[i] - '0') >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      i++;
    }
    int digits = i - first;
    int decimals = 0;
    if (i < end && c[i] == decimal) {
      first = ++i;
      while (i < end && (digit = c[i] - '0') >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        i++;
      }
      decimals = i - first;
      digits += decimals;
    }
    if (digits == 0) {
      return infinity(c, from, length);
    }
    if (i == end && digits <= 18 && mantissa <= EXACT) {
      // Both are exact, so the quotient is the nearest double (Clinger 1990).
      double value = decimals == 0 ? mantissa : mantissa / POWERS[decimals];
      return negative ? -value : value;
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
      while (i < end && c[i] >= '0' && c[i] <= '9') {
        i++;
      }
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
