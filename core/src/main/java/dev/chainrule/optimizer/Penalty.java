package dev.chainrule.optimizer;

/**
 * What is added to the mean loss to keep weights small: (λ₂/2)·ΣW² + λ₁·Σ|W|, with gradient λ₂W +
 * λ₁·sign W, which is 0 at 0.
 *
 * <p>L2 makes all weights smaller in proportion; L1 takes the same from each and so brings those
 * that matter little down to about 0.
 *
 * @param l1 λ₁, at least 0
 * @param l2 λ₂, at least 0
 * @param scope which parameters W runs over; biases are left alone unless this says {@link
 *     Scope#ALL}
 */
public record Penalty(double l1, double l2, Scope scope) {

  /** Checks both factors. */
  public Penalty {
    Require.fromZero("The L1 penalty", l1);
    Require.fromZero("The L2 penalty", l2);
  }

  /** No penalty. */
  public static Penalty none() {
    return new Penalty(0, 0, Scope.WEIGHTS);
  }

  /** (λ/2)·ΣW² over the weights. */
  public static Penalty l2(double lambda) {
    return none().withL2(lambda);
  }

  /** λ·Σ|W| over the weights. */
  public static Penalty l1(double lambda) {
    return none().withL1(lambda);
  }

  /** The same penalty with another λ₁. */
  public Penalty withL1(double lambda) {
    return new Penalty(lambda, l2, scope);
  }

  /** The same penalty with another λ₂. */
  public Penalty withL2(double lambda) {
    return new Penalty(l1, lambda, scope);
  }

  /** The same penalty on other parameters. */
  public Penalty withScope(Scope other) {
    return new Penalty(l1, l2, other);
  }
}
