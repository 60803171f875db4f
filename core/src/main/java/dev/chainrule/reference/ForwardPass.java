package dev.chainrule.reference;

import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.layer.Mode;
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

  /** Runs a finished network: {@link Mode.Evaluation}. */
  public static ForwardPass of(Architecture architecture, double[] parameters, DoubleMatrix x) {
    return of(architecture, parameters, x, Mode.evaluation());
  }

  /**
   * Runs a network.
   *
   * @param parameters all parameters in the order of {@link Architecture#layout()}
   * @param x one sample a row
   * @param mode what batch norm and dropout do
   */
  public static ForwardPass of(
      Architecture architecture, double[] parameters, DoubleMatrix x, Mode mode) {
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
      LayerForward layer =
          layer(
              architecture.layers().get(l - 1),
              new LayerParameters(layout, parameters, l - 1),
              a,
              mode);
      layers.add(layer);
      a = layer.a();
    }
    return new ForwardPass(architecture, x, layers);
  }

  /** Runs one layer. */
  private static LayerForward layer(
      Layer layer, LayerParameters parameters, DoubleMatrix input, Mode mode) {
    return switch (layer) {
      case Dense dense ->
          DenseForward.of(dense, parameters.tensor("weight"), parameters.tensor("bias"), input);
      case BatchNorm norm -> BatchNormForward.of(norm, parameters, input, mode);
      case LayerNorm norm ->
          LayerNormForward.of(norm, parameters.tensor("scale"), parameters.tensor("shift"), input);
      case Dropout dropout -> DropoutForward.of(dropout, parameters.layer(), input, mode);
    };
  }

  /** A⁽ᴸ⁾, m × n_L: what the loss takes. */
  public DoubleMatrix scores() {
    return layers.getLast().a();
  }

  /**
   * The parameters with the running statistics moved on by this pass, which an evaluation leaves as
   * they are.
   *
   * @param parameters θ, left as it is
   */
  public double[] withRunningStatistics(double[] parameters) {
    double[] moved = parameters.clone();
    for (int l = 0; l < layers.size(); l++) {
      if (layers.get(l) instanceof BatchNormForward norm) {
        LayerParameters before = new LayerParameters(architecture.layout(), parameters, l);
        before.put("mean", norm.meanAfter(before.tensor("mean")), moved);
        before.put("variance", norm.varianceAfter(before.tensor("variance")), moved);
      }
    }
    return moved;
  }
}
