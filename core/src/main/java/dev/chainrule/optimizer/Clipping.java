package dev.chainrule.optimizer;

/** What is done to a gradient g, penalties included, that is too large, before the rule sees it. */
public sealed interface Clipping {

  /** g stays as it is. */
  record None() implements Clipping {}

  /**
   * g ← g·min(1, c/(‖g‖₂ + 1e−6)), the norm being that of all parameters together: the direction
   * stays. Pascanu, Mikolov and Bengio 2013.
   *
   * @param limit c
   */
  record Norm(double limit) implements Clipping {
    /** Checks c. */
    public Norm {
      Require.positive("The largest norm of a gradient", limit);
    }

    /** By what a gradient of that norm is multiplied. */
    public double factor(double norm) {
      return Math.min(1, limit / (norm + 1e-6));
    }
  }

  /**
   * gᵢ ← min(max(gᵢ, −c), c), entry by entry: the direction may change.
   *
   * @param limit c
   */
  record Value(double limit) implements Clipping {
    /** Checks c. */
    public Value {
      Require.positive("The largest entry of a gradient", limit);
    }
  }

  /** No clipping. */
  static Clipping none() {
    return new None();
  }

  /** {@link Norm}. */
  static Clipping norm(double limit) {
    return new Norm(limit);
  }

  /** {@link Value}. */
  static Clipping value(double limit) {
    return new Value(limit);
  }

  /** In words, such as {@code norm at most 1.0}. */
  default String label() {
    return switch (this) {
      case None() -> "none";
      case Norm(double limit) -> "norm at most " + limit;
      case Value(double limit) -> "entries at most " + limit;
    };
  }
}
