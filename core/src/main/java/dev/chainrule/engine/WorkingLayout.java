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
  private final List<DenseAt> layers = new ArrayList<>();

  /** The sizes of a dense layer and the offsets of its weights and biases. */
  record DenseAt(Dense layer, int inputs, int units, int weightAt, int biasAt) {}

  /** The working layout of an architecture. */
  public WorkingLayout(Architecture architecture) {
    layout = architecture.layout();
    for (int l = 0; l < architecture.layers().size(); l++) {
      Layer layer = architecture.layers().get(l);
      String prefix = "layers." + l + ".";
      switch (layer) {
        case Dense dense ->
            layers.add(
                new DenseAt(
                    dense,
                    architecture.shapes().get(l).size(),
                    dense.units(),
                    layout.slice(prefix + "weight").offset(),
                    layout.slice(prefix + "bias").offset()));
        case BatchNorm _, LayerNorm _, Dropout _ ->
            throw new IllegalArgumentException(
                "Layer %d is %s, which the engine does not run yet."
                    .formatted(l + 1, layer.describe()));
      }
    }
  }

  /** How many parameters there are. */
  public int size() {
    return layout.size();
  }

  /** The slices; offsets and sizes hold for the working order too. */
  public List<Slice> slices() {
    return layout.slices();
  }

  List<DenseAt> layers() {
    return layers;
  }

  /** A working copy of the parameters. */
  public float[] working(Parameters parameters) {
    float[] canonical = parameters.toArray();
    float[] working = canonical.clone();
    for (DenseAt at : layers) {
      transpose(canonical, working, at.weightAt(), at.units(), at.inputs());
    }
    return working;
  }

  /** The parameters of a working copy, in canonical order. */
  public Parameters parameters(float[] working) {
    float[] canonical = working.clone();
    for (DenseAt at : layers) {
      transpose(working, canonical, at.weightAt(), at.inputs(), at.units());
    }
    return Parameters.of(layout, canonical);
  }

  /** The slices of one layer, counted from 0. */
  public List<Slice> slices(int layer) {
    String prefix = "layers." + layer + ".";
    return layout.slices().stream().filter(slice -> slice.name().startsWith(prefix)).toList();
  }

  /** The rows×columns matrix of {@code from} → its transpose in {@code to}, at the same offset. */
  private static void transpose(float[] from, float[] to, int at, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[at + j * rows + i] = from[at + i * columns + j];
      }
    }
  }
}
