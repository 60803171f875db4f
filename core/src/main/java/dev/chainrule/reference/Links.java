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

  /** ∂ŷ_j/∂z for the scores of one sample: row j of the Jacobian of the link. */
  public static double[] gradient(Link link, double[] scores, int j) {
    double[] prediction = prediction(link, scores);
    double[] gradient = new double[scores.length];
    for (int i = 0; i < gradient.length; i++) {
      double same = i == j ? 1 : 0;
      gradient[i] =
          switch (link) {
            case IDENTITY -> same;
            case SIGMOID -> same * Activations.sigmoidDerivative(scores[j]);
            case SOFTMAX -> prediction[j] * (same - prediction[i]);
            case EXPONENTIAL -> same * prediction[j];
          };
    }
    return gradient;
  }

  /** e^{z_j − max z} / Σ e^{z_k − max z}. */
  static double[] softmax(double[] z) {
    double max = Arrays.stream(z).max().orElseThrow();
    double total = sum(z.length, k -> Math.exp(z[k] - max));
    return Arrays.stream(z).map(score -> Math.exp(score - max) / total).toArray();
  }
}
