package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NormalDistributionTest {

  /**
   * Enough digits that 1 − erf(x) keeps twenty of them as far out as x = 9, where erfc is 4e−37.
   */
  private static final MathContext DIGITS = new MathContext(160);

  private static final BigDecimal PI =
      new BigDecimal(
          "3.1415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679821480865132823066470938446095505822317253594081284811174502841027019385211055596446229");

  /**
   * Both sides of every switch between formulas, and everything between −9 and 9 in steps that are
   * no binary fractions.
   */
  private static double[] points() {
    return IntStream.rangeClosed(-90, 90).mapToDouble(i -> i * 0.1).toArray();
  }

  @Test
  void erfIsExactToAFewUlp() {
    for (double x : points()) {
      assertRelative(NormalDistribution.erf(x), exactErf(x).doubleValue(), 1e-15, x);
    }
  }

  @Test
  void erfcIsExactToAFewUlpFarIntoItsTail() {
    for (double x : points()) {
      assertRelative(
          NormalDistribution.erfc(x), BigDecimal.ONE.subtract(exactErf(x)).doubleValue(), 2e-15, x);
    }
  }

  @Test
  void erfOfTinyArgumentsIsTwoOverRootPiTimesX() {
    for (double x : new double[] {1e-300, -1e-100, 1e-20, 1e-10}) {
      assertRelative(NormalDistribution.erf(x), 2 / Math.sqrt(Math.PI) * x, 1e-15, x);
    }
  }

  @Test
  void theEndsAreOneAndZero() {
    for (double x : new double[] {28, 1e3, 1e200, Double.MAX_VALUE, Double.POSITIVE_INFINITY}) {
      assertThat(NormalDistribution.erf(x)).isEqualTo(1);
      assertThat(NormalDistribution.erf(-x)).isEqualTo(-1);
      assertThat(NormalDistribution.erfc(x)).isLessThan(1e-300).isNotNegative();
      assertThat(NormalDistribution.erfc(-x)).isEqualTo(2);
      assertThat(NormalDistribution.density(x)).isLessThan(1e-100).isNotNegative();
    }
    assertThat(NormalDistribution.erf(Double.NaN)).isNaN();
    assertThat(NormalDistribution.erfc(Double.NaN)).isNaN();
  }

  @Test
  void theDistributionHasItsTabulatedValues() {
    assertThat(NormalDistribution.cumulative(0)).isEqualTo(0.5);
    assertThat(NormalDistribution.cumulative(1.96)).isCloseTo(0.9750021048517795, within(1e-15));
    assertThat(NormalDistribution.cumulative(-1.96)).isCloseTo(0.024997895148220435, within(1e-16));
    assertThat(NormalDistribution.density(0)).isCloseTo(0.3989422804014327, within(1e-16));
    assertThat(NormalDistribution.density(1)).isCloseTo(0.24197072451914337, within(1e-16));
  }

  /** 2/√π·Σ (−1)ⁿx²ⁿ⁺¹/(n!(2n+1)), another series than the one tested, in decimals. */
  private static BigDecimal exactErf(double x) {
    BigDecimal exact = new BigDecimal(x);
    BigDecimal square = exact.multiply(exact, DIGITS);
    BigDecimal power = exact;
    BigDecimal sum = exact;
    for (int n = 1; n < 400; n++) {
      power = power.multiply(square, DIGITS).divide(BigDecimal.valueOf(-n), DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS), DIGITS);
    }
    return sum.multiply(BigDecimal.TWO, DIGITS).divide(PI.sqrt(DIGITS), DIGITS);
  }

  private static void assertRelative(double actual, double expected, double tolerance, double x) {
    assertThat(actual).as("at %s", x).isCloseTo(expected, within(tolerance * Math.abs(expected)));
  }
}
