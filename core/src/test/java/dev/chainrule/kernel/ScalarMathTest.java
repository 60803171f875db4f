package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The element functions against double precision, over a sweep of the floats of both signs. */
class ScalarMathTest {

  /** One float in this many; a prime, so that all bits of the mantissa vary. */
  private static final int STEP = 8191;

  private interface FloatFunction {
    float apply(float x);
  }

  // ---- errors

  @Test
  void expIsWithinTheDocumentedError() {
    assertError("exp", 0.85, ScalarMath::expOfNonPositive, StrictMath::exp, -200, 0);
  }

  @Test
  void expm1IsWithinTheDocumentedError() {
    assertError("expm1", 0.89, ScalarMath::expm1OfNonPositive, StrictMath::expm1, -200, 0);
  }

  @Test
  void expOfBothSignsIsWithinTheDocumentedError() {
    assertError("exp", 1.45, ScalarMath::exp, StrictMath::exp, -87, 87);
    assertError("expm1", 2.90, ScalarMath::expm1, StrictMath::expm1, -87, 87);
    assertThat(ScalarMath.exp(88f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(ScalarMath.exp(-88f)).isZero();
    assertThat(ScalarMath.exp(Float.NaN)).isNaN();
    assertThat(ScalarMath.expm1(88f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(ScalarMath.expm1(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
  }

  @Test
  void log1pIsWithinTheDocumentedError() {
    assertError("log1p", 1.05, ScalarMath::log1pOfUnit, StrictMath::log1p, 0, 1);
  }

  @Test
  void logIsWithinTheDocumentedError() {
    assertError("log", 0.86, ScalarMath::log, StrictMath::log, 0, Float.MAX_VALUE);
  }

  @Test
  void sigmoidIsWithinTheDocumentedErrorInBothTails() {
    assertError("sigmoid", 2.35, ScalarMath::sigmoid, ScalarMathTest::sigmoid, -200, 200);
  }

  @Test
  void tanhIsWithinTheDocumentedErrorNearZeroToo() {
    assertError("tanh", 2.55, ScalarMath::tanh, StrictMath::tanh, -100, 100);
  }

  @Test
  void softplusIsWithinTheDocumentedError() {
    assertError("softplus", 1.80, ScalarMath::softplus, ScalarMathTest::softplus, -200, 200);
  }

  @Test
  void siluIsWithinTheDocumentedError() {
    assertError("silu", 3.00, ScalarMath::silu, z -> z * sigmoid(z), -80, 200);
  }

  @Test
  void normalCdfIsWithinTheDocumentedErrorInBothTails() {
    assertError("normalCdf", 3.50, ScalarMath::normalCdf, ScalarMathTest::normalCdf, -20, 20);
  }

  @Test
  void geluIsWithinTheDocumentedError() {
    assertError("gelu", 4.20, ScalarMath::gelu, z -> z * normalCdf(z), -12, 20);
  }

  @Test
  void mishIsWithinTheDocumentedError() {
    assertError("mish", 3.70, ScalarMath::mish, z -> z * StrictMath.tanh(softplus(z)), -80, 80);
  }

  @Test
  void derivativesThatCrossZeroAreWithinTheDocumentedAbsoluteError() {
    assertAbsoluteError(
        "siluDerivative", 3.9, ScalarMath::siluDerivative, z -> sigmoid(z) * (1 + z * sigmoid(-z)));
    assertAbsoluteError(
        "geluDerivative", 2.6, ScalarMath::geluDerivative, z -> normalCdf(z) + z * density(z));
    assertAbsoluteError(
        "mishDerivative",
        3.8,
        ScalarMath::mishDerivative,
        z -> {
          double t = StrictMath.tanh(softplus(z));
          return t + z * (1 - t * t) * sigmoid(z);
        });
  }

  // ---- special values

  @Test
  void notANumberStaysNotANumber() {
    float nan = Float.intBitsToFloat(0x7FC12345);
    for (FloatFunction f :
        new FloatFunction[] {
          ScalarMath::expOfNonPositive,
          ScalarMath::expm1OfNonPositive,
          ScalarMath::log1pOfUnit,
          ScalarMath::log,
          ScalarMath::sigmoid,
          ScalarMath::tanh,
          ScalarMath::relu,
          x -> ScalarMath.leakyRelu(x, 0.1f),
          x -> ScalarMath.elu(x, 1f),
          ScalarMath::selu,
          ScalarMath::softplus,
          ScalarMath::silu,
          ScalarMath::gelu,
          ScalarMath::mish,
          ScalarMath::normalCdf,
          ScalarMath::siluDerivative,
          ScalarMath::geluDerivative,
          ScalarMath::mishDerivative,
          ScalarMath::sigmoidDerivative,
          ScalarMath::tanhDerivative,
          x -> ScalarMath.leakyReluDerivative(x, 0f),
          x -> ScalarMath.eluDerivative(x, 1f),
          ScalarMath::seluDerivative
        }) {
      assertThat(f.apply(nan)).isNaN();
    }
  }

  @Test
  void infinitiesGoToTheLimits() {
    float inf = Float.POSITIVE_INFINITY;
    assertThat(ScalarMath.expOfNonPositive(-inf)).isEqualTo(0f);
    assertThat(ScalarMath.expm1OfNonPositive(-inf)).isEqualTo(-1f);
    assertThat(ScalarMath.log(inf)).isEqualTo(inf);
    assertThat(ScalarMath.log(0f)).isEqualTo(-inf);
    assertThat(ScalarMath.log(-1f)).isNaN();
    assertThat(ScalarMath.sigmoid(inf)).isEqualTo(1f);
    assertThat(ScalarMath.sigmoid(-inf)).isEqualTo(0f);
    assertThat(ScalarMath.tanh(inf)).isEqualTo(1f);
    assertThat(ScalarMath.tanh(-inf)).isEqualTo(-1f);
    assertThat(ScalarMath.softplus(inf)).isEqualTo(inf);
    assertThat(ScalarMath.softplus(-inf)).isEqualTo(0f);
    assertThat(ScalarMath.normalCdf(inf)).isEqualTo(1f);
    assertThat(ScalarMath.normalCdf(-inf)).isEqualTo(0f);
  }

  @Test
  void largeFiniteInputsGiveNoNotANumber() {
    for (float z : new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, 1e30f, -1e30f, 100f, -100f}) {
      assertThat(ScalarMath.sigmoid(z)).isBetween(0f, 1f);
      assertThat(ScalarMath.tanh(z)).isBetween(-1f, 1f);
      assertThat(ScalarMath.softplus(z)).isEqualTo(Math.max(z, 0f));
      assertThat(ScalarMath.silu(z)).isEqualTo(Math.max(z, 0f));
      assertThat(ScalarMath.gelu(z)).isEqualTo(Math.max(z, 0f));
      assertThat(ScalarMath.mish(z)).isEqualTo(Math.max(z, 0f));
      assertThat(ScalarMath.siluDerivative(z)).isEqualTo(z > 0 ? 1f : 0f);
      assertThat(ScalarMath.geluDerivative(z)).isEqualTo(z > 0 ? 1f : 0f);
      assertThat(ScalarMath.mishDerivative(z)).isEqualTo(z > 0 ? 1f : 0f);
    }
  }

  @Test
  void exactPointsAreExact() {
    assertThat(ScalarMath.expOfNonPositive(0f)).isEqualTo(1f);
    assertThat(ScalarMath.expOfNonPositive(-0f)).isEqualTo(1f);
    assertThat(ScalarMath.log(1f)).isEqualTo(0f);
    assertThat(ScalarMath.sigmoid(0f)).isEqualTo(0.5f);
    assertThat(ScalarMath.normalCdf(0f)).isEqualTo(0.5f);
    assertThat(Float.floatToIntBits(ScalarMath.tanh(0f))).isEqualTo(Float.floatToIntBits(0f));
    assertThat(Float.floatToIntBits(ScalarMath.tanh(-0f))).isEqualTo(Float.floatToIntBits(-0f));
    assertThat(ScalarMath.tanh(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
    assertThat(ScalarMath.expOfNonPositive(ScalarMath.EXP_MIN))
        .isGreaterThanOrEqualTo(Float.MIN_NORMAL);
    assertThat(ScalarMath.expOfNonPositive(Math.nextDown(ScalarMath.EXP_MIN))).isZero();
  }

  // ---- measuring

  /** Every swept float from low to high; results below the smallest normal float may be 0. */
  private static void assertError(
      String name,
      double bound,
      FloatFunction f,
      DoubleUnaryOperator exact,
      double low,
      double high) {
    double worst = 0;
    float where = 0;
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STEP) {
      float x = Float.intBitsToFloat((int) bits);
      if (!(x >= low && x <= high)) {
        continue;
      }
      double expected = exact.applyAsDouble(x);
      float actual = f.apply(x);
      double error;
      if (Math.abs(expected) > Float.MAX_VALUE * (1 + 0x1p-25)) {
        error = Math.abs(actual) == Float.POSITIVE_INFINITY ? 0 : Double.POSITIVE_INFINITY;
      } else if (Math.abs(expected) < Float.MIN_NORMAL && actual == 0) {
        error = 0;
      } else {
        error = Math.abs(actual - expected) / Math.ulp((float) expected);
      }
      if (!(error <= worst)) {
        worst = error;
        where = x;
      }
    }
    assertThat(worst)
        .as("largest error of %s in ulp, at %s", name, where)
        .isLessThanOrEqualTo(bound);
  }

  /** The largest error in units of 2⁻²⁴, wherever the derivative is not 0 or 1. */
  private static void assertAbsoluteError(
      String name, double bound, FloatFunction f, DoubleUnaryOperator exact) {
    double worst = 0;
    float where = 0;
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STEP) {
      float x = Float.intBitsToFloat((int) bits);
      if (Math.abs(x) <= 100) {
        double error = Math.abs(f.apply(x) - exact.applyAsDouble(x)) * 0x1p24;
        if (!(error <= worst)) {
          worst = error;
          where = x;
        }
      }
    }
    assertThat(worst)
        .as("largest error of %s in 2⁻²⁴, at %s", name, where)
        .isLessThanOrEqualTo(bound);
  }

  // ---- the same in double precision

  private static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  private static double softplus(double z) {
    return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
  }

  private static double density(double z) {
    return StrictMath.exp(-0.5 * z * z) / StrictMath.sqrt(2 * Math.PI);
  }

  /**
   * Φ by its power series in the middle and by the continued fraction of Mills' ratio in the tails.
   */
  private static double normalCdf(double z) {
    double x = Math.abs(z);
    if (x < 2.5) {
      double term = z;
      double sum = z;
      for (int k = 3; Math.abs(term) > 1e-18; k += 2) {
        term *= z * z / k;
        sum += term;
        if (term == 0) {
          break;
        }
      }
      return 0.5 + density(z) * sum;
    }
    double fraction = x;
    for (int k = 200; k >= 1; k--) {
      fraction = x + k / fraction;
    }
    double tail = density(x) / fraction;
    return z < 0 ? tail : 1 - tail;
  }
}
