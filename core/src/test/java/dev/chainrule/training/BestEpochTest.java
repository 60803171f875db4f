package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.data.Dataset;
import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
import dev.chainrule.model.Epoch;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which epoch is kept, and when waiting for a better one ends. */
class BestEpochTest {

  /** Of all others higher values are better. */
  private static final EnumSet<Metric> LOWER_IS_BETTER =
      EnumSet.of(
          Metric.HAMMING_LOSS,
          Metric.LOG_LOSS,
          Metric.BRIER_SCORE,
          Metric.CALIBRATION_ERROR,
          Metric.PINBALL_LOSS,
          Metric.COVERAGE_ERROR,
          Metric.POISSON_DEVIANCE,
          Metric.RMSE,
          Metric.MAE,
          Metric.MEDIAN_ABSOLUTE_ERROR,
          Metric.MAPE,
          Metric.MAX_ERROR,
          Metric.MSE);

  static List<Metric> ofClasses() {
    return Metric.suiting(new Outputs.Classes(2));
  }

  static List<Metric> ofNumbers() {
    return Metric.suiting(new Outputs.Numbers(1));
  }

  @Test
  void everyMetricHasItsDirection() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.higherIsBetter())
          .as(metric.label())
          .isNotEqualTo(LOWER_IS_BETTER.contains(metric));
    }
  }

  @ParameterizedTest
  @MethodSource("ofClasses")
  void theBestEpochByAMetricOfClassesIsKept(Metric metric) {
    Fit fit =
        Trainer.adam(0.05)
            .withEpochs(15)
            .withBestBy(metric)
            .fit(
                Circle.network(),
                Loss.softmaxCrossEntropy(),
                Circle.rows(60, 1),
                Circle.rows(80, 2),
                TrainingListener.none());

    assertBest(fit, metric);
  }

  @ParameterizedTest
  @MethodSource("ofNumbers")
  void theBestEpochByAMetricOfNumbersIsKept(Metric metric) {
    Fit fit =
        Trainer.adam(0.05)
            .withEpochs(15)
            .withBestBy(metric)
            .fit(
                Network.initialize(Architecture.dense(1, List.of(8), Activation.tanh(), 1), 1),
                Loss.meanSquaredError(),
                waves(40, 1),
                waves(40, 2),
                TrainingListener.none());

    assertBest(fit, metric);
  }

  private static void assertBest(Fit fit, Metric metric) {
    Comparator<Epoch> byMetric =
        Comparator.comparingDouble(epoch -> epoch.validationMetric().orElseThrow());
    Epoch best =
        fit.history().epochs().stream()
            .min(metric.higherIsBetter() ? byMetric.reversed() : byMetric)
            .orElseThrow();
    assertThat(fit.history().metric()).isEqualTo(metric.label());
    assertThat(fit.history().bestEpoch()).isEqualTo(best.number());
    assertThat(fit.history().epochs().stream().map(Epoch::validationMetric).distinct())
        .as("or the test could not fail")
        .hasSizeGreaterThan(1);
  }

  @Test
  void earlyStoppingWaitsForTheMetric() {
    Fit fit =
        Trainer.adam(0.05)
            .withEpochs(500)
            .withBestBy(Metric.ACCURACY)
            .withEarlyStopping(EarlyStopping.patience(10))
            .fit(
                Circle.network(),
                Loss.softmaxCrossEntropy(),
                Circle.rows(20, 7),
                Circle.rows(200, 8),
                TrainingListener.none());

    assertThat(fit.history().stopReason()).isEqualTo("early stopping");
    assertThat(fit.history().epochs()).hasSize(fit.history().bestEpoch() + 10);
  }

  @Test
  void improvementsThatAreTooSmallAreNotWaitedForButKept() {
    Trainer recipe = Trainer.sgd(0.01).withEpochs(100);
    Fit impatient =
        recipe
            .withEarlyStopping(new EarlyStopping(5, 10))
            .fit(
                Circle.network(),
                Loss.softmaxCrossEntropy(),
                Circle.rows(60, 1),
                Circle.rows(80, 2),
                TrainingListener.none());

    assertThat(impatient.history().epochs()).hasSize(6); // the first counts: better than nothing
    assertThat(impatient.history().bestEpoch()).isEqualTo(6);
  }

  @Test
  void metricsThatDoNotSuitAreRefusedWithThoseThatDo() {
    assertThatThrownBy(() ->
            Trainer.adam(0.05)
                .withBestBy(Metric.RMSE)
                .fit(
                    Circle.network(),
                    Loss.softmaxCrossEntropy(),
                    Circle.rows(60, 1),
                    Circle.rows(80, 2),
                    TrainingListener.none()))
        .isInstanceOf(ChoiceException.class)
        .hasMessageContaining("rmse does not judge multiclass classification")
        .hasMessageContaining("macroF1");
    assertThatThrownBy(() ->
            Trainer.adam(0.05)
                .withBestBy(Metric.ACCURACY)
                .fit(Circle.network(), Loss.softmaxCrossEntropy(), Circle.rows(60, 1)))
        .hasMessageContaining("cannot be decided by accuracy: there are no validation rows");
  }

  @Test
  void aMetricThatIsNotDefinedForTheRowsIsRefused() {
    float[][] inputs = {{0, 0}, {0.1f, 0}};
    Dataset oneClass = Dataset.ofClasses(inputs, new int[] {1, 1}, 2);
    assertThatThrownBy(() ->
            Trainer.adam(0.05)
                .withBestBy(Metric.ROC_AUC)
                .fit(
                    Circle.network(),
                    Loss.softmaxCrossEntropy(),
                    Circle.rows(60, 1),
                    oneClass,
                    TrainingListener.none()))
        .hasMessageContaining("rocAuc is not defined for the 2 validation rows");
  }

  private static Dataset waves(int rows, long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[rows][1];
    float[][] targets = new float[rows][1];
    for (int i = 0; i < rows; i++) {
      inputs[i][0] = 4 * random.nextFloat() - 2;
      targets[i][0] = (float) (2 + Math.sin(3 * inputs[i][0]) + 0.3 * random.nextGaussian());
    }
    return Dataset.of(inputs, targets);
  }
}
