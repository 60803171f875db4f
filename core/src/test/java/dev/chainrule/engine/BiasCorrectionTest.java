package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BiasCorrectionTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-300, 0.5, 0.9, 0.99, 0.999, 0.9999})
  void isTheFormulaAtEveryStepToTheLastBit(double beta) {
    BiasCorrection correction = BiasCorrection.of(beta);
    for (long t = 1; t < 1_000_000; t += 1 + t / 100) {
      assertThat(correction.at(t)).isEqualTo(1 - StrictMath.pow(beta, (double) t));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.999})
  void powersAreRaisedNoLongerThanTheyCount(double beta) {
    long last = (long) BiasCorrection.of(beta).lostAfter();
    assertThat(1 - StrictMath.pow(beta, (double) last)).isEqualTo(1);
    assertThat(1 - StrictMath.pow(beta, 0.9 * last)).isLessThan(1);
  }
}
