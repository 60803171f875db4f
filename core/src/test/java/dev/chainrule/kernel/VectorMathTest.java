package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lane and a scalar compute the same bits for floats of every kind. */
class VectorMathTest {

  /** One float in this many; a prime, so that all bits of the mantissa vary. */
  private static final int STEP = 4099;

  private static final int BATCH = 1024;

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  @ParameterizedTest
  @EnumSource(ElementFunction.class)
  void lanesHaveTheBitsOfTheScalarFunctionForEveryKindOfFloat(ElementFunction f) {
    float[] z = new float[BATCH];
    long bits = Integer.MIN_VALUE;
    while (bits <= Integer.MAX_VALUE) {
      for (int i = 0; i < BATCH; i++) {
        z[i] = Float.intBitsToFloat((int) bits);
        bits += STEP;
      }
      compareValues(f, z);
      compareDerivatives(f, z);
    }
  }

  private void compareValues(ElementFunction f, float[] z) {
    float[] expected = new float[BATCH];
    float[] actual = new float[BATCH];
    scalar.activate(f, 0.7f, z, 0, expected, 0, BATCH);
    vector.activate(f, 0.7f, z, 0, actual, 0, BATCH);
    compare(f + " of", z, actual, expected);
  }

  private void compareDerivatives(ElementFunction f, float[] z) {
    float[] expected = new float[BATCH];
    float[] actual = new float[BATCH];
    for (int i = 0; i < BATCH; i++) {
      expected[i] = 1f;
      actual[i] = 1f;
    }
    scalar.multiplyByDerivative(f, 0.7f, z, 0, z, 0, expected, 0, BATCH);
    vector.multiplyByDerivative(f, 0.7f, z, 0, z, 0, actual, 0, BATCH);
    compare(f + " derivative at", z, actual, expected);
  }

  private static void compare(String what, float[] z, float[] actual, float[] expected) {
    for (int i = 0; i < BATCH; i++) {
      if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
        assertThat(actual[i])
            .as("%s %s (bits %08x)", what, z[i], Float.floatToRawIntBits(z[i]))
            .isEqualTo(expected[i]);
      }
    }
  }
}
