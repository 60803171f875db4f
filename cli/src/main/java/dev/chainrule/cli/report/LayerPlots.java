package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Axis;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.model.Diagnosis.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One figure of every layer over the epochs: a small plot a layer, all with the same axes, so that
 * layers are compared by eye and no colour is needed to tell them apart.
 *
 * @param id names the drawings within their page
 * @param name what is drawn, for those who do not see it
 * @param layers the numbers of the layers to draw
 * @param figures of all layers
 * @param value what is drawn of them
 * @param scale of the vertical axis
 */
record LayerPlots(
    String id,
    String name,
    List<Integer> layers,
    List<Figures> figures,
    ToDoubleFunction<Figures> value,
    Scale scale) {

  /** How values become heights. */
  enum Scale {
    /** Logarithmic if values differ by much and are not all 0. */
    SIZE,
    /** From 0 to 1. */
    SHARE
  }

  private static final int WIDTH = 167;
  private static final int HEIGHT = 190;
  private static final int MOST_POINTS = 250;
  private static final int MOST_TICKS = 7;
  private static final double LOGARITHMIC_FROM = 15;
  private static final Axis SHARES = new Axis(0, 1, false, List.of(0.0, 0.25, 0.5, 0.75, 1.0));

  /** Draws all plots. */
  void draw(Markup page) {
    Axis x = Axis.exactly(1, figures.getLast().epoch(), 2);
    Axis y = vertical();
    page.open("div", "class", "panels");
    layers.forEach(layer -> draw(page, layer, x, y));
    page.close("div");
  }

  /** Whether the vertical axis is logarithmic. */
  boolean logarithmic() {
    return vertical().logarithmic();
  }

  private Axis vertical() {
    if (scale == Scale.SHARE) {
      return SHARES;
    }
    double[] sizes = figures.stream().mapToDouble(value).filter(Double::isFinite).toArray();
    double[] positive = Arrays.stream(sizes).filter(size -> size > 0).sorted().toArray();
    if (positive.length == 0) {
      return SHARES;
    }
    double low = positive[0];
    double high = positive[positive.length - 1];
    return high / low > LOGARITHMIC_FROM
        ? thinned(Axis.logarithmic(low, high, 3))
        : Axis.around(0, high, 3);
  }

  /** So many ticks as have room. */
  private static Axis thinned(Axis axis) {
    int step = Math.ceilDiv(axis.ticks().size(), MOST_TICKS);
    List<Double> ticks =
        IntStream.range(0, axis.ticks().size())
            .filter(i -> i % step == 0)
            .mapToObj(axis.ticks()::get)
            .toList();
    return new Axis(axis.from(), axis.to(), axis.logarithmic(), ticks);
  }

  private void draw(Markup page, int layer, Axis x, Axis y) {
    List<Figures> own = figures.stream().filter(it -> it.layer() == layer).toList();
    Frame frame = new Frame(id + "-layer-" + layer, "small", WIDTH, HEIGHT, 46, 30, 10, 46);
    frame.begin(page, "Layer %d: %s by epoch".formatted(layer, name), description(own));
    frame.axes(page, x, "epoch", y, "layer " + layer);
    page.empty("path", "class", "curve training", "d", path(frame, own, x, y));
    frame.end(page);
  }

  /** A line through all values that the axis has; it breaks where one has none. */
  private String path(Frame frame, List<Figures> own, Axis x, Axis y) {
    int step = Math.ceilDiv(own.size(), MOST_POINTS);
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < own.size(); i++) {
      if (i % step != 0 && i != own.size() - 1) {
        continue;
      }
      double size = value.applyAsDouble(own.get(i));
      boolean visible = Double.isFinite(size) && (size > 0 || !y.logarithmic());
      if (visible) {
        path.append(drawing ? 'L' : 'M')
            .append(Frame.number(frame.x(x, own.get(i).epoch())))
            .append(' ')
            .append(Frame.number(frame.y(y, size)));
        path.append(drawing ? "" : "h0.1");
      }
      drawing = visible;
    }
    return path.toString();
  }

  private String description(List<Figures> own) {
    return "From %s in epoch %s to %s in epoch %s."
        .formatted(
            Numbers.significant(value.applyAsDouble(own.getFirst()), 3),
            Numbers.count(own.getFirst().epoch()),
            Numbers.significant(value.applyAsDouble(own.getLast()), 3),
            Numbers.count(own.getLast().epoch()));
  }
}
