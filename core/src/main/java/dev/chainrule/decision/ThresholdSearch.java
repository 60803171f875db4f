package dev.chainrule.decision;

import dev.chainrule.decision.ThresholdRule.Measure;
import java.util.stream.IntStream;

/**
 * The threshold at which a measure is best. Every threshold between two neighbouring probabilities
 * answers alike; ½ stands for those around it, the middle for any others. Of thresholds that are
 * equally good the one closest to ½ is chosen.
 */
public final class ThresholdSearch {

  private ThresholdSearch() {}

  /**
   * Searches all of them.
   *
   * @param measure what is to be high
   * @param positive which rows are of the second class
   * @param probabilities the probability of the second class, which is answered above the threshold
   * @param weights one a row; none if all count alike
   */
  public static double best(
      Measure measure, boolean[] positive, double[] probabilities, double... weights) {
    int[] order =
        IntStream.range(0, positive.length)
            .boxed()
            .sorted((i, j) -> Double.compare(probabilities[i], probabilities[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double tp = 0;
    double fp = 0;
    for (int row : order) {
      tp += positive[row] ? weight(weights, row) : 0;
      fp += positive[row] ? 0 : weight(weights, row);
    }
    double tn = 0;
    double fn = 0;
    double best = Double.NaN;
    double bestValue = Double.NEGATIVE_INFINITY;
    for (int at = 0; at <= order.length; ) {
      // rows before `at` are answered by the first class
      double below = at == 0 ? 0 : probabilities[order[at - 1]];
      double above = at == order.length ? 1 : probabilities[order[at]];
      if (at > 0 || above > 0) {
        double value = measure.of(Math.max(0, tp), Math.max(0, fp), tn, fn);
        double threshold = below <= 0.5 && 0.5 < above ? 0.5 : (below + above) / 2;
        boolean closer = Math.abs(threshold - 0.5) < Math.abs(best - 0.5);
        if (value > bestValue || (value == bestValue && closer)) {
          best = threshold;
          bestValue = value;
        }
      }
      if (at == order.length) {
        break;
      }
      do {
        int row = order[at++];
        double weight = weight(weights, row);
        tp -= positive[row] ? weight : 0;
        fn += positive[row] ? weight : 0;
        fp -= positive[row] ? 0 : weight;
        tn += positive[row] ? 0 : weight;
      } while (at < order.length && probabilities[order[at]] == above);
    }
    return best;
  }

  private static double weight(double[] weights, int row) {
    return weights.length == 0 ? 1 : weights[row];
  }
}
