package dev.chainrule.optimizer;

/** The learning rate α over the course of a training. */
public sealed interface Schedule {

  /** α stays as it is. */
  record Constant(double rate) implements Schedule {
    /** Checks the rate. */
    public Constant {
      if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "The learning rate must be a positive number, got " + rate + ".");
      }
    }
  }

  /** A rate that stays as it is. */
  static Schedule constant(double rate) {
    return new Constant(rate);
  }

  /** α for a step, counted from 0 over the whole training. */
  default double rate(long step) {
    return switch (this) {
      case Constant(double rate) -> rate;
    };
  }
}
