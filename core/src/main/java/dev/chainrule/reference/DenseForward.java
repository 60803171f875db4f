package dev.chainrule.reference;

import static dev.chainrule.reference.DoubleMatrix.sum;

import dev.chainrule.layer.Dense;

/**
 * A dense layer: Z⁽ˡ⁾ = A⁽ˡ⁻¹⁾W⁽ˡ⁾ᵀ + b⁽ˡ⁾ and A⁽ˡ⁾ = f(Z⁽ˡ⁾), for a batch of m rows.
 *
 * @param layer what the layer is
 * @param weights W⁽ˡ⁾, n_l × n_{l−1}: row j holds the weights into unit j
 * @param biases b⁽ˡ⁾, 1 × n_l
 * @param input A⁽ˡ⁻¹⁾, m × n_{l−1}
 * @param z Z⁽ˡ⁾, m × n_l, the pre-activations
 * @param a A⁽ˡ⁾, m × n_l, the activations
 */
public record DenseForward(
    Dense layer,
    DoubleMatrix weights,
    DoubleMatrix biases,
    DoubleMatrix input,
    DoubleMatrix z,
    DoubleMatrix a)
    implements LayerForward {

  /** Computes Z⁽ˡ⁾ and A⁽ˡ⁾ from A⁽ˡ⁻¹⁾. */
  static DenseForward of(
      Dense layer, DoubleMatrix weights, DoubleMatrix biases, DoubleMatrix input) {
    DoubleMatrix z = preActivations(weights, biases, input);
    DoubleMatrix a = LayerForward.activations(layer.activation(), z);
    return new DenseForward(layer, weights, biases, input, z, a);
  }

  /** Z = A Wᵀ + b: z_ij = b_j + Σₖ a_ik w_jk. */
  private static DoubleMatrix preActivations(DoubleMatrix w, DoubleMatrix b, DoubleMatrix a) {
    return DoubleMatrix.of(
        a.rows(),
        w.rows(),
        (i, j) -> b.get(0, j) + sum(a.columns(), k -> a.get(i, k) * w.get(j, k)));
  }
}
