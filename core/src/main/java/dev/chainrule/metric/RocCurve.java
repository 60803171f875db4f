package dev.chainrule.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * The receiver operating characteristic: what share of the positive rows is found (true positive
 * rate) for what share of false alarms among the negative rows (false positive rate), as the
 * threshold falls.
 *
 * <p>As {@code sklearn.metrics.roc_curve}: {@link #of} has a point for every distinct score ({@code
 * drop_intermediate=False}), {@link #simplified} only those where the curve may bend ({@code
 * drop_intermediate=True}).
 *
 * @param points from (0, 0) at the threshold ∞ to (1, 1) at the lowest score; a rate is NaN if
 *     there is no positive or no negative row
 */
public record RocCurve(List<Point> points) {

  /**
   * One threshold.
   *
   * @param threshold rows with at least this score count as positive
   * @param falsePositiveRate the share of the negative rows that do
   * @param truePositiveRate the share of the positive rows that do
   */
  public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {}

  /** Copies the points. */
  public RocCurve {
    points = List.copyOf(points);
  }

  /**
   * The curve of scores.
   *
   * @param positive what each row is
   * @param scores the higher, the more likely positive
   * @param weights one a row; none if all count alike
   */
  public static RocCurve of(boolean[] positive, double[] scores, double... weights) {
    return of(Ranking.of(positive, scores, Weights.of(positive.length, weights)));
  }

  static RocCurve of(Ranking ranking) {
    List<Point> points = new ArrayList<>();
    points.add(
        new Point(Double.POSITIVE_INFINITY, 0 / ranking.negatives(), 0 / ranking.positives()));
    for (Ranking.Cut cut : ranking.cuts()) {
      points.add(
          new Point(
              cut.threshold(),
              cut.falsePositives() / ranking.negatives(),
              cut.truePositives() / ranking.positives()));
    }
    return new RocCurve(points);
  }

  /** The area by the trapezoidal rule; NaN if there is no positive or no negative row. */
  public double area() {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point here = points.get(i);
      Point before = points.get(i - 1);
      area +=
          (here.falsePositiveRate() - before.falsePositiveRate())
              * (here.truePositiveRate() + before.truePositiveRate())
              / 2;
    }
    return area;
  }

  /** The same curve without points in the middle of equal steps, which lie on a straight line. */
  public RocCurve simplified() {
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      boolean end = i <= 1 || i == points.size() - 1;
      if (end || bends(points.get(i - 1), points.get(i), points.get(i + 1))) {
        kept.add(points.get(i));
      }
    }
    return new RocCurve(kept);
  }

  private static boolean bends(Point before, Point here, Point after) {
    return !isMiddle(
            before.falsePositiveRate(), here.falsePositiveRate(), after.falsePositiveRate())
        || !isMiddle(before.truePositiveRate(), here.truePositiveRate(), after.truePositiveRate());
  }

  /** Whether the steps on both sides are equal, but for rounding. */
  private static boolean isMiddle(double before, double here, double after) {
    return Math.abs((after - here) - (here - before)) <= 4 * Math.ulp(1.0);
  }
}
