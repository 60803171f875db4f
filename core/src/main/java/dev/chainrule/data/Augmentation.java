package dev.chainrule.data;

/**
 * What is done to the rows of a batch before a network learns from them: nothing, or changes that
 * make small data sets go further. Drawn anew in every step, in training only.
 *
 * <ul>
 *   <li>Input noise: x ← x + σ·N(0, 1), number by number. Inputs are standardised, so σ is in their
 *       standard deviations. Bishop 1995.
 *   <li>Mixup: every row becomes a mixture with another of its batch, x ← λx + (1−λ)x′ and y ← λy +
 *       (1−λ)y′, with one λ ~ Beta(α, α) a step; sample weights mix likewise. Zhang et al. 2018.
 * </ul>
 *
 * @param inputNoise σ, 0 for none
 * @param mixup α, 0 for none
 */
public record Augmentation(double inputNoise, double mixup) {

  /** Checks both numbers. */
  public Augmentation {
    require("The standard deviation σ of input noise", inputNoise);
    require("The α of mixup", mixup);
  }

  private static void require(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          what + " must be a number of at least 0, got " + value + ".");
    }
  }

  /** Rows as they are. */
  public static Augmentation none() {
    return new Augmentation(0, 0);
  }

  /** The same with other noise. */
  public Augmentation withInputNoise(double sigma) {
    return new Augmentation(sigma, mixup);
  }

  /** The same with other mixtures. */
  public Augmentation withMixup(double alpha) {
    return new Augmentation(inputNoise, alpha);
  }
}
