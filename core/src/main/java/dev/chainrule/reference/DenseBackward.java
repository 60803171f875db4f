package dev.chainrule.reference;

import static dev.chainrule.reference.DoubleMatrix.sum;

import java.util.stream.DoubleStream;

/**
 * Back through a dense layer: ∂ℒ/∂W⁽ˡ⁾ = δ⁽ˡ⁾ᵀA⁽ˡ⁻¹⁾, ∂ℒ/∂b⁽ˡ⁾ = column sums of δ⁽ˡ⁾, ∂ℒ/∂A⁽ˡ⁻¹⁾ =
 * δ⁽ˡ⁾W⁽ˡ⁾.
 *
 * @param delta δ⁽ˡ⁾ = ∂ℒ/∂Z⁽ˡ⁾, m × n_l, the error signal; each row already carries its share of
 *     the mean
 * @param weightGradient ∂ℒ/∂W⁽ˡ⁾, n_l × n_{l−1}, without penalty
 * @param biasGradient ∂ℒ/∂b⁽ˡ⁾, 1 × n_l, without penalty
 * @param inputGradient ∂ℒ/∂A⁽ˡ⁻¹⁾, m × n_{l−1}
 */
public record DenseBackward(
    DoubleMatrix delta,
    DoubleMatrix weightGradient,
    DoubleMatrix biasGradient,
    DoubleMatrix inputGradient)
    implements LayerBackward {

  /** Computes the gradients of one layer from its forward pass and ∂ℒ/∂A⁽ˡ⁾. */
  static DenseBackward of(DenseForward forward, DoubleMatrix activationGradient) {
    DoubleMatrix delta =
        LayerBackward.delta(activationGradient, forward.layer().activation(), forward.z());
    return new DenseBackward(
        delta,
        weightGradient(delta, forward.input()),
        biasGradient(delta),
        inputGradient(delta, forward.weights()));
  }

  /** ∂ℒ/∂W⁽ˡ⁾ = δ⁽ˡ⁾ᵀ A⁽ˡ⁻¹⁾: one sum over the rows i of the batch, Σᵢ δ_ij a_ik. */
  private static DoubleMatrix weightGradient(DoubleMatrix delta, DoubleMatrix a) {
    return DoubleMatrix.of(
        delta.columns(), a.columns(), (j, k) -> sum(a.rows(), i -> delta.get(i, j) * a.get(i, k)));
  }

  /** ∂ℒ/∂b⁽ˡ⁾: the column sums of δ⁽ˡ⁾. */
  private static DoubleMatrix biasGradient(DoubleMatrix delta) {
    return DoubleMatrix.of(1, delta.columns(), (one, j) -> sum(delta.rows(), i -> delta.get(i, j)));
  }

  /** ∂ℒ/∂A⁽ˡ⁻¹⁾ = δ⁽ˡ⁾ W⁽ˡ⁾: what the units above pass back, Σⱼ δ_ij w_jk. */
  private static DoubleMatrix inputGradient(DoubleMatrix delta, DoubleMatrix w) {
    return DoubleMatrix.of(
        delta.rows(), w.columns(), (i, k) -> sum(w.rows(), j -> delta.get(i, j) * w.get(j, k)));
  }

  @Override
  public double[] gradient() {
    return DoubleStream.concat(
            DoubleStream.of(weightGradient.toArray()), DoubleStream.of(biasGradient.toArray()))
        .toArray();
  }
}
