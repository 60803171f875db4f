package dev.chainrule.engine;

import java.util.ArrayList;
import java.util.List;

/** Some parts of the gradient of a layer: {@code from} to before {@code to}. */
record GradientBlock(int layer, int from, int to) {

  /** A block has at most about so many weights. */
  private static final int LARGEST = 1 << 20;

  /**
   * Cuts the gradients of layers into blocks of about equal work, two a thread or more. The sums
   * over the rows run in vectors of units, and in vectors of inputs where there are but one or two
   * units: then a block has some vectors of inputs.
   *
   * @param parameters how many parameters the layers have together
   */
  static List<GradientBlock> of(LayerWork[] layers, int parameters, int threads) {
    int share = Math.min(LARGEST, Math.ceilDiv(parameters, 2 * threads));
    List<GradientBlock> blocks = new ArrayList<>();
    for (int l = 0; l < layers.length; l++) {
      int parts = layers[l].gradientParts();
      int units = layers[l].units();
      int unit = units <= 2 ? 64 : 8;
      int step = threads == 1 ? parts : unit * Math.ceilDiv(Math.ceilDiv(share, units), unit);
      for (int from = 0; from < parts; from += step) {
        blocks.add(new GradientBlock(l, from, Math.min(parts, from + step)));
      }
    }
    return blocks;
  }
}
