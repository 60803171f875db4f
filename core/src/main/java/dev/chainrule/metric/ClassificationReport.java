package dev.chainrule.metric;

import dev.chainrule.text.TextTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicted probabilities judged against true classes. A row counts as predicted as its most
 * probable class, the first of equals; with two classes another threshold can be {@link
 * #withThreshold chosen}. The second of two classes is the positive one.
 *
 * <p>Definitions as in scikit-learn, {@code zero_division=0}; averages are over the classes that
 * occur or are predicted. Immutable.
 */
public final class ClassificationReport implements Report {

  private static final int CALIBRATION_BINS = 10;

  private final int[] truth;
  private final double[] probabilities;
  private final int[] predicted;
  private final Weights weights;
  private final double threshold;
  private final ConfusionMatrix confusion;
  private final ClassAgreement agreement;

  private ClassificationReport(
      List<String> labels, int[] truth, double[] probabilities, Weights weights, double threshold) {
    this.truth = truth;
    this.probabilities = probabilities;
    this.weights = weights;
    this.threshold = threshold;
    int k = labels.size();
    predicted = new int[truth.length];
    Arrays.setAll(
        predicted,
        row ->
            k == 2
                ? probabilities[2 * row + 1] > threshold ? 1 : 0
                : mostProbable(probabilities, row * k, k));
    confusion = ConfusionMatrix.of(labels, truth, predicted, weights);
    agreement = ClassAgreement.of(confusion);
  }

  /**
   * Judges probabilities.
   *
   * @param labels the k ≥ 2 classes
   * @param truth the true class index of each row, at least one row
   * @param probabilities row after row, k a row
   */
  public static ClassificationReport of(List<String> labels, int[] truth, float[] probabilities) {
    double[] wide = new double[probabilities.length];
    Arrays.setAll(wide, i -> probabilities[i]);
    return of(labels, truth, wide);
  }

  /**
   * Like {@link #of(List, int[], float[])}, in double precision and with weights.
   *
   * @param weights one a row; none if all count alike
   */
  public static ClassificationReport of(
      List<String> labels, int[] truth, double[] probabilities, double... weights) {
    return of(labels, truth, probabilities.clone(), weights, 0.5);
  }

  private static ClassificationReport of(
      List<String> labels,
      int[] truth,
      double[] probabilities,
      double[] weights,
      double threshold) {
    int k = labels.size();
    Weights counted = Weights.of(truth.length, weights);
    if (probabilities.length != (long) truth.length * k) {
      throw new IllegalArgumentException(
          "Expected %d probabilities (%d rows × %d labels), got %d."
              .formatted((long) truth.length * k, truth.length, k, probabilities.length));
    }
    Probabilities.requireShares(
        probabilities, k, column -> "The probability of '" + labels.get(column) + "'");
    return new ClassificationReport(
        List.copyOf(labels), truth.clone(), probabilities, counted, threshold);
  }

  /**
   * Judges the probabilities of the second of two classes, one a row; it is predicted above the
   * threshold.
   */
  static ClassificationReport ofPositive(
      List<String> labels, int[] truth, double[] positive, double[] weights, double threshold) {
    double[] both = new double[Math.multiplyExact(2, positive.length)];
    for (int row = 0; row < positive.length; row++) {
      both[2 * row] = 1 - positive[row];
      both[2 * row + 1] = positive[row];
    }
    return of(labels, truth, both, weights, threshold);
  }

  /**
   * What a predictor reaches that knows only how frequent each class is among the training rows: it
   * gives these shares as probabilities for every row, and so always predicts the most frequent
   * class, the first of equals.
   */
  public static ClassificationReport baseline(
      List<String> labels, int[] trainingTruth, int[] truth) {
    return baseline(labels, trainingTruth, new double[0], truth, new double[0]);
  }

  /** {@link #baseline(List, int[], int[])} with weights; none if all rows count alike. */
  public static ClassificationReport baseline(
      List<String> labels,
      int[] trainingTruth,
      double[] trainingWeights,
      int[] truth,
      double[] weights) {
    if (trainingTruth.length == 0) {
      throw new IllegalArgumentException("A baseline needs at least 1 training row, got none.");
    }
    int k = labels.size();
    Weights training = Weights.of(trainingTruth.length, trainingWeights);
    double[] shares = new double[k];
    Arrays.setAll(shares, j -> training.mean(row -> trainingTruth[row] == j ? 1 : 0));
    double[] probabilities = new double[Math.multiplyExact(truth.length, k)];
    Arrays.setAll(probabilities, i -> shares[i % k]);
    return of(labels, truth, probabilities, weights);
  }

  /**
   * The same rows with another threshold between two classes: the second is predicted where its
   * probability is above it.
   *
   * @throws IllegalArgumentException if there are more than two classes, or the threshold is not
   *     from 0 to 1
   */
  public ClassificationReport withThreshold(double other) {
    if (labels().size() != 2) {
      throw new IllegalArgumentException(
          "A threshold divides two classes, and there are " + labels().size() + ".");
    }
    return new ClassificationReport(
        labels(), truth, probabilities, weights, new Outputs.Binary(other).threshold());
  }

  @Override
  public int rows() {
    return truth.length;
  }

  /** The classes. */
  public List<String> labels() {
    return confusion.labels();
  }

  @Override
  public Outputs outputs() {
    return labels().size() == 2
        ? new Outputs.Binary(threshold)
        : new Outputs.Classes(labels().size());
  }

  /** Truth against prediction. */
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /** Whether a row is predicted as what it is. */
  boolean isRight(int row) {
    return predicted[row] == truth[row];
  }

  /** Precision, recall and F1 of every class, in the order of the labels. */
  public List<ClassScores> classes() {
    return IntStream.range(0, labels().size()).mapToObj(confusion::scores).toList();
  }

  @Override
  public double metric(Metric metric) {
    metric.requireSuits(outputs());
    return switch (metric) {
      case LOG_LOSS -> logLoss();
      case BRIER_SCORE -> brierScore();
      case CALIBRATION_ERROR -> reliability(CALIBRATION_BINS).error();
      case TOP_3_ACCURACY -> topAccuracy(3);
      case TOP_5_ACCURACY -> topAccuracy(5);
      case ROC_AUC -> labels().size() == 2 ? rocCurve(1).area() : oneVersusRest().macroRocAuc();
      case WEIGHTED_ROC_AUC -> oneVersusRest().weightedRocAuc();
      case AVERAGE_PRECISION ->
          labels().size() == 2
              ? precisionRecallCurve(1).averagePrecision()
              : oneVersusRest().macroAveragePrecision();
      case WEIGHTED_AVERAGE_PRECISION -> oneVersusRest().weightedAveragePrecision();
      default -> agreement.metric(metric);
    };
  }

  /** The share of rows predicted as what they are. */
  public double accuracy() {
    return metric(Metric.ACCURACY);
  }

  /** The mean recall of the classes that occur. */
  public double balancedAccuracy() {
    return metric(Metric.BALANCED_ACCURACY);
  }

  /** The mean F1 of the classes that occur or are predicted. */
  public double macroF1() {
    return metric(Metric.MACRO_F1);
  }

  /** The mean F1 of the classes, each weighted by how often it occurs. */
  public double weightedF1() {
    return metric(Metric.WEIGHTED_F1);
  }

  /** −mean ln p(true class), with p clipped to [ε, 1−ε], ε = 2⁻⁵². */
  public double logLoss() {
    int k = labels().size();
    return weights.mean(row -> Probabilities.surprise(probabilities[row * k + truth[row]]));
  }

  /** Mean Σ (pⱼ − yⱼ)² over the classes, y one-hot; halved for two classes: mean (p − y)². */
  private double brierScore() {
    int k = labels().size();
    double sum =
        weights.mean(row -> {
          double distance = 0;
          for (int j = 0; j < k; j++) {
            double error = probabilities[row * k + j] - (truth[row] == j ? 1 : 0);
            distance += error * error;
          }
          return distance;
        });
    return k == 2 ? sum / 2 : sum;
  }

  /** The share of rows whose class is among the {@code most} most probable, the last of equals. */
  private double topAccuracy(int most) {
    int k = labels().size();
    return weights.mean(row -> {
      double p = probabilities[row * k + truth[row]];
      long before =
          IntStream.range(0, k)
              .filter(j ->
                  probabilities[row * k + j] > p
                      || (probabilities[row * k + j] == p && j > truth[row]))
              .count();
      return before < most ? 1 : 0;
    });
  }

  // ---- curves

  /** The ROC curve of one class against all others. */
  public RocCurve rocCurve(int index) {
    return RocCurve.of(ranking(index));
  }

  /** The precision–recall curve of one class against all others. */
  public PrecisionRecallCurve precisionRecallCurve(int index) {
    return PrecisionRecallCurve.of(ranking(index));
  }

  /** The rows by the probability of one class. */
  Ranking ranking(int index) {
    return Ranking.of(isOf(index), column(index), weights);
  }

  private OneVersusRest oneVersusRest() {
    return new OneVersusRest(IntStream.range(0, labels().size()).mapToObj(this::ranking).toList());
  }

  /**
   * Whether the probabilities mean what they say, in bins of equal width: of two classes those of
   * the second; of more those of the predicted class, against the share of rows that are of it.
   */
  public ReliabilityCurve reliability(int bins) {
    int k = labels().size();
    if (k == 2) {
      return ReliabilityCurve.uniform(bins, isOf(1), column(1), weights.values());
    }
    boolean[] right = new boolean[truth.length];
    double[] confidence = new double[truth.length];
    for (int row = 0; row < truth.length; row++) {
      right[row] = isRight(row);
      confidence[row] = probabilities[row * k + predicted[row]];
    }
    return ReliabilityCurve.uniform(bins, right, confidence, weights.values());
  }

  private boolean[] isOf(int index) {
    boolean[] is = new boolean[truth.length];
    for (int row = 0; row < is.length; row++) {
      is[row] = truth[row] == index;
    }
    return is;
  }

  private double[] column(int index) {
    double[] column = new double[truth.length];
    Arrays.setAll(column, row -> probabilities[row * labels().size() + index]);
    return column;
  }

  private static int mostProbable(double[] probabilities, int from, int k) {
    int best = 0;
    for (int j = 1; j < k; j++) {
      if (probabilities[from + j] > probabilities[from + best]) {
        best = j;
      }
    }
    return best;
  }

  /** The metrics, a table of the classes and the confusion matrix. */
  @Override
  public String toString() {
    TextTable classes =
        TextTable.aligned("lrrrr").row("class", "precision", "recall", "F1", "rows");
    for (ClassScores scores : classes()) {
      classes.row(
          scores.label(),
          Tables.share(scores.precision()),
          Tables.share(scores.recall()),
          Tables.share(scores.f1()),
          scores.support());
    }
    return Tables.shares(this) + "\n\n" + classes + "\n\n" + confusion;
  }
}
