package dev.chainrule.metric;

import java.util.function.IntFunction;

/** Checks of probabilities, and what is asked of single ones. */
final class Probabilities {

  /** Probabilities are kept so far from 0 and 1 that their logarithm is finite: 2⁻⁵². */
  private static final double CLIP = Math.ulp(1.0);

  private Probabilities() {}

  /** Complains unless there are so many, all from 0 to 1. */
  static void require(double[] probabilities, int count) {
    if (probabilities.length != count) {
      throw new IllegalArgumentException(
          "There must be one probability a row: expected %d, got %d."
              .formatted(count, probabilities.length));
    }
    requireShares(probabilities, 1, _ -> "The probability");
  }

  /** Complains about the first that is no number from 0 to 1; {@code name} names its column. */
  static void requireShares(double[] probabilities, int columns, IntFunction<String> name) {
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
        throw new IllegalArgumentException(
            "%s in row %d must be a number from 0 to 1, got %s."
                .formatted(name.apply(i % columns), i / columns, probabilities[i]));
      }
    }
  }

  /** −ln p, with p clipped to [2⁻⁵², 1 − 2⁻⁵²]. */
  static double surprise(double probability) {
    return -StrictMath.log(Math.clamp(probability, CLIP, 1 - CLIP));
  }
}
