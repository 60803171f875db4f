package dev.chainrule.reference;

import static dev.chainrule.reference.DoubleMatrix.sum;

import dev.chainrule.layer.LayerNorm;

/**
 * Layer normalisation: Ẑ = (input − μ)/√(σ² + ε), row by row, then Z = γ ⊙ Ẑ + β and A = f(Z).
 *
 * @param layer what the layer is
 * @param scale γ, 1 × n_l
 * @param shift β, 1 × n_l
 * @param input A⁽ˡ⁻¹⁾, m × n_l
 * @param mean μ, m × 1: over the units of each row
 * @param variance σ², m × 1, the biased one
 * @param normalized Ẑ, m × n_l
 * @param z Z, m × n_l
 * @param a A⁽ˡ⁾, m × n_l
 */
public record LayerNormForward(
    LayerNorm layer,
    DoubleMatrix scale,
    DoubleMatrix shift,
    DoubleMatrix input,
    DoubleMatrix mean,
    DoubleMatrix variance,
    DoubleMatrix normalized,
    DoubleMatrix z,
    DoubleMatrix a)
    implements LayerForward {

  /** Normalises each row. */
  static LayerNormForward of(
      LayerNorm layer, DoubleMatrix scale, DoubleMatrix shift, DoubleMatrix input) {
    DoubleMatrix mean = mean(input);
    DoubleMatrix variance = variance(input, mean);
    DoubleMatrix normalized = normalized(input, mean, variance, layer.epsilon());
    DoubleMatrix z = BatchNormForward.scaledAndShifted(normalized, scale, shift);
    DoubleMatrix a = LayerForward.activations(layer.activation(), z);
    return new LayerNormForward(layer, scale, shift, input, mean, variance, normalized, z, a);
  }

  /** μ_i = (1/n)·Σⱼ x_ij. */
  private static DoubleMatrix mean(DoubleMatrix x) {
    return DoubleMatrix.of(
        x.rows(), 1, (i, one) -> sum(x.columns(), j -> x.get(i, j)) / x.columns());
  }

  /** σ_i² = (1/n)·Σⱼ (x_ij − μ_i)². */
  private static DoubleMatrix variance(DoubleMatrix x, DoubleMatrix mean) {
    return DoubleMatrix.of(
        x.rows(),
        1,
        (i, one) ->
            sum(x.columns(), j -> (x.get(i, j) - mean.get(i, 0)) * (x.get(i, j) - mean.get(i, 0)))
                / x.columns());
  }

  /** ẑ_ij = (x_ij − μ_i)/√(σ_i² + ε). */
  private static DoubleMatrix normalized(
      DoubleMatrix x, DoubleMatrix mean, DoubleMatrix variance, double epsilon) {
    return DoubleMatrix.of(
        x.rows(),
        x.columns(),
        (i, j) -> (x.get(i, j) - mean.get(i, 0)) / Math.sqrt(variance.get(i, 0) + epsilon));
  }
}
