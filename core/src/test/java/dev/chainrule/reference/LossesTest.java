package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.loss.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {

  /** Every kind of loss, with and without its options. */
  static List<Loss> losses() {
    return List.of(
        Loss.sigmoidCrossEntropy(),
        new Loss.SigmoidCrossEntropy(0.1),
        Loss.softmaxCrossEntropy(),
        new Loss.SoftmaxCrossEntropy(0.1),
        Loss.meanSquaredError(),
        new Loss.MeanAbsoluteError(),
        new Loss.Huber(1),
        new Loss.Huber(0.3),
        new Loss.Quantile(List.of(0.5)),
        new Loss.Quantile(List.of(0.1, 0.8)),
        new Loss.Poisson());
  }

  @Test
  void theListHoldsEveryKindOfLoss() {
    assertThat(losses().stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(Loss.class.getPermittedSubclasses());
  }

  /** Differences over five points; no error is at a kink. */
  @ParameterizedTest
  @MethodSource("losses")
  void theGradientIsTheSlope(Loss loss) {
    double[] scores = {0.7, -1.3, 2.1, 0.05};
    double[] target = {0.25, 0, 0.6, 0.15};
    double[] gradient = Losses.gradient(loss, scores, target);
    for (int j = 0; j < scores.length; j++) {
      assertThat(gradient[j])
          .as("%s by score %d", loss, j)
          .isCloseTo(slope(loss, scores, target, j), within(1e-11));
    }
  }

  private static double slope(Loss loss, double[] scores, double[] target, int j) {
    double h = 1e-3;
    double[] moved = scores.clone();
    double sum = 0;
    for (int k : new int[] {-2, -1, 1, 2}) {
      moved[j] = scores[j] + k * h;
      sum += (Math.abs(k) == 1 ? 8 : -1) * Integer.signum(k) * Losses.value(loss, moved, target);
    }
    return sum / (12 * h);
  }

  @Test
  void crossEntropiesAreFiniteForEveryFiniteScore() {
    for (double z : new double[] {0, 40, 750, 1e10, 1e300, Double.MAX_VALUE}) {
      for (double[] scores : new double[][] {{z, -z, 0}, {-z, z, z}, {z, z, z}, {-z, -z, -z}}) {
        for (Loss loss : List.of(Loss.sigmoidCrossEntropy(), Loss.softmaxCrossEntropy())) {
          double[] target = Links.prediction(loss.link(), scores);
          assertThat(Losses.value(loss, scores, target))
              .as("%s at %s", loss, z)
              .isFinite()
              .isNotNegative();
          assertThat(Losses.gradient(loss, scores, target))
              .containsOnly(new double[3], within(1e-15));
        }
      }
    }
  }

  @Test
  void aWrongAndCertainAnswerCostsItsScore() {
    assertThat(Losses.sigmoidCrossEntropy(new double[] {1e4}, new double[] {0})).isEqualTo(1e4);
    assertThat(Losses.softmaxCrossEntropy(new double[] {1e4, 0}, new double[] {0, 1}))
        .isEqualTo(1e4);
  }

  @Test
  void aRightAndCertainAnswerCostsNextToNothing() {
    assertThat(Losses.sigmoidCrossEntropy(new double[] {40}, new double[] {1}))
        .isCloseTo(Math.exp(-40), within(1e-30));
    assertThat(Losses.softmaxCrossEntropy(new double[] {1e4, 0}, new double[] {1, 0})).isZero();
  }

  @Test
  void smoothingSharesEpsilonAmongTheClasses() {
    assertThat(Losses.smooth(new double[] {0, 1, 0, 0}, 0.2, 4))
        .containsExactly(new double[] {0.05, 0.85, 0.05, 0.05}, within(1e-15));
    assertThat(Losses.smooth(new double[] {0, 1}, 0.2, 2))
        .containsExactly(new double[] {0.1, 0.9}, within(1e-15));
  }

  @Test
  void atTheirKinksGradientsAreTheDocumentedOnes() {
    assertThat(Losses.absoluteErrorGradient(new double[] {3}, new double[] {3})).containsExactly(0);
    assertThat(Losses.huberGradient(new double[] {2, -2}, new double[] {1, -1}, 1))
        .containsExactly(1, -1);
  }

  @Test
  void huberIsQuadraticInsideAndLinearOutside() {
    double[] y = {0};
    assertThat(Losses.huber(new double[] {0.5}, y, 2)).isEqualTo(0.125);
    assertThat(Losses.huber(new double[] {2}, y, 2)).isEqualTo(2);
    assertThat(Losses.huber(new double[] {-5}, y, 2)).isEqualTo(8);
  }

  @Test
  void pinballCostsTheLevelBelowAndTheRestAbove() {
    Loss.Quantile quantile = new Loss.Quantile(List.of(0.1, 0.9));
    double[] y = {5, 5, 5, 5};
    double[] prediction = {3, 3, 9, 9};
    assertThat(Losses.pinball(prediction, y, quantile))
        .isCloseTo(2 * 0.1 + 2 * 0.9 + 4 * 0.9 + 4 * 0.1, within(1e-14));
    assertThat(Losses.pinballGradient(prediction, y, quantile))
        .containsExactly(new double[] {-0.1, -0.9, 0.9, 0.1}, within(1e-15));
    assertThat(Losses.pinballGradient(y, y, quantile)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void theMedianIsHalfTheAbsoluteError() {
    double[] y = {0.3, -2, 7};
    double[] prediction = {1, 1, 1};
    assertThat(Losses.pinball(prediction, y, new Loss.Quantile(List.of(0.5))))
        .isCloseTo(Losses.absoluteError(prediction, y) / 2, within(1e-15));
  }

  /** ŷ − y − y ln(ŷ/y), written out, and the slope ŷ − y. */
  @Test
  void poissonIsHalfTheDeviance() {
    double[] counts = {0, 1, 3, 12};
    double[] z = {0.4, -0.2, 1.5, 2.2};
    double deviance = 0;
    for (int j = 0; j < z.length; j++) {
      double mean = Math.exp(z[j]);
      double logarithm = counts[j] == 0 ? 0 : counts[j] * Math.log(counts[j] / mean);
      deviance += 2 * (logarithm - counts[j] + mean);
      assertThat(Losses.poissonGradient(z, counts)[j]).isCloseTo(mean - counts[j], within(1e-14));
    }
    assertThat(Losses.poisson(z, counts)).isCloseTo(deviance / 2, within(1e-13));
  }

  @Test
  void poissonIsExactNearAPerfectAnswer() {
    double z = Math.log(1e6);
    double u = 1e-6;
    assertThat(Losses.poisson(new double[] {z + u}, new double[] {1e6}))
        .isCloseTo(1e6 * u * u / 2, within(1e-9));
  }

  @Test
  void softmaxIsTheSameForShiftedScores() {
    double[] softmax = Links.softmax(new double[] {1, 2, 3});
    assertThat(Links.softmax(new double[] {1001, 1002, 1003}))
        .containsExactly(softmax, within(1e-15));
    assertThat(softmax)
        .containsExactly(
            new double[] {0.09003057317038046, 0.24472847105479764, 0.6652409557748219},
            within(1e-15));
  }
}
