package dev.chainrule.explain;

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

  /** x_ik: input k of sample i. */
  record Input(int row, int input) implements Place {
    @Override
    public String toString() {
      return "row " + row + ", input " + input;
    }
  }
}
