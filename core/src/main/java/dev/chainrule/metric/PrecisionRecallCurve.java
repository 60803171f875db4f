package dev.chainrule.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * How pure the rows above a threshold are (precision) and what share of the positive rows is among
 * them (recall), as the threshold rises.
 *
 * <p>As {@code sklearn.metrics.precision_recall_curve} with {@code drop_intermediate=False}.
 *
 * @param points by rising threshold, so by falling recall; the last has the threshold ∞, precision
 *     1 and recall 0. Without a positive row every other recall is 1
 */
public record PrecisionRecallCurve(List<Point> points) {

  /**
   * One threshold.
   *
   * @param threshold rows with at least this score count as positive
   * @param precision the share of positive rows among them
   * @param recall their share among the positive rows
   */
  public record Point(double threshold, double precision, double recall) {}

  /** Copies the points. */
  public PrecisionRecallCurve {
    points = List.copyOf(points);
  }

  /**
   * The curve of scores.
   *
   * @param positive what each row is
   * @param scores the higher, the more likely positive
   * @param weights one a row; none if all count alike
   */
  public static PrecisionRecallCurve of(boolean[] positive, double[] scores, double... weights) {
    return of(Ranking.of(positive, scores, Weights.of(positive.length, weights)));
  }

  static PrecisionRecallCurve of(Ranking ranking) {
    List<Point> points = new ArrayList<>();
    for (Ranking.Cut cut : ranking.cuts().reversed()) {
      points.add(
          new Point(
              cut.threshold(),
              cut.truePositives() / (cut.truePositives() + cut.falsePositives()),
              ranking.positives() > 0 ? cut.truePositives() / ranking.positives() : 1));
    }
    points.add(new Point(Double.POSITIVE_INFINITY, 1, 0));
    return new PrecisionRecallCurve(points);
  }

  /** Σ (recallᵢ − recallᵢ₋₁)·precisionᵢ over the thresholds, without interpolation. */
  public double averagePrecision() {
    double sum = 0;
    for (int i = 0; i < points.size() - 1; i++) {
      sum += (points.get(i).recall() - points.get(i + 1).recall()) * points.get(i).precision();
    }
    return sum;
  }

  /** The share of positive rows: the precision of taking all. */
  public double positiveShare() {
    return points.getFirst().precision();
  }
}
