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
}
