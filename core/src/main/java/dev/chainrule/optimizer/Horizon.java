package dev.chainrule.optimizer;

/**
 * How long a training is, at most: what a {@link Schedule} measures its course by.
 *
 * @param stepsAnEpoch T₁, the steps of an epoch
 * @param epochs how many epochs
 */
public record Horizon(long stepsAnEpoch, long epochs) {

  /** Checks both. */
  public Horizon {
    if (stepsAnEpoch < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "A training has at least 1 epoch of at least 1 step, got %s of %s."
              .formatted(epochs, stepsAnEpoch));
    }
  }

  /** T, the steps of the whole training. */
  public double steps() {
    return (double) stepsAnEpoch * epochs;
  }
}
