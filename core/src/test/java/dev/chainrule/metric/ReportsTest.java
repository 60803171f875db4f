package dev.chainrule.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReportsTest {

  private static final List<String> ANIMALS = List.of("cat", "dog", "a long-named animal");

  private static ClassificationReport animals() {
    return ClassificationReport.of(
        ANIMALS,
        new int[] {0, 0, 1, 2},
        new float[] {0.75f, 0.25f, 0, 0.25f, 0.5f, 0.25f, 0, 1, 0, 0, 0.25f, 0.75f});
  }

  @Test
  void aClassificationReadsAsTables() {
    assertThat(animals())
        .hasToString(
            """
            accuracy          0.7500
            balancedAccuracy  0.8333
            macroF1           0.7778
            logLoss           0.4904
            rocAuc            1.0000
            calibrationError  0.2500

            class                precision  recall      F1  rows
            cat                     1.0000  0.5000  0.6667     2
            dog                     0.5000  1.0000  0.6667     1
            a long-named animal     1.0000  1.0000  1.0000     1

            true \\ predicted     cat  dog  a long-named animal
            cat                    1    1                    0
            dog                    0    1                    0
            a long-named animal    0    0                    1\
            """);
  }

  @Test
  void aRegressionReadsAsATable() {
    assertThat(RegressionReport.of(new double[] {1, 2, 4, 30000}, new double[] {1, 2.5, 4, 30001}))
        .hasToString(
            """
            r2                     1.0000
            rmse                  0.55902
            mae                   0.37500
            medianAbsoluteError   0.25000
            mape                 0.062508
            maxError               1.0000\
            """);
  }

  @Test
  void theBaselineOfClassesGivesTheirSharesInTheTrainingRows() {
    ClassificationReport baseline =
        ClassificationReport.baseline(ANIMALS, new int[] {1, 1, 0, 1}, new int[] {1, 0});
    assertThat(baseline.confusion().predicted(1)).isEqualTo(2);
    assertThat(baseline.accuracy()).isEqualTo(0.5);
    assertThat(baseline.logLoss()).isCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, within(1e-12));
  }

  @Test
  void theBaselineOfNumbersGivesTheMeanOfTheTrainingRows() {
    RegressionReport baseline = RegressionReport.baseline(new double[] {1, 3}, new double[] {2, 5});
    assertThat(baseline.mae()).isEqualTo(1.5);
    assertThat(baseline.r2()).isEqualTo(1 - 9 / 4.5);
  }

  @Test
  void constantNumbersHaveNoSpreadWhateverTheirMeanRoundsTo() {
    double[] truth = IntStream.range(0, 10).mapToDouble(i -> 0.1).toArray();
    double[] predicted = IntStream.range(0, 10).mapToDouble(i -> 0.2).toArray();
    assertThat(RegressionReport.of(truth, predicted).r2()).isZero();
  }

  @Test
  void aMatrixOfManyClassesNamesTheMostFrequentConfusions() {
    List<String> labels = IntStream.range(0, 20).mapToObj(i -> "c" + i).toList();
    int[] truth = IntStream.range(0, 60).map(i -> i % 20).toArray();
    int[] predicted =
        IntStream.range(0, 60).map(i -> i < 20 ? (i + 1) % 20 : i == 41 ? 2 : i % 20).toArray();
    assertThat(ConfusionMatrix.of(labels, truth, predicted).toString())
        .startsWith("true  predicted  rows\nc1    c2            2\nc0    c1            1\n")
        .endsWith("\nand 8 rarer confusions");
  }

  @Property(tries = 100)
  void accuracyIsTheRecallOfAllClassesWeightedByTheirRows(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 2) Integer> truth, @ForAll long seed) {
    var random = new java.util.SplittableRandom(seed);
    double[] probabilities = random.doubles(truth.size() * 3L).toArray();
    ClassificationReport report =
        ClassificationReport.of(ANIMALS, truth.stream().mapToInt(i -> i).toArray(), probabilities);
    double weighted =
        report.classes().stream().mapToDouble(scores -> scores.recall() * scores.support()).sum()
            / truth.size();
    assertThat(report.accuracy()).isCloseTo(weighted, within(1e-12));
  }

  @Property(tries = 100)
  void swappingTwoLabelsKeepsTheAreaUnderTheCurve(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 1) Integer> truth, @ForAll long seed) {
    var random = new java.util.SplittableRandom(seed);
    double[] there = new double[2 * truth.size()];
    double[] back = new double[there.length];
    for (int row = 0; row < truth.size(); row++) {
      double p = random.nextInt(5) / 4.0;
      there[2 * row] = back[2 * row + 1] = 1 - p;
      there[2 * row + 1] = back[2 * row] = p;
    }
    ClassificationReport first =
        ClassificationReport.of(
            List.of("no", "yes"), truth.stream().mapToInt(i -> i).toArray(), there);
    ClassificationReport second =
        ClassificationReport.of(
            List.of("yes", "no"), truth.stream().mapToInt(i -> 1 - i).toArray(), back);
    if (truth.contains(0) && truth.contains(1)) {
      assertThat(second.metric(Metric.ROC_AUC))
          .isCloseTo(first.metric(Metric.ROC_AUC), within(1e-12));
    } else {
      assertThat(first.metric(Metric.ROC_AUC)).isNaN();
    }
  }

  @Test
  void anUnknownMetricIsAnErrorThatNamesTheKnownOnes() {
    assertThat(animals().metric("accuracy")).isEqualTo(0.75);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> animals().metric("acuracy"))
        .withMessageContaining("'acuracy'")
        .withMessageContaining("accuracy, balancedAccuracy");
  }

  @Test
  void refusesWhatCannotBeJudged() {
    List<String> two = List.of("no", "yes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassificationReport.of(two, new int[0], new float[0]))
        .withMessage("There is no row to judge: at least 1 is needed.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassificationReport.of(two, new int[] {1}, new float[] {1}))
        .withMessage("Expected 2 probabilities (1 rows × 2 labels), got 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ClassificationReport.of(two, new int[] {0, 1}, new float[] {1, 0, Float.NaN, 1}))
        .withMessage("The probability of 'no' in row 1 must be a number from 0 to 1, got NaN.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassificationReport.of(two, new int[] {2}, new float[] {1, 0}))
        .withMessage("The true class of row 0 must be an index from 0 to 1, got 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegressionReport.of(new double[0], new double[0]))
        .withMessage("There is no row to judge: at least 1 is needed.");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RegressionReport.of(new double[] {1}, new double[] {Double.POSITIVE_INFINITY}))
        .withMessage("The predicted value of row 0 must be a finite number, got Infinity.");
  }
}
