package dev.chainrule.decision;

import java.util.Arrays;

/**
 * The temperature with the lowest mean −ln p of what is true. Guo, Pleiss, Sun and Weinberger 2017.
 *
 * <p>The loss is convex in β = 1/T, with the slope Σ w·(Σ_j p_j z_j − z_y), which rises with β: its
 * zero is found by halving an interval. T stays from 1/100 to 100: scores that are right in every
 * row would have it fall to 0, scores that say nothing would have it rise without end.
 */
final class TemperatureScaling {

  private static final double WIDEST = Math.log(100);

  /** So many halvings leave less than a double can tell apart. */
  private static final int HALVINGS = 60;

  private TemperatureScaling() {}

  static double fit(double[] scores, int k, int[] truth, double[] weights) {
    double low = -WIDEST;
    double high = WIDEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope(Math.exp(middle), scores, k, truth, weights) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(-(low + high) / 2);
  }

  /** ∂/∂β of Σ w·(−ln p_y). */
  private static double slope(double beta, double[] scores, int k, int[] truth, double[] weights) {
    double slope = 0;
    for (int row = 0; row < truth.length; row++) {
      if (k == 1) {
        double z = scores[row];
        slope += weights[row] * (Softmax.sigmoid(beta * z) - truth[row]) * z;
      } else {
        double[] z = Arrays.copyOfRange(scores, row * k, row * k + k);
        double[] p = Softmax.of(Arrays.stream(z).map(score -> beta * score).toArray());
        double expected = 0;
        for (int j = 0; j < k; j++) {
          expected += p[j] * z[j];
        }
        slope += weights[row] * (expected - z[truth[row]]);
      }
    }
    return slope;
  }
}
