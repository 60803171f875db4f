package dev.chainrule.metric;

import dev.chainrule.text.TextTable;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Labels of which any number can hold for a row: the probability of each judged against whether it
 * does. A label is predicted where its probability is above the threshold, ½ unless another is
 * {@link #withThreshold chosen}.
 *
 * <p>Definitions as in scikit-learn for indicator matrices, {@code zero_division=0}; log loss and
 * Brier score are the means of those of the labels. Immutable.
 */
public final class MultiLabelReport implements Report {

  private final List<String> labels;
  private final List<ClassificationReport> each;
  private final Weights weights;
  private final double threshold;

  private MultiLabelReport(
      List<String> labels, List<ClassificationReport> each, Weights weights, double threshold) {
    this.labels = labels;
    this.each = each;
    this.weights = weights;
    this.threshold = threshold;
  }

  /**
   * Judges probabilities.
   *
   * @param labels the k ≥ 1 labels
   * @param truth row after row, k a row: whether each label holds
   * @param probabilities as many
   * @param weights one a row; none if all count alike
   */
  public static MultiLabelReport of(
      List<String> labels, boolean[] truth, double[] probabilities, double... weights) {
    int k = labels.size();
    if (k == 0 || truth.length % k != 0 || probabilities.length != truth.length) {
      throw new IllegalArgumentException(
          "Expected as many probabilities as truths, one for each of %d labels a row, got %d and %d."
              .formatted(k, probabilities.length, truth.length));
    }
    Probabilities.requireShares(
        probabilities, k, column -> "The probability of '" + labels.get(column) + "'");
    Weights counted = Weights.of(truth.length / k, weights);
    int[] rows = IntStream.range(0, truth.length / k).toArray();
    List<ClassificationReport> each =
        IntStream.range(0, k)
            .mapToObj(j ->
                ClassificationReport.ofPositive(
                    List.of("not " + labels.get(j), labels.get(j)),
                    IntStream.of(rows).map(row -> truth[row * k + j] ? 1 : 0).toArray(),
                    IntStream.of(rows).mapToDouble(row -> probabilities[row * k + j]).toArray(),
                    weights,
                    0.5))
            .toList();
    return new MultiLabelReport(List.copyOf(labels), each, counted, 0.5);
  }

  /**
   * What a predictor reaches that knows only how frequent each label is among the training rows and
   * gives these shares as probabilities for every row.
   *
   * @param trainingTruth row after row, k a row
   * @param trainingWeights one a row; none if all count alike
   */
  public static MultiLabelReport baseline(
      List<String> labels,
      boolean[] trainingTruth,
      double[] trainingWeights,
      boolean[] truth,
      double[] weights) {
    int k = labels.size();
    Weights training = Weights.of(trainingTruth.length / k, trainingWeights);
    double[] shares =
        IntStream.range(0, k)
            .mapToDouble(j -> training.mean(row -> trainingTruth[row * k + j] ? 1 : 0))
            .toArray();
    return of(
        labels,
        truth,
        IntStream.range(0, truth.length).mapToDouble(i -> shares[i % k]).toArray(),
        weights);
  }

  /** The same rows with another threshold: a label is predicted where p is above it. */
  public MultiLabelReport withThreshold(double other) {
    return new MultiLabelReport(
        labels, each.stream().map(report -> report.withThreshold(other)).toList(), weights, other);
  }

  /**
   * The same rows with a threshold for each label. {@link #outputs} names the first of them.
   *
   * @param others one a label
   */
  public MultiLabelReport withThresholds(double... others) {
    if (others.length != labels.size()) {
      throw new IllegalArgumentException(
          "Expected one threshold for each of %d labels, got %d."
              .formatted(labels.size(), others.length));
    }
    return new MultiLabelReport(
        labels,
        IntStream.range(0, others.length)
            .mapToObj(j -> each.get(j).withThreshold(others[j]))
            .toList(),
        weights,
        others[0]);
  }

  @Override
  public int rows() {
    return weights.rows();
  }

  /** The labels. */
  public List<String> labels() {
    return labels;
  }

  /** One label by itself: whether it holds, against its probability. */
  public ClassificationReport label(int index) {
    return each.get(index);
  }

  /** Precision, recall and F1 of every label. */
  public List<ClassScores> scores() {
    return each.stream().map(report -> report.confusion().scores(1)).toList();
  }

  @Override
  public Outputs outputs() {
    return new Outputs.Labels(labels.size(), threshold);
  }

  @Override
  public double metric(Metric metric) {
    metric.requireSuits(outputs());
    return switch (metric) {
      case SUBSET_ACCURACY -> weights.mean(row -> wrong(row) == 0 ? 1 : 0);
      case HAMMING_LOSS -> weights.mean(row -> (double) wrong(row) / labels.size());
      case LOG_LOSS, BRIER_SCORE ->
          each.stream().mapToDouble(report -> report.metric(metric)).average().orElseThrow();
      case ROC_AUC -> rankings().macroRocAuc();
      case WEIGHTED_ROC_AUC -> rankings().weightedRocAuc();
      case AVERAGE_PRECISION -> rankings().macroAveragePrecision();
      case WEIGHTED_AVERAGE_PRECISION -> rankings().weightedAveragePrecision();
      case MICRO_PRECISION -> Tally.together(tallies()).precision();
      case MICRO_RECALL -> Tally.together(tallies()).recall();
      case MICRO_F1 -> Tally.together(tallies()).f1();
      case MACRO_PRECISION -> macro(Tally::precision);
      case MACRO_RECALL -> macro(Tally::recall);
      case MACRO_F1 -> macro(Tally::f1);
      case WEIGHTED_PRECISION -> weighted(Tally::precision);
      case WEIGHTED_RECALL -> weighted(Tally::recall);
      case WEIGHTED_F1 -> weighted(Tally::f1);
      default -> throw new IllegalStateException(metric + " suits labels, but has no formula");
    };
  }

  private long wrong(int row) {
    return each.stream().filter(report -> !report.isRight(row)).count();
  }

  private OneVersusRest rankings() {
    return new OneVersusRest(each.stream().map(report -> report.ranking(1)).toList());
  }

  private List<Tally> tallies() {
    return each.stream().map(report -> report.confusion().tally(1)).toList();
  }

  private double macro(ToDoubleFunction<Tally> score) {
    return Tally.macro(tallies(), score);
  }

  private double weighted(ToDoubleFunction<Tally> score) {
    return Tally.weighted(tallies(), score);
  }

  /** The metrics and a table of the labels. */
  @Override
  public String toString() {
    TextTable table = TextTable.aligned("lrrrr").row("label", "precision", "recall", "F1", "rows");
    for (ClassScores scores : scores()) {
      table.row(
          scores.label(),
          Tables.share(scores.precision()),
          Tables.share(scores.recall()),
          Tables.share(scores.f1()),
          scores.support());
    }
    return Tables.shares(this) + "\n\n" + table;
  }
}
