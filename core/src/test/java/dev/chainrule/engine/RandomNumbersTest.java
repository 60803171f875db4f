package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.kernel.Gaussian;
import dev.chainrule.tensor.RandomStreams;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomNumbersTest {

  private static final int MANY = 200_000;

  /** Quantiles of the normal distribution from tables, p rounded to 24 bits. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.975, 1.959964",
    "0.025, -1.959964",
    "0.999, 3.090232",
    "0.99999, 4.264891",
    "0.00001, -4.264891"
  })
  void normalNumbersAreTheQuantilesOfTheirBits(double p, double expected) {
    int bits = (int) Math.round(p * 0x1p24) << 8;
    assertThat((double) Gaussian.ofBits(bits)).isCloseTo(expected, within(2e-3));
  }

  @Test
  void normalNumbersHaveMeanZeroAndVarianceOneAndAreFiniteAtTheEnds() {
    double[] values =
        IntStream.range(0, MANY)
            .mapToDouble(i -> Gaussian.ofBits((int) (RandomStreams.derive(5, i) >>> 32)))
            .toArray();
    assertThat(DoubleStream.of(values).average().orElseThrow()).isCloseTo(0, within(0.01));
    assertThat(DoubleStream.of(values).map(z -> z * z).average().orElseThrow())
        .isCloseTo(1, within(0.01));
    assertThat((double) Gaussian.ofBits(0)).isCloseTo(-5.42, within(0.02));
    assertThat((double) Gaussian.ofBits(-1)).isCloseTo(5.42, within(0.02));
  }

  /** Beta(α, α) has the mean 1/2 and the variance 1/(4(2α + 1)). */
  @ParameterizedTest
  @CsvSource({"0.1", "0.4", "1", "3"})
  void sharesOfMixturesHaveTheMomentsOfTheBetaDistribution(double alpha) {
    double[] shares =
        IntStream.range(0, MANY / 10).mapToDouble(step -> Beta.symmetric(alpha, step)).toArray();
    assertThat(DoubleStream.of(shares)).allMatch(share -> share >= 0 && share <= 1);
    assertThat(DoubleStream.of(shares).average().orElseThrow()).isCloseTo(0.5, within(0.01));
    assertThat(
            DoubleStream.of(shares)
                .map(share -> (share - 0.5) * (share - 0.5))
                .average()
                .orElseThrow())
        .isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.003));
  }
}
