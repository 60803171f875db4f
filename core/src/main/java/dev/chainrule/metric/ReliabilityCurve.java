package dev.chainrule.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether probabilities mean what they say: rows are sorted into bins by their probability, and in
 * each bin the mean probability is compared with the share of positive rows.
 *
 * <p>As {@code sklearn.calibration.calibration_curve}: a bin holds the probabilities above its
 * lower edge up to its upper edge; the first holds its lower edge as well, and empty bins are left
 * out. Beyond it, means and shares are weighted.
 *
 * @param bins by rising probability
 */
public record ReliabilityCurve(List<Bin> bins) {

  /**
   * The rows of one bin.
   *
   * @param from the lower edge
   * @param to the upper edge
   * @param meanProbability the mean predicted probability
   * @param positiveShare the share of rows that are positive
   * @param rows how many rows there are
   * @param weight the sum of their weights
   */
  public record Bin(
      double from,
      double to,
      double meanProbability,
      double positiveShare,
      int rows,
      double weight) {}

  /** Copies the bins. */
  public ReliabilityCurve {
    bins = List.copyOf(bins);
  }

  /**
   * Bins of equal width from 0 to 1.
   *
   * @param bins how many, at least 1
   * @param positive what each row is
   * @param probabilities what was predicted
   * @param weights one a row; none if all count alike
   */
  public static ReliabilityCurve uniform(
      int bins, boolean[] positive, double[] probabilities, double... weights) {
    return of(uniformEdges(bins), positive, probabilities, Weights.of(positive.length, weights));
  }

  /**
   * Bins of about equally many rows: their edges are the quantiles of the probabilities, linearly
   * interpolated, with every row counting alike.
   */
  public static ReliabilityCurve quantile(
      int bins, boolean[] positive, double[] probabilities, double... weights) {
    double[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    double[] edges = uniformEdges(bins);
    for (int i = 0; i < edges.length; i++) {
      edges[i] = quantile(sorted, edges[i]);
    }
    return of(edges, positive, probabilities, Weights.of(positive.length, weights));
  }

  /** The quantile by linear interpolation between the neighbours, from the nearer of them. */
  private static double quantile(double[] sorted, double level) {
    double at = level * (sorted.length - 1);
    double below = sorted[(int) at];
    double above = sorted[Math.min((int) at + 1, sorted.length - 1)];
    double share = at - (int) at;
    return share < 0.5 ? below + (above - below) * share : above - (above - below) * (1 - share);
  }

  private static double[] uniformEdges(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("There must be at least 1 bin, got " + bins + ".");
    }
    double[] edges = new double[bins + 1];
    Arrays.setAll(edges, i -> i == bins ? 1 : i * (1.0 / bins));
    return edges;
  }

  private static ReliabilityCurve of(
      double[] edges, boolean[] positive, double[] probabilities, Weights weights) {
    Probabilities.require(probabilities, positive.length);
    int bins = edges.length - 1;
    int[] rows = new int[bins];
    double[] weight = new double[bins];
    double[] probability = new double[bins];
    double[] positives = new double[bins];
    for (int row = 0; row < positive.length; row++) {
      if (weights.at(row) > 0) {
        int bin = bin(edges, probabilities[row]);
        rows[bin]++;
        weight[bin] += weights.at(row);
        probability[bin] += weights.at(row) * probabilities[row];
        positives[bin] += positive[row] ? weights.at(row) : 0;
      }
    }
    List<Bin> used = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      if (rows[bin] > 0) {
        used.add(
            new Bin(
                edges[bin],
                edges[bin + 1],
                probability[bin] / weight[bin],
                positives[bin] / weight[bin],
                rows[bin],
                weight[bin]));
      }
    }
    return new ReliabilityCurve(used);
  }

  /** The bin of a probability: how many inner edges lie below it. */
  private static int bin(double[] edges, double probability) {
    int bin = 0;
    while (bin < edges.length - 2 && edges[bin + 1] < probability) {
      bin++;
    }
    return bin;
  }

  /**
   * The expected calibration error: Σ w_b·|positive share − mean probability| / Σ w_b over the
   * bins.
   */
  public double error() {
    double error = 0;
    double total = 0;
    for (Bin bin : bins) {
      error += bin.weight() * Math.abs(bin.positiveShare() - bin.meanProbability());
      total += bin.weight();
    }
    return error / total;
  }
}
