package dev.chainrule.tables;

/**
 * Reads numbers of a few digits, as nearly all are: an optional minus, digits, perhaps a decimal
 * sign and digits. If the digits make a whole number up to 2⁵³, it and the power of ten are exact,
 * and their quotient is the double that is nearest to the number (Clinger 1990).
 */
final class ExactNumber {

  /** 10⁰ to 10²², which are exact. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long EXACT = 1L << 53;

  /** So many digits make no more than a long holds. */
  private static final int DIGITS = 18;

  private final char decimal;
  private double value;

  /** For numbers with that decimal sign. */
  ExactNumber(char decimal) {
    this.decimal = decimal;
  }

  /** Reads what begins at a place, and gives the place behind it. */
  int read(char[] c, int from, int end) {
    // The next sign is anybody's guess, so there is no branch for it.
    int minus = from < end && c[from] == '-' ? 1 : 0;
    int i = from + minus;
    long whole = 0;
    int first = i;
    int digit;
    while (i < end && (digit = c[i] - '0') >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      i++;
    }
    int digits = i - first;
    int decimals = 0;
    if (i < end && c[i] == decimal) {
      first = ++i;
      while (i < end && (digit = c[i] - '0') >= 0 && digit <= 9) {
        whole = whole * 10 + digit;
        i++;
      }
      decimals = i - first;
      digits += decimals;
    }
    value =
        digits > 0 && digits <= DIGITS && whole <= EXACT
            ? (1 - 2 * minus) * (whole / POWERS[decimals])
            : Double.NaN;
    return i;
  }

  /** The number that was read last; NaN if it was none, or one of more digits. */
  double value() {
    return value;
  }
}
