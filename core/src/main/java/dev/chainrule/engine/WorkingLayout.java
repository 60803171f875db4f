package dev.chainrule.engine;

import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.ParameterLayout.Slice;
import dev.chainrule.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * How the engine stores parameters while it works: the slices of {@link Parameters} at their
 * places, but each weight matrix transposed, W as inputs×units, so that a forward pass streams
 * through it for any number of rows.
 *
 * <p>Everything outside the engine sees the canonical order, units×inputs.
 */
public final class WorkingLayout {

  private final ParameterLayout layout;
  private final List<LayerAt> layers = new ArrayList<>();

  /** A layer with its sizes and the offsets of its tensors. */
  sealed interface LayerAt {}

  /** The sizes of a dense layer and the offsets of its weights and biases. */
  record DenseAt(Dense layer, int inputs, int units, int weightAt, int biasAt) implements LayerAt {}

  /** The size of a batch norm and the offsets of its tensors. */
  record BatchNormAt(
      BatchNorm layer, int units, int scaleAt, int shiftAt, int meanAt, int varianceAt)
      implements LayerAt {}

  /** The size of a layer norm and the offsets of its tensors. */
  record LayerNormAt(LayerNorm layer, int units, int scaleAt, int shiftAt) implements LayerAt {}

  /** The size of a dropout and the number of the layer, counted from 0. */
  record DropoutAt(Dropout layer, int units, int number) implements LayerAt {}

  /** The working layout of an architecture. */
  public WorkingLayout(Architecture architecture) {
    layout = architecture.layout();
    for (int l = 0; l < architecture.layers().size(); l++) {
      layers.add(place(architecture.layers().get(l), l, architecture.shapes().get(l).size()));
    }
  }

  private LayerAt place(Layer layer, int number, int inputs) {
    return switch (layer) {
      case Dense dense ->
          new DenseAt(
              dense, inputs, dense.units(), offset(number, "weight"), offset(number, "bias"));
      case BatchNorm norm ->
          new BatchNormAt(
              norm,
              inputs,
              offset(number, "scale"),
              offset(number, "shift"),
              offset(number, "mean"),
              offset(number, "variance"));
      case LayerNorm norm ->
          new LayerNormAt(norm, inputs, offset(number, "scale"), offset(number, "shift"));
      case Dropout dropout -> new DropoutAt(dropout, inputs, number);
    };
  }

  private int offset(int layer, String tensor) {
    return layout.slice("layers." + layer + "." + tensor).offset();
  }

  /** How many parameters there are. */
  public int size() {
    return layout.size();
  }

  /** The slices; offsets and sizes hold for the working order too. */
  public List<Slice> slices() {
    return layout.slices();
  }

  List<LayerAt> layers() {
    return layers;
  }

  /** The dense layers, in order. */
  List<DenseAt> dense() {
    return layers.stream().filter(DenseAt.class::isInstance).map(DenseAt.class::cast).toList();
  }

  /** A working copy of the parameters. */
  public float[] working(Parameters parameters) {
    float[] working = parameters.toArray();
    for (DenseAt at : dense()) {
      transpose(parameters::get, working, at.weightAt(), at.units(), at.inputs());
    }
    return working;
  }

  /** The parameters of a working copy, in canonical order. */
  public Parameters parameters(float[] working) {
    return Parameters.filled(
        layout,
        canonical -> {
          System.arraycopy(working, 0, canonical, 0, working.length);
          for (DenseAt at : dense()) {
            transpose(i -> working[i], canonical, at.weightAt(), at.inputs(), at.units());
          }
        });
  }

  /** Values by position; read one by one, so that a large network is not copied once more. */
  private interface Values {
    float at(int i);
  }

  /** The rows×columns matrix of {@code from} → its transpose in {@code to}, at the same offset. */
  private static void transpose(Values from, float[] to, int at, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[at + j * rows + i] = from.at(at + i * columns + j);
      }
    }
  }
}
