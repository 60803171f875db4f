package dev.chainrule.engine;

import dev.chainrule.kernel.ElementFunction;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.loss.Loss;

/** From scores to predictions. */
final class Link {

  private Link() {}

  /** m rows of n scores from {@code at} on become predictions ŷ, in place. */
  static void apply(Loss loss, Kernels kernels, float[] scores, int at, int m, int n) {
    switch (loss.link()) {
      case IDENTITY -> {}
      case SIGMOID -> kernels.activate(ElementFunction.SIGMOID, 0, scores, at, scores, at, m * n);
      case SOFTMAX -> kernels.softmax(scores, at, m, n);
      case EXPONENTIAL -> kernels.exponential(scores, at, m * n);
    }
  }
}
