package dev.chainrule.network;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers of a network in order: plain data, without parameters. With no hidden layer it is
 * linear, logistic or softmax regression, by the loss that it is trained with.
 *
 * @param input the shape of one sample
 * @param layers at least one; the last gives the scores
 */
public record Architecture(Shape input, List<Layer> layers) {

  /** Checks that each layer takes what the one before gives. */
  public Architecture {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "A network needs at least one layer, the one that gives the scores.");
    }
    Shape shape = input;
    for (Layer layer : layers) {
      shape = layer.outputShape(shape);
    }
    if (layers.getLast() instanceof Dropout) {
      throw new IllegalArgumentException(
          "Layer %d, the last, is dropout, which would drop scores: end the network in the layer before it."
              .formatted(layers.size()));
    }
  }

  /** A network that takes vectors of {@code inputs} numbers. */
  public static Architecture of(int inputs, Layer... layers) {
    return new Architecture(Shape.vector(inputs), List.of(layers));
  }

  /** Dense hidden layers of one activation in front of {@code outputs} raw scores. */
  public static Architecture dense(
      int inputs, List<Integer> hidden, Activation activation, int outputs) {
    List<Layer> layers = new ArrayList<>();
    hidden.forEach(units -> layers.add(Dense.of(units, activation)));
    layers.add(Dense.of(outputs));
    return new Architecture(Shape.vector(inputs), layers);
  }

  /** The shapes n₀, n₁ … n_L: one more than there are layers. */
  public List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>(List.of(input));
    layers.forEach(layer -> shapes.add(layer.outputShape(shapes.getLast())));
    return List.copyOf(shapes);
  }

  /** The shape of the scores of one sample. */
  public Shape output() {
    return shapes().getLast();
  }

  /**
   * All parameter tensors, named {@code layers.0.weight}, {@code layers.0.bias}, {@code
   * layers.1.weight} …; those of a normalisation {@code scale}, {@code shift}, {@code mean}, {@code
   * variance}.
   */
  public ParameterLayout layout() {
    List<ParameterLayout.Spec> specs = new ArrayList<>();
    List<Shape> shapes = shapes();
    for (int l = 0; l < layers.size(); l++) {
      specs.addAll(layers.get(l).parameters("layers." + l + ".", shapes.get(l)));
    }
    return ParameterLayout.of(specs);
  }

  /** How few rows a batch may have in training: 2 where there is batch norm, else 1. */
  public int leastRows() {
    return layers.stream().anyMatch(BatchNorm.class::isInstance) ? BatchNorm.LEAST_ROWS : 1;
  }

  /** The tensors of one layer, counted from 1, at their places in the {@link #layout}. */
  public List<ParameterLayout.Slice> slices(int layer) {
    String prefix = "layers." + (layer - 1) + ".";
    return layout().slices().stream().filter(slice -> slice.name().startsWith(prefix)).toList();
  }

  /**
   * Checks that this network ends as {@code loss} wants it: in raw scores where the loss owns the
   * link.
   */
  public void requireEndsFor(Loss loss) {
    Activation last = layers.getLast().activation();
    if (loss.link() != Loss.Link.IDENTITY && !(last instanceof Activation.Identity)) {
      throw new IllegalArgumentException(
          "Layer %d ends in %s, but the loss %s applies its %s itself: end the network in identity."
              .formatted(
                  layers.size(),
                  last.label(),
                  loss.label(),
                  loss.link().name().toLowerCase(java.util.Locale.ROOT)));
    }
    if (loss.link() == Loss.Link.SOFTMAX && output().size() < 2) {
      throw new IllegalArgumentException(
          "The loss cce needs at least 2 scores, this network gives 1: use bce, or one output a class.");
    }
    if (loss instanceof Loss.Quantile(List<Double> levels)
        && output().size() % levels.size() != 0) {
      throw new IllegalArgumentException(
          "The loss %s needs one output a level, %d for each target, this network gives %d."
              .formatted(loss.label(), levels.size(), output().size()));
    }
  }
}
