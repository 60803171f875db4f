package dev.chainrule.reference;

import dev.chainrule.tensor.ParameterLayout;

/**
 * The parameters of one layer out of all.
 *
 * @param layout where each tensor lies
 * @param values all parameters in the order of the layout
 * @param layer which layer, counted from 0 as in the names of tensors
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record LayerParameters(ParameterLayout layout, double[] values, int layer) {

  /** One tensor of the layer: W as it stands, a vector as a single row. */
  DoubleMatrix tensor(String name) {
    return DoubleMatrix.of(slice(name), values);
  }

  /** Puts a tensor of the layer at its place among all parameters. */
  void put(String name, DoubleMatrix tensor, double[] parameters) {
    double[] all = tensor.toArray();
    System.arraycopy(all, 0, parameters, slice(name).offset(), all.length);
  }

  private ParameterLayout.Slice slice(String name) {
    return layout.slice("layers." + layer + "." + name);
  }
}
