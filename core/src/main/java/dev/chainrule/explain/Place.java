package dev.chainrule.explain;

import dev.chainrule.tensor.ParameterLayout.Slice;

/** What a gradient is taken by; units, inputs and rows are counted from 1, as layers are. */
public sealed interface Place {

  /** w_jk of a layer: the weight from input k into unit j. */
  record Weight(int layer, int unit, int input) implements Place {
    @Override
    public String toString() {
      return "layer " + layer + ", unit " + unit + ", weight of input " + input;
    }
  }

  /** b_j of a layer. */
  record Bias(int layer, int unit) implements Place {
    @Override
    public String toString() {
      return "layer " + layer + ", unit " + unit + ", bias";
    }
  }

  /** Any other parameter that each unit of a layer has one of, by the name of its tensor. */
  record PerUnit(int layer, int unit, String tensor) implements Place {
    @Override
    public String toString() {
      return "layer " + layer + ", unit " + unit + ", " + tensor;
    }
  }

  /** x_ik: input k of sample i. */
  record Input(int row, int input) implements Place {
    @Override
    public String toString() {
      return "row " + row + ", input " + input;
    }
  }

  /**
   * The place of one number of a parameter tensor.
   *
   * @param slice a tensor named as {@link dev.chainrule.network.Architecture#layout()} names it,
   *     such as {@code layers.0.weight}
   * @param index from 0, row by row
   */
  static Place of(Slice slice, int index) {
    String[] name = slice.name().split("\\.", 3);
    int layer = Integer.parseInt(name[1]) + 1;
    int columns = slice.shape().extents().getLast();
    if (slice.shape().extents().size() > 1) {
      return new Weight(layer, index / columns + 1, index % columns + 1);
    }
    return name[2].equals("bias")
        ? new Bias(layer, index + 1)
        : new PerUnit(layer, index + 1, name[2]);
  }
}
