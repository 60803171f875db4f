package dev.chainrule.cli.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Numbers {

  private Numbers() {}

  /** A count with a comma between thousands: {@code 60,000}. */
  public static String count(long value) {
    return Math.abs(value) < 1000 ? Long.toString(value) : String.format(Locale.ROOT, "%,d", value);
  }

  /** A count and its noun: {@code 1 row}, {@code 275 rows}. */
  public static String count(long value, String one, String many) {
    return count(value) + " " + (value == 1 ? one : many);
  }

  /**
   * At most {@code digits} significant digits, plain where that stays short and with an exponent
   * elsewhere: {@code 0.0612}, {@code 1234}, {@code 2.5e-7}.
   */
  public static String significant(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "n/a" : value > 0 ? "∞" : "−∞";
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e9 || size < 1e-4) {
      String text = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
      return text.replaceFirst("\\.?0*e", "e")
          .replaceFirst("e([+-])0*(\\d)", "e$1$2")
          .replace("e+", "e");
    }
    String text = rounded(value, digits);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /**
   * Like {@link #significant}, with the digits kept that are 0: {@code 2.80} beside {@code 18.0}.
   */
  public static String precise(double value, int digits) {
    double size = Math.abs(value);
    return size >= 1e9 || size < 1e-4 || Double.isNaN(value)
        ? significant(value, digits)
        : rounded(value, digits);
  }

  /** Exactly {@code decimals} digits behind the point. */
  public static String fixed(double value, int decimals) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%." + decimals + "f", value)
        : significant(value, 4);
  }

  /** A share as a percentage with one decimal: {@code 98.6 %}; all of it is {@code 100 %}. */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return "n/a";
    }
    String text = fixed(100 * share, 1);
    return (text.endsWith(".0") && (share == 0 || share == 1)
            ? text.substring(0, text.length() - 2)
            : text)
        + " %";
  }

  /** A duration: {@code 84 ms}, {@code 3.2 s}, {@code 4 min 10 s}, {@code 2 h 5 min}. */
  public static String duration(double seconds) {
    if (seconds < 0.9995) {
      return Math.round(seconds * 1000) + " ms";
    }
    if (seconds < 59.95) {
      return fixed(seconds, 1) + " s";
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  private static String rounded(double value, int digits) {
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int decimals = Math.max(0, digits - rounded.precision() + rounded.scale());
    return rounded.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }
}
