package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The element-wise functions of {@link VectorKernels}. Each has a loop of its own so that the
 * compiler sees one function in it and compiles only what a network uses.
 */
final class VectorActivations {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorActivations() {}

  /** {@link Kernels#activate}. */
  static void activate(
      ElementFunction f, float alpha, float[] z, int zAt, float[] a, int aAt, int n) {
    switch (f) {
      case IDENTITY -> System.arraycopy(z, zAt, a, aAt, n);
      case SIGMOID -> sigmoid(z, zAt, a, aAt, n);
      case TANH -> tanh(z, zAt, a, aAt, n);
      case RELU -> relu(z, zAt, a, aAt, n);
      case LEAKY_RELU -> leakyRelu(alpha, z, zAt, a, aAt, n);
      case ELU -> elu(alpha, z, zAt, a, aAt, n);
      case SELU -> selu(z, zAt, a, aAt, n);
      case SOFTPLUS -> softplus(z, zAt, a, aAt, n);
      case SILU -> silu(z, zAt, a, aAt, n);
      case GELU -> gelu(z, zAt, a, aAt, n);
      case MISH -> mish(z, zAt, a, aAt, n);
    }
  }

  /** {@link Kernels#multiplyByDerivative}. */
  static void multiplyByDerivative(
      ElementFunction f,
      float alpha,
      float[] z,
      int zAt,
      float[] a,
      int aAt,
      float[] delta,
      int deltaAt,
      int n) {
    switch (f) {
      case IDENTITY -> {
        // f′ = 1
      }
      case SIGMOID -> timesSigmoidDerivative(a, aAt, delta, deltaAt, n);
      case TANH -> timesTanhDerivative(a, aAt, delta, deltaAt, n);
      case RELU -> timesLeakyReluDerivative(0f, a, aAt, delta, deltaAt, n);
      case LEAKY_RELU -> timesLeakyReluDerivative(alpha, a, aAt, delta, deltaAt, n);
      case ELU -> timesEluDerivative(alpha, a, aAt, delta, deltaAt, n);
      case SELU -> timesSeluDerivative(a, aAt, delta, deltaAt, n);
      case SOFTPLUS -> timesSoftplusDerivative(z, zAt, delta, deltaAt, n);
      case SILU -> timesSiluDerivative(z, zAt, delta, deltaAt, n);
      case GELU -> timesGeluDerivative(z, zAt, delta, deltaAt, n);
      case MISH -> timesMishDerivative(z, zAt, delta, deltaAt, n);
    }
  }

  private static void sigmoid(float[] z, int zAt, float[] a, int aAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMath.sigmoid(FloatVector.fromArray(SPECIES, z, zAt + i)).intoArray(a, aAt + i);
    }
    for (; i < n; i++) {
      a[aAt + i] = ScalarMath.sigmoid(z[zAt + i]);
    }
  }

  private static void tanh(float[] z, int zAt, float[] a, int aAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMath.tanh(FloatVector.fromArray(SPECIES, z, zAt + i)).intoArray(a, aAt + i);
    }
    for (; i < n; i++) {
      a[aAt + i] = ScalarMath.tanh(z[zAt + i]);
    }
  }

  private static void relu(float[] z, int zAt, float[] a, int aAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMath.relu(FloatVector.fromArray(SPECIES, z, zAt + i)).intoArray(a, aAt + i);
    }
    for (; i < n; i++) {
      a[aAt + i] = ScalarMath.relu(z[zAt + i]);
    }
  }

  private static void leakyRelu(float alpha, float[] z, int zAt, float[] a, int aAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMath.leakyRelu(FloatVector.fromArray(SPECIES, z, zAt + i), alpha).intoArray(a, aAt + i);
    }
    for (; i < n; i++) {
      a[aAt + i] = ScalarMath.leakyRelu(z[zAt + i], alpha);
    }
  }

  private static void elu(float alpha, float[] z, int zAt, float[] a, int aAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMath.elu(FloatVector.fromArray(SPECIES, z, zAt + i), alpha).intoArray(a, aAt + i);
    }
    for (; i < n; i++) {
      a[aAt + i] = ScalarMath.elu(z[zAt + i], alpha);
    }
  }

  private static void selu(float[] z, int zAt, float[] a, int aAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMath.selu(FloatVector.fromArray(SPECIES, z, zAt + i)).intoArray(a, aAt + i);
    }
    for (; i < n; i++) {
      a[aAt + i] = ScalarMath.selu(z[zAt + i]);
    }
  }

  private static void softplus(float[] z, int zAt, float[] a, int aAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMath.softplus(FloatVector.fromArray(SPECIES, z, zAt + i)).intoArray(a, aAt + i);
    }
    for (; i < n; i++) {
      a[aAt + i] = ScalarMath.softplus(z[zAt + i]);
    }
  }

  private static void silu(float[] z, int zAt, float[] a, int aAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMath.silu(FloatVector.fromArray(SPECIES, z, zAt + i)).intoArray(a, aAt + i);
    }
    for (; i < n; i++) {
      a[aAt + i] = ScalarMath.silu(z[zAt + i]);
    }
  }

  private static void gelu(float[] z, int zAt, float[] a, int aAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, z, zAt + i);
      FloatVector exponential = VectorMath.normalExponential(x);
      x.mul(VectorMath.normalCdf(x, exponential)).intoArray(a, aAt + i);
    }
    for (; i < n; i++) {
      a[aAt + i] = ScalarMath.gelu(z[zAt + i]);
    }
  }

  private static void mish(float[] z, int zAt, float[] a, int aAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMath.mish(FloatVector.fromArray(SPECIES, z, zAt + i)).intoArray(a, aAt + i);
    }
    for (; i < n; i++) {
      a[aAt + i] = ScalarMath.mish(z[zAt + i]);
    }
  }

  private static void timesSigmoidDerivative(
      float[] a, int aAt, float[] delta, int deltaAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector derivative =
          VectorMath.sigmoidDerivative(FloatVector.fromArray(SPECIES, a, aAt + i));
      FloatVector.fromArray(SPECIES, delta, deltaAt + i)
          .mul(derivative)
          .intoArray(delta, deltaAt + i);
    }
    for (; i < n; i++) {
      delta[deltaAt + i] *= ScalarMath.sigmoidDerivative(a[aAt + i]);
    }
  }

  private static void timesTanhDerivative(float[] a, int aAt, float[] delta, int deltaAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector derivative =
          VectorMath.tanhDerivative(FloatVector.fromArray(SPECIES, a, aAt + i));
      FloatVector.fromArray(SPECIES, delta, deltaAt + i)
          .mul(derivative)
          .intoArray(delta, deltaAt + i);
    }
    for (; i < n; i++) {
      delta[deltaAt + i] *= ScalarMath.tanhDerivative(a[aAt + i]);
    }
  }

  private static void timesLeakyReluDerivative(
      float alpha, float[] a, int aAt, float[] delta, int deltaAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector derivative =
          VectorMath.leakyReluDerivative(FloatVector.fromArray(SPECIES, a, aAt + i), alpha);
      FloatVector.fromArray(SPECIES, delta, deltaAt + i)
          .mul(derivative)
          .intoArray(delta, deltaAt + i);
    }
    for (; i < n; i++) {
      delta[deltaAt + i] *= ScalarMath.leakyReluDerivative(a[aAt + i], alpha);
    }
  }

  private static void timesEluDerivative(
      float alpha, float[] a, int aAt, float[] delta, int deltaAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector derivative =
          VectorMath.eluDerivative(FloatVector.fromArray(SPECIES, a, aAt + i), alpha);
      FloatVector.fromArray(SPECIES, delta, deltaAt + i)
          .mul(derivative)
          .intoArray(delta, deltaAt + i);
    }
    for (; i < n; i++) {
      delta[deltaAt + i] *= ScalarMath.eluDerivative(a[aAt + i], alpha);
    }
  }

  private static void timesSeluDerivative(float[] a, int aAt, float[] delta, int deltaAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector derivative =
          VectorMath.seluDerivative(FloatVector.fromArray(SPECIES, a, aAt + i));
      FloatVector.fromArray(SPECIES, delta, deltaAt + i)
          .mul(derivative)
          .intoArray(delta, deltaAt + i);
    }
    for (; i < n; i++) {
      delta[deltaAt + i] *= ScalarMath.seluDerivative(a[aAt + i]);
    }
  }

  private static void timesSoftplusDerivative(
      float[] z, int zAt, float[] delta, int deltaAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector derivative = VectorMath.sigmoid(FloatVector.fromArray(SPECIES, z, zAt + i));
      FloatVector.fromArray(SPECIES, delta, deltaAt + i)
          .mul(derivative)
          .intoArray(delta, deltaAt + i);
    }
    for (; i < n; i++) {
      delta[deltaAt + i] *= ScalarMath.sigmoid(z[zAt + i]);
    }
  }

  private static void timesSiluDerivative(float[] z, int zAt, float[] delta, int deltaAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector derivative =
          VectorMath.siluDerivative(FloatVector.fromArray(SPECIES, z, zAt + i));
      FloatVector.fromArray(SPECIES, delta, deltaAt + i)
          .mul(derivative)
          .intoArray(delta, deltaAt + i);
    }
    for (; i < n; i++) {
      delta[deltaAt + i] *= ScalarMath.siluDerivative(z[zAt + i]);
    }
  }

  private static void timesGeluDerivative(float[] z, int zAt, float[] delta, int deltaAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, z, zAt + i);
      FloatVector exponential = VectorMath.normalExponential(x);
      FloatVector density = exponential.mul(ScalarMath.NORMAL_DENSITY_AT_0);
      FloatVector derivative = x.fma(density, VectorMath.normalCdf(x, exponential));
      FloatVector.fromArray(SPECIES, delta, deltaAt + i)
          .mul(derivative)
          .intoArray(delta, deltaAt + i);
    }
    for (; i < n; i++) {
      delta[deltaAt + i] *= ScalarMath.geluDerivative(z[zAt + i]);
    }
  }

  private static void timesMishDerivative(float[] z, int zAt, float[] delta, int deltaAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, z, zAt + i);
      FloatVector derivative = VectorMath.mishDerivative(x, VectorMath.decay(x));
      FloatVector.fromArray(SPECIES, delta, deltaAt + i)
          .mul(derivative)
          .intoArray(delta, deltaAt + i);
    }
    for (; i < n; i++) {
      delta[deltaAt + i] *= ScalarMath.mishDerivative(z[zAt + i]);
    }
  }
}
