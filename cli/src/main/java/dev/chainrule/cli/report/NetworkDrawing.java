package dev.chainrule.cli.report;

import dev.chainrule.cli.document.Digits;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.cli.document.NetworkPicture;
import dev.chainrule.cli.document.NetworkPicture.Column;
import dev.chainrule.cli.document.NetworkPicture.Edge;
import dev.chainrule.cli.document.NetworkPicture.Unit;
import dev.chainrule.cli.document.TextPrinter;
import java.util.function.ToDoubleFunction;

/**
 * A network as a drawing: columns of units with their activations, edges as thick as their weight
 * or gradient is large, solid where it is positive and dashed where it is negative. Two drawings
 * stand one on the other, and a choice above says which is seen.
 */
final class NetworkDrawing {

  private static final int RADIUS = 25;
  private static final int GAP = 92;
  private static final int MOST_LABELS = 24;
  private static final double THICKEST = 6;

  private final NetworkPicture network;
  private final Digits digits;

  NetworkDrawing(NetworkPicture network, Digits digits) {
    this.network = network;
    this.digits = new Digits(Math.min(3, digits.count()));
  }

  /** Writes the choice, the drawings for wide and for narrow pages, and what they show. */
  void write(Page page) {
    Markup markup = page.markup();
    markup.open("div", "class", "network");
    choice(markup, "weights", true);
    choice(markup, "gradients", false);
    page.figure(
        drawing -> {
          drawing.open(
              "div",
              "class",
              "scroll",
              "role",
              "region",
              "aria-label",
              "Drawing of the network",
              "tabindex",
              "0");
          draw(
              drawing, "wide", Math.clamp(640 / Math.max(1, network.layers().size() - 1), 96, 230));
          draw(
              drawing,
              "narrow",
              Math.clamp(250 / Math.max(1, network.layers().size() - 1), 84, 125));
          drawing.close("div");
        },
        "The network of step 1. Each unit shows its activation for the first row, each edge its"
            + " weight or the gradient of the loss by it: the larger, the thicker; solid is"
            + " positive, dashed negative.");
    markup.close("div");
  }

  private static void choice(Markup page, String what, boolean chosen) {
    String id = "show-" + what;
    if (chosen) {
      page.empty(
          "input", "type", "radio", "name", "edges", "id", id, "class", "choice", "checked",
          "checked");
    } else {
      page.empty("input", "type", "radio", "name", "edges", "id", id, "class", "choice");
    }
    page.leaf("label", what, "for", id);
  }

  private int rows() {
    return network.layers().stream()
        .mapToInt(column -> column.units().size() + (isCut(column) ? 1 : 0))
        .max()
        .orElse(1);
  }

  private static boolean isCut(Column column) {
    return column.count() > column.units().size();
  }

  private void draw(Markup page, String size, int across) {
    int width = across * (network.layers().size() - 1) + 2 * RADIUS + 60;
    int height = rows() * GAP + 34;
    String id = "network-" + size;
    page.open(
            "svg",
            "class",
            "plot nodes " + size,
            "viewBox",
            "0 0 " + width + " " + height,
            "width",
            String.valueOf(width),
            "height",
            String.valueOf(height),
            "role",
            "img",
            "aria-labelledby",
            id + "-title " + id + "-desc")
        .leaf("title", "The network", "id", id + "-title")
        .leaf("desc", description(), "id", id + "-desc");
    edges(page, "weights", across, Edge::weight);
    edges(page, "gradients", across, Edge::gradient);
    for (int layer = 0; layer < network.layers().size(); layer++) {
      column(page, layer, across);
    }
    page.close("svg");
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    for (Column column : network.layers()) {
      text.append(column.title()).append(": ").append(column.count());
      text.append(column.count() == 1 ? " unit. " : " units. ");
    }
    return text.toString().strip();
  }

  // ---------------------------------------------------------------- units

  private double x(int layer, int across) {
    return RADIUS + 30 + (double) layer * across;
  }

  private double y(int layer, int unit) {
    Column column = network.layers().get(layer);
    int own = column.units().size() + (isCut(column) ? 1 : 0);
    return 20 + GAP * (unit + 0.5 + (rows() - own) / 2.0);
  }

  private void column(Markup page, int layer, int across) {
    Column column = network.layers().get(layer);
    String title = layer == 0 ? "input" : "layer " + layer;
    Frame.text(page, x(layer, across), 14, "middle", title);
    for (int unit = 0; unit < column.units().size(); unit++) {
      unit(page, column.units().get(unit), x(layer, across), y(layer, unit), layer);
    }
    if (isCut(column)) {
      double y = y(layer, column.units().size());
      Frame.text(page, x(layer, across), y - 8, "middle", "⋮");
      Frame.text(
          page,
          x(layer, across),
          y + 12,
          "middle",
          "%,d more".formatted(column.count() - column.units().size()));
    }
  }

  private void unit(Markup page, Unit unit, double x, double y, int layer) {
    page.open("g", "class", "unit")
        .empty("circle", "cx", Frame.number(x), "cy", Frame.number(y), "r", String.valueOf(RADIUS));
    Frame.text(page, x, y + 4, "middle", text(Formula.number(unit.value())));
    Frame.text(page, x, y + RADIUS + 15, "middle", text(unit.name()));
    page.close("g");
    String above = layer == 0 ? "" : "b = " + text(Formula.number(unit.bias()));
    String gradient = (layer == 0 ? "∂x = " : "∂b = ") + text(Formula.number(unit.biasGradient()));
    aside(page, "weights", x, y, above);
    aside(page, "gradients", x, y, gradient);
  }

  private static void aside(Markup page, String of, double x, double y, String content) {
    if (!content.isEmpty()) {
      page.open("g", "class", "aside " + of);
      Frame.text(page, x, y - RADIUS - 5, "middle", content);
      page.close("g");
    }
  }

  private String text(Formula formula) {
    return TextPrinter.line(formula, digits);
  }

  // ---------------------------------------------------------------- edges

  private void edges(Markup page, String of, int across, ToDoubleFunction<Edge> value) {
    double largest =
        network.edges().stream()
            .mapToDouble(edge -> Math.abs(value.applyAsDouble(edge)))
            .max()
            .orElse(1);
    page.open("g", "class", "edges " + of);
    for (Edge edge : network.edges()) {
      double size = value.applyAsDouble(edge);
      double share = largest == 0 ? 0 : Math.abs(size) / largest;
      page.open(
              "line",
              "class",
              size < 0 ? "edge negative" : "edge positive",
              "x1",
              Frame.number(x(edge.layer() - 1, across) + RADIUS),
              "y1",
              Frame.number(y(edge.layer() - 1, edge.from())),
              "x2",
              Frame.number(x(edge.layer(), across) - RADIUS),
              "y2",
              Frame.number(y(edge.layer(), edge.to())),
              "style",
              "stroke-width:" + Frame.number(0.6 + (THICKEST - 0.6) * share))
          .leaf("title", text(edge.name()) + ": " + text(Formula.number(size)))
          .close("line");
    }
    if (network.edges().size() <= MOST_LABELS) {
      network.edges().forEach(edge -> label(page, edge, across, value.applyAsDouble(edge)));
    }
    page.close("g");
  }

  /** The number of an edge, nearer to where it begins, where edges lie further apart. */
  private void label(Markup page, Edge edge, int across, double value) {
    double t = network.layers().get(edge.layer()).units().size() == 1 ? 0.45 : 0.3;
    double fromX = x(edge.layer() - 1, across) + RADIUS;
    double toX = x(edge.layer(), across) - RADIUS;
    double fromY = y(edge.layer() - 1, edge.from());
    double toY = y(edge.layer(), edge.to());
    Frame.text(
        page,
        fromX + t * (toX - fromX),
        fromY + t * (toY - fromY) + 4,
        "middle",
        text(Formula.number(value)));
  }
}
