package dev.chainrule.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Predictions judged against the truth. Rows may carry weights; a row of weight 2 counts as if it
 * were there twice, a row of weight 0 as if it were not there.
 */
public sealed interface Report
    permits ClassificationReport, MultiLabelReport, RegressionReport, QuantileReport, CountReport {

  /** How many rows were judged, at least 1. */
  int rows();

  /** What was judged. */
  Outputs outputs();

  /**
   * The value of a metric; NaN where it is not defined for these rows.
   *
   * @throws IllegalArgumentException if the metric does not suit the outputs
   */
  double metric(Metric metric);

  /** The value of the metric of that name, as {@link Metric#of} reads it. */
  default double metric(String name) {
    List<Metric> suiting = Metric.suiting(outputs());
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.isNamed(name) && suiting.contains(metric))
        .findFirst()
        .map(this::metric)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no metric '%s' in this report; there are %s."
                    .formatted(name, Metric.names(suiting))));
  }

  /** All metrics by {@link Metric#label}, the most telling first; NaN where one is not defined. */
  default SequencedMap<String, Double> metrics() {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    for (Metric metric : Metric.suiting(outputs())) {
      metrics.put(metric.label(), metric(metric));
    }
    return Collections.unmodifiableSequencedMap(metrics);
  }

  /**
   * Judges the outputs of a network. Classes and labels have the names 0, 1, 2 …
   *
   * @param outputs what the columns mean
   * @param predictions row after row, as many numbers a row as there are columns
   * @param targets as many; classes one-hot
   * @param weights one a row; none if all count alike
   */
  static Report of(Outputs outputs, float[] predictions, float[] targets, float... weights) {
    int k = outputs.columns();
    if (predictions.length != targets.length || predictions.length % k != 0) {
      throw new IllegalArgumentException(
          "Expected as many predictions as targets, %d a row, got %d and %d."
              .formatted(k, predictions.length, targets.length));
    }
    int rows = predictions.length / k;
    double[] w = wide(weights);
    return switch (outputs) {
      case Outputs.Binary(double threshold) ->
          ClassificationReport.ofPositive(
              names(2),
              IntStream.range(0, rows).map(i -> targets[i] > 0.5f ? 1 : 0).toArray(),
              wide(predictions),
              w,
              threshold);
      case Outputs.Classes _ ->
          ClassificationReport.of(
              names(k),
              IntStream.range(0, rows).map(row -> largest(targets, row * k, k)).toArray(),
              wide(predictions),
              w);
      case Outputs.Labels(int columns, double threshold) -> {
        boolean[] truth = new boolean[targets.length];
        for (int i = 0; i < truth.length; i++) {
          truth[i] = targets[i] > 0.5f;
        }
        yield MultiLabelReport.of(names(columns), truth, wide(predictions), w)
            .withThreshold(threshold);
      }
      case Outputs.Numbers _ -> RegressionReport.of(names(k), wide(targets), wide(predictions), w);
      case Outputs.Quantiles(List<Double> levels) ->
          QuantileReport.of(
              levels,
              IntStream.range(0, rows).mapToDouble(row -> targets[row * k]).toArray(),
              wide(predictions),
              w);
      case Outputs.Counts _ -> CountReport.of(names(k), wide(targets), wide(predictions), w);
    };
  }

  private static List<String> names(int k) {
    return IntStream.range(0, k).mapToObj(String::valueOf).toList();
  }

  private static int largest(float[] values, int from, int k) {
    int largest = 0;
    for (int j = 1; j < k; j++) {
      if (values[from + j] > values[from + largest]) {
        largest = j;
      }
    }
    return largest;
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }
}
