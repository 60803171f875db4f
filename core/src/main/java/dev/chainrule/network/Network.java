package dev.chainrule.network;

import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.Parameters;
import dev.chainrule.tensor.RandomStreams;
import java.util.Locale;

/**
 * An architecture and its frozen parameters.
 *
 * @param architecture the layers
 * @param parameters their weights and biases
 */
public record Network(Architecture architecture, Parameters parameters) {

  /** Checks that the parameters are those of the architecture. */
  public Network {
    if (!parameters.layout().equals(architecture.layout())) {
      throw new IllegalArgumentException(
          "The parameters were laid out for another architecture than the one given.");
    }
  }

  /** A network before training, its weights drawn from a seed. */
  public static Network initialize(Architecture architecture, long seed) {
    return new Network(
        architecture, Parameters.initialize(architecture.layout(), new RandomStreams(seed)));
  }

  /** A network with the given values, in layout order: W⁽¹⁾ row by row, b⁽¹⁾, W⁽²⁾ … */
  public static Network of(Architecture architecture, float... values) {
    return new Network(architecture, Parameters.of(architecture.layout(), values));
  }

  /** A table of the layers with shapes and parameter counts. */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    String row = "%-7s %-28s %10s %12s%n";
    table.append(row.formatted("layer", "kind", "output", "parameters"));
    table.append(row.formatted("0", "input", architecture.input(), 0));
    for (int l = 0; l < architecture.layers().size(); l++) {
      int count = architecture.slices(l + 1).stream().mapToInt(ParameterLayout.Slice::size).sum();
      table.append(
          row.formatted(
              l + 1,
              architecture.layers().get(l).describe(),
              architecture.shapes().get(l + 1),
              String.format(Locale.ROOT, "%,d", count)));
    }
    return table.append(String.format(Locale.ROOT, "%,d parameters", parameters.size())).toString();
  }
}
