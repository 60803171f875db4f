package dev.chainrule.cli.document;

import dev.chainrule.cli.text.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How many digits numbers are shown with: so many behind the point, and as many significant ones
 * where that is more: with four, 2.1244, 0.0133 becomes 0.01328, and 0.5 stays 0.5.
 *
 * @param count from 1 to 17
 */
public record Digits(int count) {

  /** Checks the count. */
  public Digits {
    if (count < 1 || count > 17) {
      throw new IllegalArgumentException("Numbers have from 1 to 17 digits, got " + count + ".");
    }
  }

  /** A number as a mantissa and, if it is very small or very large, a power of ten. */
  record Shown(String mantissa, int exponent) {}

  Shown show(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return new Shown(Numbers.significant(value, count).replace("−", "-"), 0);
    }
    double size = Math.abs(value);
    if (size < 1e-4 || size >= 1e9) {
      String text = String.format(Locale.ROOT, "%." + (count - 1) + "e", value);
      int e = text.indexOf('e');
      return new Shown(stripped(text.substring(0, e)), Integer.parseInt(text.substring(e + 1)));
    }
    int zeros = size >= 0.1 ? 0 : (int) -Math.floor(Math.log10(size)) - 1;
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(count + zeros, RoundingMode.HALF_EVEN);
    return new Shown(stripped(rounded.toPlainString()), 0);
  }

  private static String stripped(String decimal) {
    return decimal.contains(".") ? decimal.replaceFirst("\\.?0+$", "") : decimal;
  }
}
