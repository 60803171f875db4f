package dev.chainrule.cli.document;

import java.util.List;

/**
 * A network to be drawn: columns of units, from the input to the output, and edges between them.
 *
 * @param layers layer 0 is the input
 * @param edges only between units that are shown
 */
public record NetworkPicture(List<Column> layers, List<Edge> edges) {

  /** Copies the lists. */
  public NetworkPicture {
    layers = List.copyOf(layers);
    edges = List.copyOf(edges);
  }

  /**
   * One layer.
   *
   * @param title such as "layer 1, sigmoid"
   * @param units those that are shown
   * @param count how many there are
   */
  public record Column(String title, List<Unit> units, int count) {
    /** Copies the list. */
    public Column {
      units = List.copyOf(units);
    }
  }

  /**
   * One unit.
   *
   * @param name such as {@code a⁽¹⁾₂} or the name of an input
   * @param value its activation
   * @param bias b, 0 for inputs
   * @param biasGradient ∂ℒ/∂b, which is δ; for inputs ∂ℒ/∂x
   */
  public record Unit(Formula name, double value, double bias, double biasGradient) {}

  /**
   * One weight.
   *
   * @param layer of the unit it leads to, from 1
   * @param from the index of a unit of the layer below, from 0, among those that are shown
   * @param to the index of a unit of the layer, likewise
   * @param weight w
   * @param gradient ∂ℒ/∂w
   */
  public record Edge(int layer, int from, int to, Formula name, double weight, double gradient) {}
}
