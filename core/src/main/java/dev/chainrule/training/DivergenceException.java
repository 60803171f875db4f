package dev.chainrule.training;

import java.util.Optional;

/** A loss or a gradient was not finite. The parameters from before the trouble are kept. */
public final class DivergenceException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int epoch;
  private final int batch;
  private final int layer;
  private final transient Optional<Fit> lastGood;

  DivergenceException(int epoch, int batch, int layer, String advice, Optional<Fit> lastGood) {
    super(
        ("Training diverged in epoch %d, batch %d: numbers in layer %d are no longer finite. "
                + "Try %s, and look for extreme values in the data.")
            .formatted(epoch, batch, layer, advice));
    this.epoch = epoch;
    this.batch = batch;
    this.layer = layer;
    this.lastGood = lastGood;
  }

  /** The epoch, counted from 1. */
  public int epoch() {
    return epoch;
  }

  /** The batch of the epoch, counted from 1. */
  public int batch() {
    return batch;
  }

  /** The layer in which a number was first not finite, counted from 1. */
  public int layer() {
    return layer;
  }

  /** The best parameters from the epochs before; empty if the first epoch was not completed. */
  public Optional<Fit> lastGood() {
    return lastGood;
  }
}
