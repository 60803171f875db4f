package dev.chainrule.data;

import java.util.Locale;
import java.util.Optional;

/** The words that say yes and no: true/false, yes/no, t/f and y/n, in any case. */
public final class YesNo {

  private YesNo() {}

  /** What the word says; empty if it is another word. */
  public static Optional<Boolean> parse(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "t", "y" -> Optional.of(true);
      case "false", "no", "f", "n" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * Whether two words are a pair: "yes" and "No", but not "yes" and "false", nor "yes" and "Yes".
   */
  public static boolean isPair(String one, String other) {
    return switch (one.toLowerCase(Locale.ROOT) + " " + other.toLowerCase(Locale.ROOT)) {
      case "true false", "false true", "yes no", "no yes", "t f", "f t", "y n", "n y" -> true;
      default -> false;
    };
  }
}
