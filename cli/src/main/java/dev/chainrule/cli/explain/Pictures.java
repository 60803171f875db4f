package dev.chainrule.cli.explain;

import dev.chainrule.cli.document.Formula;
import dev.chainrule.cli.document.NetworkPicture;
import dev.chainrule.cli.document.NetworkPicture.Column;
import dev.chainrule.cli.document.NetworkPicture.Edge;
import dev.chainrule.cli.document.NetworkPicture.Unit;
import dev.chainrule.explain.DescentStep;
import dev.chainrule.reference.DenseForward;
import java.util.ArrayList;
import java.util.List;

/** The drawing of a network with the numbers of one step, for the first row. */
final class Pictures {

  private Pictures() {}

  static NetworkPicture of(Look look, DescentStep step) {
    List<Column> columns = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int layer = 0; layer <= look.layers(); layer++) {
      List<Unit> units = new ArrayList<>();
      for (int unit = 0; unit < look.shown(look.units(layer)); unit++) {
        units.add(unit(look, step, layer, unit));
        for (int from = 0; layer > 0 && from < look.shown(look.units(layer - 1)); from++) {
          if (look.isDense(layer)) {
            edges.add(edge(look, step, layer, from, unit));
          } else if (from == unit) {
            edges.add(NormChapter.edge(look, step, layer, unit));
          }
        }
      }
      String title = layer == 0 ? "input" : "layer " + layer + ", " + look.title(layer);
      columns.add(new Column(title, units, look.units(layer)));
    }
    return new NetworkPicture(columns, edges);
  }

  private static Unit unit(Look look, DescentStep step, int layer, int unit) {
    Formula name = look.notation().a(layer, 0, unit);
    double value = step.pass().a(layer).get(0, unit);
    if (layer == 0) {
      return new Unit(name, value, 0, step.pass().inputGradient().get(0, unit));
    }
    return !look.isDense(layer)
        ? NormChapter.unit(look, step, layer, unit)
        : new Unit(
            name,
            value,
            step.biasesBefore(layer).get(0, unit),
            step.pass().biasGradient(layer).get(0, unit));
  }

  private static Edge edge(Look look, DescentStep step, int layer, int from, int unit) {
    return new Edge(
        layer,
        from,
        unit,
        look.notation().weight(layer, unit, from),
        ((DenseForward) step.pass().forward().layers().get(layer - 1)).weights().get(unit, from),
        step.pass().weightGradient(layer).get(unit, from));
  }
}
