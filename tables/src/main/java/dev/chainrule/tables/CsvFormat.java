package dev.chainrule.tables;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a CSV file is written.
 *
 * @param separator the character between cells; if empty, it is found out from the first records:
 *     comma, semicolon, tab or bar
 * @param missing the cells that stand for a missing value, without spaces around them; the empty
 *     cell always does
 * @param decimalComma whether numbers have a decimal comma instead of a decimal point
 * @param charset the encoding of the characters
 */
public record CsvFormat(
    Optional<Character> separator, Set<String> missing, boolean decimalComma, Charset charset) {

  private static final Set<String> MISSING =
      Set.of("", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "?");

  /** Checks the separator. */
  public CsvFormat {
    Set<String> all = new HashSet<>(missing);
    all.add("");
    missing = Set.copyOf(all);
    if (separator.isPresent()
        && (separator.get() == '"'
            || separator.get() < '\t'
            || separator.get() == '\n'
            || separator.get() == '\r')) {
      throw new IllegalArgumentException(
          "Cells cannot be separated by the character '%s'.".formatted(separator.get()));
    }
    if (decimalComma && separator.equals(Optional.of(','))) {
      throw new IllegalArgumentException(
          "A comma cannot both separate cells and begin decimals: choose another separator.");
    }
  }

  /**
   * Any separator; empty, NA, N/A, n/a, #N/A, NaN, nan, null, NULL and ? are missing; decimal
   * points; UTF-8.
   */
  public static CsvFormat standard() {
    return new CsvFormat(Optional.empty(), MISSING, false, StandardCharsets.UTF_8);
  }

  /** With that separator. */
  public CsvFormat withSeparator(char to) {
    return new CsvFormat(Optional.of(to), missing, decimalComma, charset);
  }

  /** With exactly these cells (and the empty one) as missing. */
  public CsvFormat withMissing(Collection<String> to) {
    return new CsvFormat(separator, Set.copyOf(to), decimalComma, charset);
  }

  /** With decimal commas or points. */
  public CsvFormat withDecimalComma(boolean to) {
    return new CsvFormat(separator, missing, to, charset);
  }

  /** With that encoding. */
  public CsvFormat withCharset(Charset to) {
    return new CsvFormat(separator, missing, decimalComma, to);
  }

  /** What decimals begin with. */
  char decimal() {
    return decimalComma ? ',' : '.';
  }
}
