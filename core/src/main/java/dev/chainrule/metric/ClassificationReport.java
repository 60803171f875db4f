package dev.chainrule.metric;

import dev.chainrule.text.TextTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Predicted probabilities judged against true labels. A row counts as predicted as its most
 * probable class, the first of equals.
 *
 * <p>Definitions as in scikit-learn, {@code zero_division=0}. Metrics by name: {@code accuracy},
 * {@code balancedAccuracy}, {@code macroF1}, {@code weightedF1}, {@code logLoss} and, for two
 * labels that both occur, {@code rocAuc}.
 *
 * @param confusion truth against prediction
 * @param logLoss −mean ln p(true class), with each p clipped to [ε, 1−ε], ε = 2⁻⁵², and each row
 *     then scaled to a sum of 1
 * @param rocAuc for two labels the probability that a row of the second label gets a higher
 *     probability for it than a row of the first, ties counted half; empty for more labels or if a
 *     label does not occur
 */
public record ClassificationReport(ConfusionMatrix confusion, double logLoss, OptionalDouble rocAuc)
    implements Report {

  private static final double CLIP = Math.ulp(1.0);

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

  /** Like {@link #of(List, int[], float[])}, in double precision. */
  public static ClassificationReport of(List<String> labels, int[] truth, double[] probabilities) {
    int k = labels.size();
    if (truth.length == 0) {
      throw new IllegalArgumentException("There is no row to judge: at least 1 is needed.");
    }
    if (probabilities.length != (long) truth.length * k) {
      throw new IllegalArgumentException(
          "Expected %d probabilities (%d rows × %d labels), got %d."
              .formatted((long) truth.length * k, truth.length, k, probabilities.length));
    }
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
        throw new IllegalArgumentException(
            "The probability of '%s' in row %d must be a number from 0 to 1, got %s."
                .formatted(labels.get(i % k), i / k, probabilities[i]));
      }
    }
    int[] predicted = new int[truth.length];
    Arrays.setAll(predicted, row -> mostProbable(probabilities, row * k, k));
    ConfusionMatrix confusion = ConfusionMatrix.of(labels, truth, predicted);
    return new ClassificationReport(
        confusion,
        logLoss(truth, probabilities, k),
        k == 2 && confusion.support(0) > 0 && confusion.support(1) > 0
            ? OptionalDouble.of(rocAuc(truth, probabilities))
            : OptionalDouble.empty());
  }

  /**
   * What a predictor reaches that knows only how frequent each class is among the training rows: it
   * gives these shares as probabilities for every row, and so always predicts the most frequent
   * class, the first of equals.
   */
  public static ClassificationReport baseline(
      List<String> labels, int[] trainingTruth, int[] truth) {
    if (trainingTruth.length == 0) {
      throw new IllegalArgumentException("A baseline needs at least 1 training row, got none.");
    }
    int k = labels.size();
    ConfusionMatrix training = ConfusionMatrix.of(labels, trainingTruth, trainingTruth);
    double[] shares = new double[k];
    Arrays.setAll(shares, j -> (double) training.support(j) / trainingTruth.length);
    double[] probabilities = new double[Math.multiplyExact(truth.length, k)];
    Arrays.setAll(probabilities, i -> shares[i % k]);
    return of(labels, truth, probabilities);
  }

  @Override
  public int rows() {
    return confusion.total();
  }

  /** The share of rows predicted as what they are. */
  public double accuracy() {
    return (double) confusion.correct() / confusion.total();
  }

  /** The mean recall of the classes that occur. */
  public double balancedAccuracy() {
    return classes().stream()
        .filter(scores -> scores.support() > 0)
        .mapToDouble(ClassScores::recall)
        .average()
        .orElseThrow();
  }

  /** The mean F1 of the classes that occur or are predicted. */
  public double macroF1() {
    return classes().stream()
        .filter(scores -> scores.support() + scores.predicted() > 0)
        .mapToDouble(ClassScores::f1)
        .average()
        .orElseThrow();
  }

  /** The mean F1 of the classes, each weighted by how often it occurs. */
  public double weightedF1() {
    return classes().stream().mapToDouble(scores -> scores.f1() * scores.support()).sum() / rows();
  }

  /** Precision, recall and F1 of every class, in the order of the labels. */
  public List<ClassScores> classes() {
    return IntStream.range(0, confusion.labels().size()).mapToObj(confusion::scores).toList();
  }

  @Override
  public SequencedMap<String, Double> metrics() {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", accuracy());
    metrics.put("balancedAccuracy", balancedAccuracy());
    metrics.put("macroF1", macroF1());
    metrics.put("weightedF1", weightedF1());
    metrics.put("logLoss", logLoss);
    rocAuc.ifPresent(value -> metrics.put("rocAuc", value));
    return Collections.unmodifiableSequencedMap(metrics);
  }

  /** The metrics, a table of the classes and the confusion matrix. */
  @Override
  public String toString() {
    TextTable metrics = TextTable.aligned("lr");
    metrics().forEach((name, value) -> metrics.row(name, fixed(value)));
    TextTable classes =
        TextTable.aligned("lrrrr").row("class", "precision", "recall", "F1", "rows");
    for (ClassScores scores : classes()) {
      classes.row(
          scores.label(),
          fixed(scores.precision()),
          fixed(scores.recall()),
          fixed(scores.f1()),
          scores.support());
    }
    return metrics + "\n\n" + classes + "\n\n" + confusion;
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
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

  private static double logLoss(int[] truth, double[] probabilities, int k) {
    double sum = 0;
    for (int row = 0; row < truth.length; row++) {
      double rowSum = 0;
      for (int j = 0; j < k; j++) {
        rowSum += clip(probabilities[row * k + j]);
      }
      sum -= Math.log(clip(probabilities[row * k + truth[row]]) / rowSum);
    }
    return sum / truth.length;
  }

  private static double clip(double probability) {
    return Math.clamp(probability, CLIP, 1 - CLIP);
  }

  /** Mann and Whitney's U over the number of pairs. */
  private static double rocAuc(int[] truth, double[] probabilities) {
    long[] order =
        IntStream.range(0, truth.length)
            .boxed()
            .sorted((a, b) -> Double.compare(probabilities[2 * a + 1], probabilities[2 * b + 1]))
            .mapToLong(Integer::longValue)
            .toArray();
    double wins = 0;
    long negativesBelow = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      double tied = probabilities[2 * (int) order[from] + 1];
      long positivesHere = 0;
      int to = from;
      while (to < order.length && probabilities[2 * (int) order[to] + 1] == tied) {
        positivesHere += truth[(int) order[to]];
        to++;
      }
      long negativesHere = to - from - positivesHere;
      wins += positivesHere * (negativesBelow + negativesHere / 2.0);
      negativesBelow += negativesHere;
      positives += positivesHere;
      from = to;
    }
    return wins / ((double) positives * negativesBelow);
  }
}
