package dev.chainrule.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CurvesTest {

  private static final boolean[] POSITIVE = {false, false, true, true};
  private static final double[] SCORES = {0.1, 0.4, 0.35, 0.8};

  @Test
  void theRocCurveGoesFromNothingFoundToAllFound() {
    RocCurve curve = RocCurve.of(POSITIVE, SCORES);

    assertThat(curve.points())
        .containsExactly(
            new RocCurve.Point(Double.POSITIVE_INFINITY, 0, 0),
            new RocCurve.Point(0.8, 0, 0.5),
            new RocCurve.Point(0.4, 0.5, 0.5),
            new RocCurve.Point(0.35, 0.5, 1),
            new RocCurve.Point(0.1, 1, 1));
    assertThat(curve.area()).isEqualTo(0.75);
  }

  @Test
  void precisionAndRecallEndWithNothingTaken() {
    PrecisionRecallCurve curve = PrecisionRecallCurve.of(POSITIVE, SCORES);

    assertThat(curve.points())
        .containsExactly(
            new PrecisionRecallCurve.Point(0.1, 0.5, 1),
            new PrecisionRecallCurve.Point(0.35, 2 / 3.0, 1),
            new PrecisionRecallCurve.Point(0.4, 0.5, 0.5),
            new PrecisionRecallCurve.Point(0.8, 1, 0.5),
            new PrecisionRecallCurve.Point(Double.POSITIVE_INFINITY, 1, 0));
    assertThat(curve.averagePrecision()).isCloseTo(0.5 * 2 / 3 + 0.5, within(1e-15));
    assertThat(curve.positiveShare()).isEqualTo(0.5);
  }

  /** The area is the chance that a positive row has the higher score, ties counted half. */
  @Property(tries = 100)
  void theAreaUnderTheRocCurveCountsPairs(
      @ForAll @IntRange(min = 2, max = 30) int rows, @ForAll long seed) {
    var random = new SplittableRandom(seed);
    boolean[] positive = new boolean[rows];
    double[] scores = new double[rows];
    double[] weights = new double[rows];
    for (int row = 0; row < rows; row++) {
      positive[row] = row % 2 == 0;
      scores[row] = random.nextInt(6) / 5.0;
      weights[row] = row < 2 ? 1 : random.nextInt(4) / 2.0;
    }
    double won = 0;
    double pairs = 0;
    for (int a = 0; a < rows; a += 2) {
      for (int b = 1; b < rows; b += 2) {
        double pair = weights[a] * weights[b];
        pairs += pair;
        won += pair * (scores[a] > scores[b] ? 1 : scores[a] == scores[b] ? 0.5 : 0);
      }
    }

    RocCurve curve = RocCurve.of(positive, scores, weights);

    assertThat(curve.area()).isCloseTo(won / pairs, within(1e-12));
    assertThat(curve.simplified().area()).isCloseTo(won / pairs, within(1e-12));
    assertThat(curve.points()).containsAll(curve.simplified().points());
  }

  @Test
  void aProbabilityAtTheEdgeOfTwoBinsIsInTheLower() {
    ReliabilityCurve curve =
        ReliabilityCurve.uniform(
            2, new boolean[] {true, false, true}, new double[] {0.5, 0, 0.75}, 1, 3, 4);

    assertThat(curve.bins())
        .containsExactly(
            new ReliabilityCurve.Bin(0, 0.5, 0.125, 0.25, 2, 4),
            new ReliabilityCurve.Bin(0.5, 1, 0.75, 1, 1, 4));
    assertThat(curve.error()).isEqualTo((4 * 0.125 + 4 * 0.25) / 8);
  }

  @Test
  void quantileBinsHoldAboutEquallyManyRows() {
    double[] probabilities = {0.01, 0.02, 0.03, 0.04, 0.5, 0.9};
    List<ReliabilityCurve.Bin> bins =
        ReliabilityCurve.quantile(3, new boolean[6], probabilities).bins();

    assertThat(bins).extracting(ReliabilityCurve.Bin::rows).containsExactly(2, 2, 2);
  }

  @Test
  void theReliabilityOfAReportIsThatOfItsPositiveClassOrOfItsAnswers() {
    ClassificationReport two =
        ClassificationReport.of(
            List.of("no", "yes"), new int[] {0, 1}, new double[] {0.75, 0.25, 0.25, 0.75});
    ClassificationReport three =
        ClassificationReport.of(
            List.of("a", "b", "c"), new int[] {0, 1}, new double[] {0.75, 0.25, 0, 0.75, 0.25, 0});

    assertThat(two.reliability(2).bins())
        .extracting(ReliabilityCurve.Bin::positiveShare)
        .containsExactly(0.0, 1.0);
    assertThat(three.reliability(2).bins())
        .containsExactly(new ReliabilityCurve.Bin(0.5, 1, 0.75, 0.5, 2, 2));
  }

  @Test
  void aHistogramBinHoldsItsLowerEdgeAndTheLastItsUpperAsWell() {
    Residuals residuals =
        Residuals.of(new double[] {0, 1, 2, 3, 9}, new double[] {0, 0, 0, 0, 0}, 1, 1, 2, 1, 1);

    assertThat(residuals.histogram(0, 1, 2, 3)).containsExactly(1, 1, 3);
  }

  @Test
  void residualsAreTruthMinusPredictionAndTheirQuantilesAreWeighted() {
    Residuals residuals = Residuals.of(new double[] {1, 2, 3}, new double[] {0, 4, 3}, 1, 1, 2);

    assertThat(residuals.residual(1)).isEqualTo(-2);
    assertThat(residuals.mean()).isEqualTo(-0.25);
    assertThat(residuals.quantile(0.5)).isEqualTo(0);
    assertThat(residuals.quantile(0.25)).isEqualTo(-1);
  }

  @Test
  void quantileReportsSayHowManyRowsLieInTheInterval() {
    QuantileReport report =
        QuantileReport.of(
            List.of(0.1, 0.9), new double[] {0, 5, 9}, new double[] {1, 4, 4, 6, 5, 9});

    assertThat(report.intervalCoverage()).isEqualTo(2 / 3.0);
    assertThat(report.intervalWidth()).isEqualTo(3);
    assertThat(report.coverage(0)).isEqualTo(1 / 3.0);
  }

  @Test
  void theBaselinesKnowTheDistributionOfTheTrainingRows() {
    assertThat(
            QuantileReport.baseline(
                    List.of(0.5),
                    new double[] {1, 2, 9},
                    new double[0],
                    new double[] {2, 4},
                    new double[0])
                .pinballLoss(0))
        .isEqualTo(0.5);
    assertThat(
            MultiLabelReport.baseline(
                    List.of("a", "b"),
                    new boolean[] {true, false, true, true},
                    new double[] {1, 3},
                    new boolean[] {true, true},
                    new double[0])
                .metric(Metric.BRIER_SCORE))
        .isEqualTo(0.25 * 0.25 / 2);
    assertThat(
            CountReport.baseline(
                    List.of("n"),
                    new double[] {1, 3},
                    new double[0],
                    new double[] {2, 5},
                    new double[0])
                .metric(Metric.MAE))
        .isEqualTo(1.5);
    assertThat(
            ClassificationReport.baseline(
                    List.of("a", "b"),
                    new int[] {0, 1},
                    new double[] {1, 3},
                    new int[] {0},
                    new double[0])
                .confusion()
                .predicted(1))
        .isEqualTo(1);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RocCurve.of(POSITIVE, new double[] {1}))
        .withMessage("There must be one score a row: expected 4, got 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReliabilityCurve.uniform(0, POSITIVE, SCORES))
        .withMessage("There must be at least 1 bin, got 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReliabilityCurve.uniform(5, new boolean[1], new double[] {1.5}))
        .withMessage("The probability in row 0 must be a number from 0 to 1, got 1.5.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountReport.of(List.of("n"), new double[] {-1}, new double[] {1}))
        .withMessage("The true count 'n' of row 0 must be at least 0, got -1.0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Outputs.Quantiles(List.of(0.5, 0.5)))
        .withMessage(
            "The levels of quantiles must rise and lie above 0 and below 1, got [0.5, 0.5].");
  }
}
