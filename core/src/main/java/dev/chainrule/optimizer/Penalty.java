package dev.chainrule.optimizer;

/**
 * What is added to the mean loss to keep weights small: (λ/2)·ΣW² with gradient λW.
 *
 * @param l2 λ, at least 0
 * @param scope which parameters W runs over; biases are left alone unless this says {@link
 *     Scope#ALL}
 */
public record Penalty(double l2, Scope scope) {

  /** Checks λ. */
  public Penalty {
    if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The L2 penalty must be a number of at least 0, got " + l2 + ".");
    }
  }

  /** No penalty. */
  public static Penalty none() {
    return l2(0);
  }

  /** (λ/2)·ΣW² over the weights. */
  public static Penalty l2(double lambda) {
    return new Penalty(lambda, Scope.WEIGHTS);
  }

  /** The same penalty on other parameters. */
  public Penalty withScope(Scope other) {
    return new Penalty(l2, other);
  }
}
