package dev.chainrule.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {

  private static final Outputs QUANTILES = new Outputs.Quantiles(List.of(0.25, 0.75));

  @Test
  void theDirectionOfEveryMetricIsPinned() {
    Map<Boolean, List<String>> byDirection =
        Arrays.stream(Metric.values())
            .collect(
                Collectors.partitioningBy(
                    Metric::higherIsBetter,
                    Collectors.mapping(Metric::label, Collectors.toList())));

    assertThat(byDirection.get(true))
        .containsExactlyInAnyOrder(
            "accuracy",
            "subsetAccuracy",
            "balancedAccuracy",
            "top3Accuracy",
            "top5Accuracy",
            "precision",
            "recall",
            "f1",
            "macroPrecision",
            "macroRecall",
            "macroF1",
            "weightedPrecision",
            "weightedRecall",
            "weightedF1",
            "microPrecision",
            "microRecall",
            "microF1",
            "rocAuc",
            "weightedRocAuc",
            "averagePrecision",
            "weightedAveragePrecision",
            "matthewsCorrelation",
            "cohensKappa",
            "r2",
            "explainedVariance",
            "explainedDeviance");
    assertThat(byDirection.get(false))
        .containsExactlyInAnyOrder(
            "hammingLoss",
            "logLoss",
            "brierScore",
            "calibrationError",
            "pinballLoss",
            "coverageError",
            "poissonDeviance",
            "mse",
            "rmse",
            "mae",
            "medianAbsoluteError",
            "mape",
            "maxError");
  }

  /** Perfect predictions are better than poor ones by every metric that suits them. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void everyMetricPointsFromPoorToPerfectPredictions(
      Outputs outputs, float[] targets, float[] perfect, float[] poor) {
    for (Metric metric : Metric.suiting(outputs)) {
      double best = metric.value(outputs, perfect, targets);
      double worse = metric.value(outputs, poor, targets);

      assertThat(metric.higherIsBetter() ? best - worse : worse - best)
          .as(metric.label() + ": " + best + " against " + worse)
          .isPositive();
    }
  }

  static List<Arguments> everyMetricPointsFromPoorToPerfectPredictions() {
    float[] oneHot = new float[36];
    float[] wrong = new float[36];
    for (int row = 0; row < 6; row++) {
      oneHot[6 * row + row] = 1;
      Arrays.fill(wrong, 6 * row, 6 * row + 6, 0.2f);
      wrong[6 * row + row] = 0;
    }
    float[] numbers = {1, 2, 3, 4};
    float[] far = {4, 1, 9, 2};
    return List.of(
        Arguments.of(
            Outputs.binary(),
            new float[] {0, 1, 1, 0},
            new float[] {0, 1, 1, 0},
            new float[] {0.9f, 0.2f, 0.6f, 0.75f}),
        Arguments.of(new Outputs.Classes(6), oneHot, oneHot, wrong),
        Arguments.of(
            Outputs.labels(2),
            new float[] {0, 1, 1, 0, 1, 1},
            new float[] {0, 1, 1, 0, 1, 1},
            new float[] {0.9f, 0.2f, 0.6f, 0.75f, 0.1f, 0.1f}),
        Arguments.of(new Outputs.Numbers(1), numbers, numbers, far),
        Arguments.of(new Outputs.Numbers(2), numbers, numbers, far),
        Arguments.of(new Outputs.Counts(1), numbers, numbers, far),
        Arguments.of(
            QUANTILES,
            new float[] {1, 1, 2, 2, 3, 3, 4, 4},
            new float[] {1, 1, 1, 2, 2, 3, 3, 4},
            new float[] {-1, 0, -1, 0, -1, 0, -1, 0}));
  }

  @ParameterizedTest
  @EnumSource
  void everyMetricIsFoundByItsNameAndSuitsSomething(Metric metric) {
    assertThat(Metric.of(metric.label())).isSameAs(metric);
    assertThat(
            List.of(
                Outputs.binary(),
                new Outputs.Classes(6),
                Outputs.labels(3),
                new Outputs.Numbers(1),
                QUANTILES,
                new Outputs.Counts(1)))
        .anyMatch(metric::suits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rocAuc", "roc-auc", "ROC_AUC", "ROC AUC"})
  void namesAreReadInEveryCommonSpelling(String name) {
    assertThat(Metric.of(name)).isSameAs(Metric.ROC_AUC);
  }

  @Test
  void theTellingOnesAreSomeOfThoseThatSuit() {
    for (Outputs outputs :
        List.of(
            Outputs.binary(),
            new Outputs.Classes(3),
            Outputs.labels(3),
            new Outputs.Numbers(2),
            QUANTILES,
            new Outputs.Counts(1))) {
      assertThat(Metric.telling(outputs))
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .isSubsetOf(Metric.suiting(outputs));
    }
  }

  @Test
  void aWeightOfTwoCountsARowTwiceAndOneOfZeroNotAtAll() {
    float[] weights = {2, 0, 1, 1};
    requireSame(
        Outputs.binary(),
        new float[] {0.3f, 0.9f, 0.8f, 0.6f},
        new float[] {0, 0, 1, 0},
        new float[] {0.3f, 0.3f, 0.8f, 0.6f},
        new float[] {0, 0, 1, 0},
        weights);
    requireSame(
        new Outputs.Numbers(1),
        new float[] {1, 90, 3, 5},
        new float[] {2, 7, 4.5f, 3},
        new float[] {1, 1, 3, 5},
        new float[] {2, 2, 4.5f, 3},
        weights);
    requireSame(
        new Outputs.Counts(1),
        new float[] {1, 90, 3, 5},
        new float[] {2, 7, 4, 0},
        new float[] {1, 1, 3, 5},
        new float[] {2, 2, 4, 0},
        weights);
    requireSame(
        Outputs.labels(1),
        new float[] {0.3f, 0.9f, 0.8f, 0.6f},
        new float[] {0, 0, 1, 0},
        new float[] {0.3f, 0.3f, 0.8f, 0.6f},
        new float[] {0, 0, 1, 0},
        weights);
  }

  private static void requireSame(
      Outputs outputs,
      float[] predictions,
      float[] targets,
      float[] repeatedPredictions,
      float[] repeatedTargets,
      float[] weights) {
    for (Metric metric : Metric.suiting(outputs)) {
      assertThat(metric.value(outputs, predictions, targets, weights))
          .as(metric.label())
          .isCloseTo(metric.value(outputs, repeatedPredictions, repeatedTargets), within(1e-12));
    }
  }

  @Test
  void aThresholdMovesWhatIsPredictedAndNotTheProbabilities() {
    float[] probabilities = {0.25f, 0.375f, 0.75f};
    float[] truth = {0, 1, 1};
    Outputs low = new Outputs.Binary(0.3);

    assertThat(Metric.RECALL.value(Outputs.binary(), probabilities, truth)).isEqualTo(0.5);
    assertThat(Metric.RECALL.value(low, probabilities, truth)).isEqualTo(1);
    assertThat(Metric.LOG_LOSS.value(low, probabilities, truth))
        .isEqualTo(Metric.LOG_LOSS.value(Outputs.binary(), probabilities, truth));
    assertThat(Metric.MICRO_F1.value(new Outputs.Labels(1, 0.3), probabilities, truth))
        .isEqualTo(1);
  }

  @Test
  void aMetricThatDoesNotSuitSaysWhichDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Metric.ACCURACY.value(new Outputs.Numbers(1), new float[] {1}, new float[] {1}))
        .withMessage(
            "The metric accuracy does not suit regression; there are r2, rmse, mae,"
                + " medianAbsoluteError, mape, maxError, mse, explainedVariance.");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Metric.TOP_3_ACCURACY.value(
                new Outputs.Classes(3), new float[] {1, 0, 0}, new float[] {1, 0, 0}))
        .withMessageStartingWith(
            "The metric top3Accuracy does not suit multiclass classification with 3 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.of("acuracy"))
        .withMessageStartingWith("There is no metric 'acuracy'; there are accuracy, ");
  }

  @Test
  void weightsThatCannotCountAreRefused() {
    Outputs outputs = new Outputs.Numbers(1);
    float[] two = {1, 2};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.MAE.value(outputs, two, two, 1))
        .withMessage("There must be one weight a row: expected 2, got 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.MAE.value(outputs, two, two, 1, -1))
        .withMessage("The weight of row 1 must be a finite number of at least 0, got -1.0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.MAE.value(outputs, two, two, 0, 0))
        .withMessage("At least one row must have a weight above 0, but all 2 have 0.");
  }
}
