package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementFunctionTest {

  private static final float ALPHA = 0.3f;

  private static final float[] Z = {
    -90f,
    -3f,
    -1e-3f,
    -1e-40f,
    -0f,
    0f,
    1e-40f,
    0.5f,
    2f,
    90f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY
  };

  @ParameterizedTest
  @EnumSource
  void oneNumberHasTheBitsOfAWholeArray(ElementFunction f) {
    Kernels kernels = Kernels.scalar();
    float[] a = new float[Z.length];
    kernels.activate(f, ALPHA, Z, 0, a, 0, Z.length);
    float[] slopes = new float[Z.length];
    Arrays.fill(slopes, 1f);
    kernels.multiplyByDerivative(f, ALPHA, Z, 0, a, 0, slopes, 0, Z.length);
    float[] singleA = new float[Z.length];
    float[] singleSlopes = new float[Z.length];
    for (int i = 0; i < Z.length; i++) {
      singleA[i] = f.of(Z[i], ALPHA);
      singleSlopes[i] = f.derivative(Z[i], a[i], ALPHA);
    }
    assertThat(singleA).as("f").isEqualTo(a);
    assertThat(singleSlopes).as("f′").isEqualTo(slopes);
  }
}
