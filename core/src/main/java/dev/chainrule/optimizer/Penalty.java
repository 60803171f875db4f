package dev.chainrule.optimizer;

/**
 * What is added to the mean loss to keep weights small: (λ/2)·ΣW² with gradient λW. Biases are never penalised.
 *
 * @param l2 λ, at least 0
 */
public record Penalty(double l2) {

  /** Checks λ. */
  public Penalty {
    if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The L2 penalty must be a number of at least 0, got " + l2 + ".");
    }
  }

  /** No penalty. */
  public static Penalty none() {
    return new Penalty(0);
  }

  /** (λ/2)·ΣW². */
  public static Penalty l2(double lambda) {
    return new Penalty(lambda);
  }
}
