package dev.chainrule.cli;

import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.ParameterLayout.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A network as a table: one line a layer. */
final class Layers {

  private Layers() {}

  /**
   * One layer.
   *
   * @param number 0 for the input
   * @param kind what the layer is
   * @param output the shape of its output for one row
   * @param tensors the shapes of its parameters, such as {@code W 64×11, b 64}
   * @param parameters how many numbers these hold
   */
  record Line(int number, String kind, String output, String tensors, long parameters) {}

  /** All layers, from the input on. */
  static List<Line> of(Architecture architecture) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(0, "input", bare(architecture.input().toString()), "", 0));
    for (int layer = 0; layer < architecture.layers().size(); layer++) {
      List<Slice> own = architecture.slices(layer + 1);
      lines.add(
          new Line(
              layer + 1,
              architecture.layers().get(layer).describe(),
              bare(architecture.shapes().get(layer + 1).toString()),
              own.stream()
                  .map(slice -> symbol(slice) + " " + bare(slice.shape().toString()))
                  .collect(Collectors.joining(", ")),
              own.stream().mapToLong(Slice::size).sum()));
    }
    return lines;
  }

  private static String symbol(Slice slice) {
    return switch (slice.role()) {
      case WEIGHT -> "W";
      case BIAS -> "b";
      case SCALE -> "γ";
      case SHIFT -> "β";
      case RUNNING_MEAN -> "μ";
      case RUNNING_VARIANCE -> "σ²";
    };
  }

  private static String bare(String shape) {
    return shape.replaceAll("[\\[\\]]", "");
  }
}
