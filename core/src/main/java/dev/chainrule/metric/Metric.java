package dev.chainrule.metric;

import static dev.chainrule.metric.Metric.Direction.HIGHER;
import static dev.chainrule.metric.Metric.Direction.LOWER;
import static dev.chainrule.metric.Metric.Kind.BINARY;
import static dev.chainrule.metric.Metric.Kind.CLASSES;
import static dev.chainrule.metric.Metric.Kind.COUNTS;
import static dev.chainrule.metric.Metric.Kind.LABELS;
import static dev.chainrule.metric.Metric.Kind.NUMBERS;
import static dev.chainrule.metric.Metric.Kind.QUANTILES;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One number that says how good predictions are: its name, which direction is better, and what it
 * suits. The formulas stand in the {@link Report} of each kind of outputs; definitions are
 * scikit-learn's.
 *
 * <p>Metrics are declared in the order in which reports list them, the most telling first.
 */
public enum Metric {
  /** The share of rows predicted as what they are. */
  ACCURACY("accuracy", HIGHER, BINARY, CLASSES),
  /** The share of rows of which every label is right. */
  SUBSET_ACCURACY("subsetAccuracy", HIGHER, LABELS),
  /** The share of labels, over all rows, that are wrong. */
  HAMMING_LOSS("hammingLoss", LOWER, LABELS),
  /** The mean recall of the classes that occur. */
  BALANCED_ACCURACY("balancedAccuracy", HIGHER, BINARY, CLASSES),
  /** Harmonic mean of precision and recall of the second class. */
  F1("f1", HIGHER, BINARY),
  /** The share of the second class among the rows predicted as it. */
  PRECISION("precision", HIGHER, BINARY),
  /** The share of the second class's rows that are predicted as it. */
  RECALL("recall", HIGHER, BINARY),
  /** The mean F1 of the classes that occur or are predicted, or of all labels. */
  MACRO_F1("macroF1", HIGHER, BINARY, CLASSES, LABELS),
  /** The mean F1 of the classes, each weighted by how often it occurs. */
  WEIGHTED_F1("weightedF1", HIGHER, BINARY, CLASSES, LABELS),
  /** F1 of the hits of all classes together. */
  MICRO_F1("microF1", HIGHER, BINARY, CLASSES, LABELS),
  /** The mean over the rows of −ln p of what is true. */
  LOG_LOSS("logLoss", LOWER, BINARY, CLASSES, LABELS),
  /** The area under the ROC curve; of several classes the mean of one against the rest. */
  ROC_AUC("rocAuc", HIGHER, BINARY, CLASSES, LABELS),
  /** {@link #ROC_AUC} with each class weighted by how often it occurs. */
  WEIGHTED_ROC_AUC("weightedRocAuc", HIGHER, CLASSES, LABELS),
  /** The area under the steps of the precision–recall curve; of several classes their mean. */
  AVERAGE_PRECISION("averagePrecision", HIGHER, BINARY, CLASSES, LABELS),
  /** {@link #AVERAGE_PRECISION} with each class weighted by how often it occurs. */
  WEIGHTED_AVERAGE_PRECISION("weightedAveragePrecision", HIGHER, CLASSES, LABELS),
  /** The mean squared distance of the probabilities from what is true. */
  BRIER_SCORE("brierScore", LOWER, BINARY, CLASSES, LABELS),
  /** How far probabilities are from shares, on average over ten bins of probability. */
  CALIBRATION_ERROR("calibrationError", LOWER, BINARY, CLASSES),
  /** The correlation of true and predicted classes. */
  MATTHEWS_CORRELATION("matthewsCorrelation", HIGHER, BINARY, CLASSES),
  /** The agreement of true and predicted classes beyond chance. */
  COHENS_KAPPA("cohensKappa", HIGHER, BINARY, CLASSES),
  /** The share of rows whose class is among the three most probable; for more than three. */
  TOP_3_ACCURACY("top3Accuracy", HIGHER, CLASSES),
  /** The share of rows whose class is among the five most probable; for more than five. */
  TOP_5_ACCURACY("top5Accuracy", HIGHER, CLASSES),
  /** The mean precision of the classes that occur or are predicted, or of all labels. */
  MACRO_PRECISION("macroPrecision", HIGHER, BINARY, CLASSES, LABELS),
  /** The mean recall of the classes that occur or are predicted, or of all labels. */
  MACRO_RECALL("macroRecall", HIGHER, BINARY, CLASSES, LABELS),
  /** The mean precision of the classes, each weighted by how often it occurs. */
  WEIGHTED_PRECISION("weightedPrecision", HIGHER, BINARY, CLASSES, LABELS),
  /** The mean recall of the classes, each weighted by how often it occurs. */
  WEIGHTED_RECALL("weightedRecall", HIGHER, BINARY, CLASSES, LABELS),
  /** The hits of all classes over all predictions. */
  MICRO_PRECISION("microPrecision", HIGHER, BINARY, CLASSES, LABELS),
  /** The hits of all classes over all that is true. */
  MICRO_RECALL("microRecall", HIGHER, BINARY, CLASSES, LABELS),

  /** The mean loss of the quantiles. */
  PINBALL_LOSS("pinballLoss", LOWER, QUANTILES),
  /** How far the share of rows below each quantile is from its level, on average. */
  COVERAGE_ERROR("coverageError", LOWER, QUANTILES),

  /** The mean Poisson deviance. */
  POISSON_DEVIANCE("poissonDeviance", LOWER, COUNTS),
  /** D², the share of the Poisson deviance that is explained. */
  EXPLAINED_DEVIANCE("explainedDeviance", HIGHER, COUNTS),

  /** R², the share of the variance that is explained. */
  R2("r2", HIGHER, NUMBERS, COUNTS),
  /** The root of the mean squared error, in units of the target. */
  RMSE("rmse", LOWER, NUMBERS, COUNTS),
  /** The mean absolute error, in units of the target. */
  MAE("mae", LOWER, NUMBERS, COUNTS),
  /** The median absolute error, in units of the target. */
  MEDIAN_ABSOLUTE_ERROR("medianAbsoluteError", LOWER, NUMBERS, COUNTS),
  /** The mean error relative to the truth: 0.1 stands for 10 %. */
  MAPE("mape", LOWER, NUMBERS),
  /** The largest absolute error, in units of the target. */
  MAX_ERROR("maxError", LOWER, NUMBERS, COUNTS),
  /** The mean squared error. */
  MSE("mse", LOWER, NUMBERS, COUNTS),
  /** The share of the variance that is explained if a constant error is forgiven. */
  EXPLAINED_VARIANCE("explainedVariance", HIGHER, NUMBERS);

  /** Which of two values is better. */
  public enum Direction {
    HIGHER,
    LOWER
  }

  enum Kind {
    BINARY,
    CLASSES,
    LABELS,
    NUMBERS,
    QUANTILES,
    COUNTS;

    static Kind of(Outputs outputs) {
      return switch (outputs) {
        case Outputs.Binary _ -> BINARY;
        case Outputs.Classes _ -> CLASSES;
        case Outputs.Labels _ -> LABELS;
        case Outputs.Numbers _ -> NUMBERS;
        case Outputs.Quantiles _ -> QUANTILES;
        case Outputs.Counts _ -> COUNTS;
      };
    }
  }

  private final String label;
  private final Direction direction;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
  private final Set<Kind> kinds;

  Metric(String label, Direction direction, Kind first, Kind... others) {
    this.label = label;
    this.direction = direction;
    this.kinds = Collections.unmodifiableSet(EnumSet.of(first, others));
  }

  /**
   * The metric of that {@link #label}; capitals, spaces, dashes and underscores do not matter, so
   * that {@code rocAuc}, {@code roc-auc} and {@code ROC_AUC} are the same. {@code prAuc} is {@code
   * averagePrecision}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Metric of(String name) {
    return Arrays.stream(values())
        .filter(metric -> metric.isNamed(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no metric '%s'; there are %s."
                    .formatted(name, names(List.of(values())))));
  }

  boolean isNamed(String name) {
    return bare(label).equals(bare(name))
        || (this == AVERAGE_PRECISION && bare(name).equals("prauc"));
  }

  private static String bare(String name) {
    return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
  }

  /** The metrics that suit outputs, the most telling first. */
  public static List<Metric> suiting(Outputs outputs) {
    return Arrays.stream(values()).filter(metric -> metric.suits(outputs)).toList();
  }

  /** The few of {@link #suiting} that say most, for a first look. */
  public static List<Metric> telling(Outputs outputs) {
    return switch (outputs) {
      case Outputs.Binary _ ->
          List.of(
              ACCURACY,
              BALANCED_ACCURACY,
              F1,
              ROC_AUC,
              AVERAGE_PRECISION,
              LOG_LOSS,
              BRIER_SCORE,
              CALIBRATION_ERROR,
              MATTHEWS_CORRELATION);
      case Outputs.Classes _ ->
          List.of(ACCURACY, BALANCED_ACCURACY, MACRO_F1, LOG_LOSS, ROC_AUC, CALIBRATION_ERROR);
      case Outputs.Labels _ ->
          List.of(SUBSET_ACCURACY, HAMMING_LOSS, MACRO_F1, MICRO_F1, ROC_AUC, LOG_LOSS);
      case Outputs.Numbers _ -> List.of(R2, RMSE, MAE, MEDIAN_ABSOLUTE_ERROR, MAPE, MAX_ERROR);
      case Outputs.Quantiles _ -> List.of(PINBALL_LOSS, COVERAGE_ERROR);
      case Outputs.Counts _ -> List.of(POISSON_DEVIANCE, EXPLAINED_DEVIANCE, RMSE, MAE);
    };
  }

  /** The name that {@link #of} reads, as it stands in files: {@code rocAuc}. */
  public String label() {
    return label;
  }

  /** Which direction is better. */
  public Direction direction() {
    return direction;
  }

  /** Whether the higher of two values is better. */
  public boolean higherIsBetter() {
    return direction == HIGHER;
  }

  /** Whether the metric judges such outputs. */
  public boolean suits(Outputs outputs) {
    int leastClasses =
        switch (this) {
          case TOP_3_ACCURACY -> 4;
          case TOP_5_ACCURACY -> 6;
          case WEIGHTED_ROC_AUC, WEIGHTED_AVERAGE_PRECISION ->
              outputs instanceof Outputs.Classes ? 3 : 1; // of two classes one curve says it all
          default -> 1;
        };
    return kinds.contains(Kind.of(outputs)) && outputs.columns() >= leastClasses;
  }

  /**
   * The value for m rows of k columns each, row after row.
   *
   * @param outputs what the columns mean
   * @param predictions m × k numbers
   * @param targets m × k numbers
   * @param weights one a row; none if all count alike
   * @return NaN where the metric is not defined for these rows
   * @throws IllegalArgumentException if the metric does not suit the outputs, or the arrays do not
   *     fit
   */
  public double value(Outputs outputs, float[] predictions, float[] targets, float... weights) {
    requireSuits(outputs);
    return Report.of(outputs, predictions, targets, weights).metric(this);
  }

  /**
   * Complains unless the metric {@link #suits}, and names those that do.
   *
   * @throws IllegalArgumentException if it does not
   */
  public void requireSuits(Outputs outputs) {
    if (!suits(outputs)) {
      throw new IllegalArgumentException(
          "The metric %s does not suit %s%s; there are %s."
              .formatted(
                  label,
                  outputs.label(),
                  kinds.contains(Kind.of(outputs)) ? " with " + outputs.columns() + " classes" : "",
                  names(suiting(outputs))));
    }
  }

  static String names(List<Metric> metrics) {
    return String.join(", ", metrics.stream().map(Metric::label).toList());
  }
}
