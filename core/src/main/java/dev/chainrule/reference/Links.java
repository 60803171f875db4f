package dev.chainrule.reference;

import static dev.chainrule.reference.DoubleMatrix.sum;

import dev.chainrule.loss.Loss.Link;
import java.util.Arrays;

/** The links that turn the scores z of one sample into its prediction ŷ. */
public final class Links {

  private Links() {}

  /** ŷ for the scores of one sample. */
  public static double[] prediction(Link link, double[] scores) {
    return switch (link) {
      case IDENTITY -> scores.clone();
      case SIGMOID -> Arrays.stream(scores).map(Activations::sigmoid).toArray();
      case SOFTMAX -> softmax(scores);
      case EXPONENTIAL -> Arrays.stream(scores).map(Math::exp).toArray();
    };
  }

  /** e^{z_j − max z} / Σ e^{z_k − max z}. */
  static double[] softmax(double[] z) {
    double max = Arrays.stream(z).max().orElseThrow();
    double total = sum(z.length, k -> Math.exp(z[k] - max));
    return Arrays.stream(z).map(score -> Math.exp(score - max) / total).toArray();
  }
}
