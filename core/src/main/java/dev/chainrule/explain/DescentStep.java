package dev.chainrule.explain;

import dev.chainrule.network.Architecture;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ReferencePass;

/**
 * One step of gradient descent.
 *
 * @param number which, from 1
 * @param architecture the network
 * @param pass the forward and the backward pass
 * @param before θ, a single row in the order of the layout
 * @param after θ − α·∂ℒ/∂θ
 */
public record DescentStep(
    int number,
    Architecture architecture,
    ReferencePass pass,
    DoubleMatrix before,
    DoubleMatrix after) {

  /** W⁽ˡ⁾ in front of the step, n_l × n_{l−1}. */
  public DoubleMatrix weightsBefore(int layer) {
    return tensor(layer, "weight", before);
  }

  /** b⁽ˡ⁾ in front of the step, 1 × n_l. */
  public DoubleMatrix biasesBefore(int layer) {
    return tensor(layer, "bias", before);
  }

  /** W⁽ˡ⁾ behind the step, n_l × n_{l−1}. */
  public DoubleMatrix weightsAfter(int layer) {
    return tensor(layer, "weight", after);
  }

  /** b⁽ˡ⁾ behind the step, 1 × n_l. */
  public DoubleMatrix biasesAfter(int layer) {
    return tensor(layer, "bias", after);
  }

  /** γ or β in front of the step, as {@code scale} and {@code shift}, 1 × n_l. */
  public DoubleMatrix before(int layer, String name) {
    return tensor(layer, name, before);
  }

  /** γ or β behind the step, as {@code scale} and {@code shift}, 1 × n_l. */
  public DoubleMatrix after(int layer, String name) {
    return tensor(layer, name, after);
  }

  private DoubleMatrix tensor(int layer, String name, DoubleMatrix parameters) {
    var slice = architecture.layout().slice("layers." + (layer - 1) + "." + name);
    int columns = slice.shape().extents().getLast();
    return DoubleMatrix.of(
        slice.size() / columns,
        columns,
        (i, j) -> parameters.get(0, slice.offset() + i * columns + j));
  }
}
