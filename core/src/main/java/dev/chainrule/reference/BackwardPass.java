package dev.chainrule.reference;

import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The gradients of a batch, found layer by layer from the scores back to the input.
 *
 * @param layers the layers 1 … L, in order
 */
public record BackwardPass(List<LayerBackward> layers) {

  /** Copies the list. */
  public BackwardPass {
    layers = List.copyOf(layers);
  }

  /** Propagates ∂ℒ/∂scores, m × n_L, back through the layers L … 1 of a forward pass. */
  public static BackwardPass of(ForwardPass forward, DoubleMatrix scoreGradient) {
    ArrayDeque<LayerBackward> layers = new ArrayDeque<>();
    DoubleMatrix gradient = scoreGradient;
    for (LayerForward layer : forward.layers().reversed()) {
      layers.addFirst(LayerBackward.of(layer, gradient));
      gradient = layers.getFirst().inputGradient();
    }
    return new BackwardPass(List.copyOf(layers));
  }

  /** ∂ℒ/∂X = δ⁽¹⁾W⁽¹⁾, m × n₀: the saliency of each input. */
  public DoubleMatrix inputGradient() {
    return layers.getFirst().inputGradient();
  }

  /** ∂ℒ/∂θ as one array in the order of the layout: W⁽¹⁾ row by row, b⁽¹⁾, W⁽²⁾ … */
  public double[] gradient() {
    return layers.stream().flatMapToDouble(layer -> DoubleStream.of(layer.gradient())).toArray();
  }
}
