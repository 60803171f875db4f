package dev.chainrule.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.ClassWeights;
import dev.chainrule.data.TargetEncoding.Classes;
import dev.chainrule.decision.Calibration.Isotonic;
import dev.chainrule.decision.Calibration.Platt;
import dev.chainrule.decision.Calibration.Temperature;
import dev.chainrule.decision.ThresholdRule.Measure;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Expected values were recorded from scikit-learn 1.2.1 and SciPy. */
class DecisionTest {

  private static final double[] Z = {
    -2.0, -1.5, -1.5, -1.0, -0.5, 0.0, 0.25, 0.5, 1.0, 1.0, 1.5, 2.5
  };
  private static final int[] TRUTH = {0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1};
  private static final double[] WEIGHTS = {1, 2, 1, 1, 0.5, 1, 1, 3, 1, 1, 2, 1};
  private static final double[] PLACES = {-3, -1.5, -0.75, 0.1, 0.9, 2.0, 9.0};

  @Test
  void isotonicIsScikitLearns() {
    assertThat(isotonic())
        .containsExactly(new double[] {0, 1.0 / 3, 1.0 / 3, 1.0 / 3, 2.0 / 3, 1, 1}, within(1e-12));
    assertThat(isotonic(WEIGHTS))
        .containsExactly(new double[] {0, 3.0 / 13, 3.0 / 13, 3.0 / 13, 0.8, 1, 1}, within(1e-12));
  }

  private static double[] isotonic(double... weights) {
    Calibration fit = CalibrationMethod.ISOTONIC.fit(Z, TRUTH, weights);
    return Arrays.stream(PLACES).map(z -> fit.probabilities(z)[0]).toArray();
  }

  @Test
  void plattIsScikitLearns() {
    Platt even = (Platt) CalibrationMethod.PLATT.fit(Z, TRUTH);
    assertThat(even.classes().getFirst().a()).isCloseTo(-0.5320253, within(1e-4));
    assertThat(even.classes().getFirst().b()).isCloseTo(0.0078096, within(1e-4));
    Platt weighted = (Platt) CalibrationMethod.PLATT.fit(Z, TRUTH, WEIGHTS);
    assertThat(weighted.classes().getFirst().a()).isCloseTo(-0.7913651, within(1e-4));
    assertThat(weighted.classes().getFirst().b()).isCloseTo(-0.1457184, within(1e-4));
  }

  @Test
  void theTemperatureHasTheLowestLogLoss() {
    Temperature even = (Temperature) CalibrationMethod.TEMPERATURE.fit(Z, TRUTH);
    assertThat(even.temperature()).isCloseTo(1.3158613, within(1e-5));
    Temperature weighted = (Temperature) CalibrationMethod.TEMPERATURE.fit(Z, TRUTH, WEIGHTS);
    assertThat(weighted.temperature()).isCloseTo(0.8939894, within(1e-5));
  }

  @ParameterizedTest
  @EnumSource
  void ofSeveralClassesTheProbabilitiesSumToOne(CalibrationMethod method) {
    Random random = new Random(4);
    double[] scores = random.doubles(300, -3, 3).toArray();
    int[] truth = random.ints(100, 0, 3).toArray();
    Calibration fit = method.fit(scores, truth);
    for (int row = 0; row < 100; row++) {
      double[] p = fit.probabilities(Arrays.copyOfRange(scores, 3 * row, 3 * row + 3));
      assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
      assertThat(Arrays.stream(p).min().orElseThrow()).isNotNegative();
    }
  }

  @Test
  void temperatureKeepsTheMostProbableClass() {
    double[] p = new Temperature(7).probabilities(1, 3, 2);
    assertThat(p[1]).isGreaterThan(p[2]);
    assertThat(p[2]).isGreaterThan(p[0]);
  }

  @Test
  void rowsOfOneClassCannotCalibrate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalibrationMethod.PLATT.fit(new double[] {1, 2}, new int[] {1, 1}))
        .withMessageContaining("rows of two classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Isotonic(List.of()))
        .withMessageContaining("got 0");
  }

  /** No threshold on a fine grid does better than the one that was found. */
  @ParameterizedTest
  @EnumSource
  void noThresholdIsBetterThanTheBest(Measure measure) {
    Metric metric = Metric.of(measure.label());
    Random random = new Random(11);
    for (int round = 0; round < 20; round++) {
      int n = 30;
      int[] truth = random.ints(n, 0, 2).toArray();
      double[] p = new double[n];
      double[] weights = new double[n];
      boolean[] positive = new boolean[n];
      double[] both = new double[2 * n];
      for (int i = 0; i < n; i++) {
        p[i] = Math.round(20 * Math.clamp(0.4 * truth[i] + 0.6 * random.nextDouble(), 0, 1)) / 20.0;
        weights[i] = 1 + random.nextInt(3);
        positive[i] = truth[i] == 1;
        both[2 * i] = 1 - p[i];
        both[2 * i + 1] = p[i];
      }
      ClassificationReport report =
          ClassificationReport.of(List.of("no", "yes"), truth, both, weights);
      double found = ThresholdSearch.best(measure, positive, p, weights);
      double value = report.withThreshold(found).metric(metric);
      for (int k = 0; k <= 200; k++) {
        double other = report.withThreshold(k / 200.0).metric(metric);
        assertThat(value).as("%s at %s", measure, found).isGreaterThanOrEqualTo(other - 1e-12);
      }
    }
  }

  @Test
  void ofEquallyGoodThresholdsTheOneClosestToHalfIsChosen() {
    assertThat(
            ThresholdSearch.best(
                Measure.ACCURACY, new boolean[] {false, true}, new double[] {0.2, 0.9}))
        .isEqualTo(0.5);
    assertThat(
            ThresholdSearch.best(Measure.F1, new boolean[] {false, true}, new double[] {0.1, 0.3}))
        .isCloseTo(0.2, within(1e-15));
  }

  @Test
  void balancedClassWeightsAreScikitLearns() {
    Classes classes = new Classes("y", List.of("a", "b", "c"));
    int[] truth = {0, 0, 0, 0, 0, 0, 0, 1, 1, 2};
    assertThat(new ClassWeights.Balanced().weights(classes, truth))
        .containsExactly(new double[] {10 / 21.0, 10 / 6.0, 10 / 3.0}, within(1e-12));
    assertThat(ClassWeights.of("c=3,a=0.5").weights(classes, truth)).containsExactly(0.5, 1, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassWeights.of("z=3").weights(classes, truth))
        .withMessageContaining("There is no class 'z' to weigh");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassWeights.of("a=0"))
        .withMessageContaining("above 0");
  }
}
