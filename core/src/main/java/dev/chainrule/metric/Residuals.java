package dev.chainrule.metric;

import java.util.Arrays;

/**
 * What predictions leave over: the residuals y − ŷ of every row, in the order of the rows.
 * Immutable.
 */
public final class Residuals {

  private final double[] truth;
  private final double[] predicted;
  private final Weights weights;

  private Residuals(double[] truth, double[] predicted, Weights weights) {
    this.truth = truth;
    this.predicted = predicted;
    this.weights = weights;
  }

  /**
   * The residuals of predictions.
   *
   * @param weights one a row; none if all count alike
   */
  public static Residuals of(double[] truth, double[] predicted, double... weights) {
    if (predicted.length != truth.length) {
      throw new IllegalArgumentException(
          "There must be one prediction a row: expected %d, got %d."
              .formatted(truth.length, predicted.length));
    }
    return new Residuals(truth.clone(), predicted.clone(), Weights.of(truth.length, weights));
  }

  /** How many rows there are. */
  public int rows() {
    return truth.length;
  }

  /** y of a row. */
  public double truth(int row) {
    return truth[row];
  }

  /** ŷ of a row. */
  public double predicted(int row) {
    return predicted[row];
  }

  /** y − ŷ of a row. */
  public double residual(int row) {
    return truth[row] - predicted[row];
  }

  /** The weighted mean residual: how much the predictions are too low on average. */
  public double mean() {
    return weights.mean(this::residual);
  }

  /** The weighted quantile of the residuals. */
  public double quantile(double level) {
    return NumberScores.quantile(values(), weights, level);
  }

  /**
   * How much weight lies in each bin, as {@code numpy.histogram}: bin i holds the residuals from
   * edge i up to, but without, edge i + 1; the last holds its upper edge as well.
   *
   * @param edges rising; residuals outside are not counted
   */
  public double[] histogram(double... edges) {
    double[] bins = new double[edges.length - 1];
    for (int row = 0; row < rows(); row++) {
      double value = residual(row);
      if (value >= edges[0] && value <= edges[bins.length]) {
        int at = Arrays.binarySearch(edges, value);
        int bin = at >= 0 ? at : -at - 2;
        bins[Math.min(bin, bins.length - 1)] += weights.at(row);
      }
    }
    return bins;
  }

  private double[] values() {
    double[] values = new double[rows()];
    Arrays.setAll(values, this::residual);
    return values;
  }
}
