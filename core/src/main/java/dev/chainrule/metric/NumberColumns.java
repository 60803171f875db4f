package dev.chainrule.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Columns of true and predicted numbers, as regressions and counts have them. */
final class NumberColumns {

  private final List<String> names;
  private final List<double[]> truth;
  private final List<double[]> predicted;
  private final Weights weights;
  private final List<NumberScores> scores;

  private NumberColumns(
      List<String> names, List<double[]> truth, List<double[]> predicted, Weights weights) {
    this.names = names;
    this.truth = truth;
    this.predicted = predicted;
    this.weights = weights;
    List<NumberScores> all = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      all.add(new NumberScores(truth.get(j), predicted.get(j), weights));
    }
    scores = List.copyOf(all);
  }

  static NumberColumns of(
      List<String> names, double[] truth, double[] predicted, double... weights) {
    int k = names.size();
    if (k == 0 || truth.length % k != 0) {
      throw new IllegalArgumentException(
          "Expected %d numbers a row, got %d numbers.".formatted(k, truth.length));
    }
    Weights counted = Weights.of(truth.length / k, weights);
    if (predicted.length != truth.length) {
      throw new IllegalArgumentException(
          "There must be one prediction a row: expected %d, got %d."
              .formatted(truth.length, predicted.length));
    }
    return new NumberColumns(List.copyOf(names), columns(truth, k), columns(predicted, k), counted);
  }

  /** As many numbers as asked for, k a row: in every row the weighted means of the k columns. */
  static double[] means(int count, int k, double[] values, double... weights) {
    if (values.length == 0) {
      throw new IllegalArgumentException("A baseline needs at least 1 training row, got none.");
    }
    Weights counted = Weights.of(values.length / k, weights);
    double[] means =
        IntStream.range(0, k).mapToDouble(j -> counted.mean(row -> values[row * k + j])).toArray();
    return IntStream.range(0, count).mapToDouble(i -> means[i % k]).toArray();
  }

  /** k columns out of values row after row. */
  static List<double[]> columns(double[] values, int k) {
    return IntStream.range(0, k)
        .mapToObj(j ->
            IntStream.range(0, values.length / k).mapToDouble(row -> values[row * k + j]).toArray())
        .toList();
  }

  int rows() {
    return weights.rows();
  }

  List<String> names() {
    return names;
  }

  NumberColumns only(int index) {
    return new NumberColumns(
        List.of(names.get(index)),
        List.of(truth.get(index)),
        List.of(predicted.get(index)),
        weights);
  }

  /** The mean over the columns; the largest of the largest errors. */
  double metric(Metric metric) {
    var each = scores.stream().mapToDouble(column -> column.metric(metric));
    return metric == Metric.MAX_ERROR ? each.max().orElseThrow() : each.average().orElseThrow();
  }

  Residuals residuals(int column) {
    return Residuals.of(truth.get(column), predicted.get(column), weights.values());
  }
}
