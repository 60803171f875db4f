package dev.chainrule.reference;

import dev.chainrule.layer.Dense;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.ParameterLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network computes for a batch, layer by layer, from X = A⁽⁰⁾ to the scores A⁽ᴸ⁾.
 *
 * @param architecture the network
 * @param x X, m × n₀
 * @param layers the layers 1 … L, in order
 */
public record ForwardPass(Architecture architecture, DoubleMatrix x, List<LayerForward> layers) {

  /** Copies the list. */
  public ForwardPass {
    layers = List.copyOf(layers);
  }

  /**
   * Runs a network.
   *
   * @param parameters all parameters in the order of {@link Architecture#layout()}
   * @param x one sample a row
   */
  public static ForwardPass of(Architecture architecture, double[] parameters, DoubleMatrix x) {
    ParameterLayout layout = architecture.layout();
    if (parameters.length != layout.size()) {
      throw new IllegalArgumentException(
          "The network has %d parameters, got %d.".formatted(layout.size(), parameters.length));
    }
    if (x.columns() != architecture.input().size()) {
      throw new IllegalArgumentException(
          "The network takes %d inputs a sample, got rows of %d."
              .formatted(architecture.input().size(), x.columns()));
    }
    List<LayerForward> layers = new ArrayList<>();
    DoubleMatrix a = x;
    for (int l = 1; l <= architecture.layers().size(); l++) {
      String prefix = "layers." + (l - 1) + ".";
      LayerForward layer =
          switch (architecture.layers().get(l - 1)) {
            case Dense dense ->
                LayerForward.of(
                    dense,
                    DoubleMatrix.of(layout.slice(prefix + "weight"), parameters),
                    DoubleMatrix.of(layout.slice(prefix + "bias"), parameters),
                    a);
          };
      layers.add(layer);
      a = layer.a();
    }
    return new ForwardPass(architecture, x, layers);
  }

  /** A⁽ᴸ⁾, m × n_L: what the loss takes. */
  public DoubleMatrix scores() {
    return layers.getLast().a();
  }
}
