package dev.chainrule.reference;

/**
 * Back through dropout: what was dropped passes nothing on, what was kept is multiplied by 1/(1−p).
 *
 * @param delta ∂ℒ/∂A⁽ˡ⁾, m × n_l
 * @param inputGradient ∂ℒ/∂A⁽ˡ⁻¹⁾ = ∂ℒ/∂A⁽ˡ⁾ ⊙ M, m × n_l
 */
public record DropoutBackward(DoubleMatrix delta, DoubleMatrix inputGradient)
    implements LayerBackward {

  static DropoutBackward of(DropoutForward forward, DoubleMatrix activationGradient) {
    return new DropoutBackward(
        activationGradient, DropoutForward.product(activationGradient, forward.mask()));
  }

  /** Dropout has no parameters. */
  @Override
  public double[] gradient() {
    return new double[0];
  }
}
