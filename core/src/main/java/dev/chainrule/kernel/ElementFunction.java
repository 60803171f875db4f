package dev.chainrule.kernel;

/**
 * The element-wise functions that kernels apply to whole arrays; {@code alpha} is ignored where the
 * formula has none.
 */
public enum ElementFunction {
  IDENTITY,
  SIGMOID,
  TANH,
  RELU,
  LEAKY_RELU,
  ELU,
  SELU,
  SOFTPLUS,
  SILU,
  GELU,
  MISH;

  /**
   * Whether the derivative needs the input z; otherwise the output a = f(z) is enough and z may be
   * overwritten.
   */
  public boolean derivativeNeedsInput() {
    return switch (this) {
      case SOFTPLUS, SILU, GELU, MISH -> true;
      case IDENTITY, SIGMOID, TANH, RELU, LEAKY_RELU, ELU, SELU -> false;
    };
  }

  /** f(z). */
  public float of(float z, float alpha) {
    return switch (this) {
      case IDENTITY -> z;
      case SIGMOID -> ScalarMath.sigmoid(z);
      case TANH -> ScalarMath.tanh(z);
      case RELU -> ScalarMath.relu(z);
      case LEAKY_RELU -> ScalarMath.leakyRelu(z, alpha);
      case ELU -> ScalarMath.elu(z, alpha);
      case SELU -> ScalarMath.selu(z);
      case SOFTPLUS -> ScalarMath.softplus(z);
      case SILU -> ScalarMath.silu(z);
      case GELU -> ScalarMath.gelu(z);
      case MISH -> ScalarMath.mish(z);
    };
  }

  /** f′(z), where a = f(z). */
  public float derivative(float z, float a, float alpha) {
    return switch (this) {
      case IDENTITY -> 1f;
      case SIGMOID -> ScalarMath.sigmoidDerivative(a);
      case TANH -> ScalarMath.tanhDerivative(a);
      case RELU -> ScalarMath.leakyReluDerivative(a, 0f);
      case LEAKY_RELU -> ScalarMath.leakyReluDerivative(a, alpha);
      case ELU -> ScalarMath.eluDerivative(a, alpha);
      case SELU -> ScalarMath.seluDerivative(a);
      case SOFTPLUS -> ScalarMath.sigmoid(z);
      case SILU -> ScalarMath.siluDerivative(z);
      case GELU -> ScalarMath.geluDerivative(z);
      case MISH -> ScalarMath.mishDerivative(z);
    };
  }
}
