package dev.chainrule.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving: all trials train for few epochs, the better part of them goes on for more,
 * and so on until few have all epochs (Jamieson &amp; Talwalkar 2016, with the rungs of Li et al.
 * 2018).
 *
 * <p>With n trials, R epochs and a factor η there are s = ⌊log_η min(n, R)⌋ rungs: at rung i = 0 …
 * s−1 the ⌊n·η^−(i+1)⌋ best of those that are there after ⌊R·η^(i−s)⌋ epochs go on.
 *
 * @param factor η, at least 2
 */
public record Halving(int factor) {

  /** Checks the factor. */
  public Halving {
    if (factor < 2) {
      throw new IllegalArgumentException(
          "Successive halving keeps one in 2 trials or fewer, got a factor of " + factor + ".");
    }
  }

  /** One in three goes on. */
  public static Halving standard() {
    return new Halving(3);
  }

  /**
   * A look at the trials.
   *
   * @param epochs after so many epochs
   * @param survivors so many go on
   */
  public record Rung(int epochs, int survivors) {}

  /** When to look, and how many go on. */
  public List<Rung> rungs(int trials, int epochs) {
    int count = 0;
    for (long power = factor; power <= Math.min(trials, epochs); power *= factor) {
      count++;
    }
    List<Rung> rungs = new ArrayList<>();
    double survivors = trials;
    for (int i = 0; i < count; i++) {
      survivors /= factor;
      rungs.add(new Rung((int) (epochs / Math.pow(factor, count - i)), (int) survivors));
    }
    return List.copyOf(rungs);
  }
}
