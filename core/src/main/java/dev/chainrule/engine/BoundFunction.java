package dev.chainrule.engine;

import dev.chainrule.kernel.ElementFunction;
import dev.chainrule.layer.Activation;

/** Which kernel function an activation is, and with which constant. */
record BoundFunction(ElementFunction function, float alpha) {

  static BoundFunction of(Activation activation) {
    return switch (activation) {
      case Activation.Identity() -> plain(ElementFunction.IDENTITY);
      case Activation.Sigmoid() -> plain(ElementFunction.SIGMOID);
      case Activation.Tanh() -> plain(ElementFunction.TANH);
      case Activation.Relu() -> plain(ElementFunction.RELU);
      case Activation.LeakyRelu(double alpha) ->
          new BoundFunction(ElementFunction.LEAKY_RELU, (float) alpha);
      case Activation.Elu(double alpha) -> new BoundFunction(ElementFunction.ELU, (float) alpha);
      case Activation.Selu() -> plain(ElementFunction.SELU);
      case Activation.Softplus() -> plain(ElementFunction.SOFTPLUS);
      case Activation.Silu() -> plain(ElementFunction.SILU);
      case Activation.Gelu() -> plain(ElementFunction.GELU);
      case Activation.Mish() -> plain(ElementFunction.MISH);
    };
  }

  private static BoundFunction plain(ElementFunction function) {
    return new BoundFunction(function, 0);
  }
}
