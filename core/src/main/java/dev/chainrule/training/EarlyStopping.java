package dev.chainrule.training;

/**
 * Ends a training when the validation loss, or the metric of {@link Trainer#withBestBy}, has not
 * become better for a while; the parameters of the best epoch are kept in any case.
 *
 * @param patience after so many epochs without improvement the training ends
 * @param minimalImprovement less than this does not count as an improvement to wait for; the best
 *     epoch is kept however small the difference
 */
public record EarlyStopping(int patience, double minimalImprovement) {

  /** Checks both numbers. */
  public EarlyStopping {
    if (patience < 1) {
      throw new IllegalArgumentException(
          "The patience of early stopping must be at least 1 epoch, got " + patience + ".");
    }
    if (!(minimalImprovement >= 0 && minimalImprovement < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The minimal improvement must be a number of at least 0, got "
              + minimalImprovement
              + ".");
    }
  }

  /** Patience for so many epochs, any improvement counting. */
  public static EarlyStopping patience(int epochs) {
    return new EarlyStopping(epochs, 0);
  }
}
