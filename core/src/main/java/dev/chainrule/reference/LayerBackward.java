package dev.chainrule.reference;

import dev.chainrule.layer.Activation;

/**
 * Layer l of a backward pass: from ∂ℒ/∂A⁽ˡ⁾, which the layer above hands down, to the gradients of
 * this layer's parameters and to ∂ℒ/∂A⁽ˡ⁻¹⁾ for the layer below.
 */
public sealed interface LayerBackward permits DenseBackward, NormBackward, DropoutBackward {

  /**
   * δ⁽ˡ⁾ = ∂ℒ/∂z, m × n_l, the error signal in front of f; each row already carries its share of
   * the mean.
   */
  DoubleMatrix delta();

  /** ∂ℒ/∂A⁽ˡ⁻¹⁾, m × n_{l−1}. */
  DoubleMatrix inputGradient();

  /**
   * The gradients of this layer's parameters in the order of the layout, without penalty; 0 for
   * running statistics.
   */
  double[] gradient();

  /** Computes the gradients of one layer from its forward pass and ∂ℒ/∂A⁽ˡ⁾. */
  static LayerBackward of(LayerForward forward, DoubleMatrix activationGradient) {
    return switch (forward) {
      case DenseForward dense -> DenseBackward.of(dense, activationGradient);
      case BatchNormForward norm -> NormBackward.of(norm, activationGradient);
      case LayerNormForward norm -> NormBackward.of(norm, activationGradient);
      case DropoutForward dropout -> DropoutBackward.of(dropout, activationGradient);
    };
  }

  /**
   * δ = ∂ℒ/∂A ⊙ f′(Z). In a hidden layer ∂ℒ/∂A⁽ˡ⁾ is δ⁽ˡ⁺¹⁾W⁽ˡ⁺¹⁾. A network whose loss owns the
   * link ends in f = identity, so there the closed form (Ŷ − Y)·share of the row is already δ⁽ᴸ⁾.
   */
  static DoubleMatrix delta(DoubleMatrix activationGradient, Activation f, DoubleMatrix z) {
    return DoubleMatrix.of(
        z.rows(),
        z.columns(),
        (i, j) -> activationGradient.get(i, j) * Activations.derivative(f, z.get(i, j)));
  }
}
