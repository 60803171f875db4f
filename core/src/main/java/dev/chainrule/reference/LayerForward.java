package dev.chainrule.reference;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Layer;

/** Layer l of a forward pass: from A⁽ˡ⁻¹⁾ to A⁽ˡ⁾, for a batch of m rows. */
public sealed interface LayerForward
    permits DenseForward, BatchNormForward, LayerNormForward, DropoutForward {

  /** What the layer is. */
  Layer layer();

  /** A⁽ˡ⁻¹⁾, m × n_{l−1}. */
  DoubleMatrix input();

  /** What f is applied to, m × n_l. */
  DoubleMatrix z();

  /** A⁽ˡ⁾ = f(z), m × n_l, the activations. */
  DoubleMatrix a();

  /** A = f(Z), element by element. */
  static DoubleMatrix activations(Activation f, DoubleMatrix z) {
    return DoubleMatrix.of(z.rows(), z.columns(), (i, j) -> Activations.value(f, z.get(i, j)));
  }
}
