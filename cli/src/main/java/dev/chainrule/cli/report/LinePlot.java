package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lines in one plane, told apart by their dashes and marks as well as by their colours, with bands
 * around them where they are uncertain. Values that are not finite break a line.
 *
 * @param id for the drawing; no two of one page are equal
 * @param words what it says in words
 * @param logarithmicX whether equal ratios of x are equally long
 * @param logarithmicY whether equal ratios of y are equally long
 * @param lines the first on top; so many as there are looks are told apart, the others are thin and
 *     grey
 */
public record LinePlot(
    String id, Words words, boolean logarithmicX, boolean logarithmicY, List<Line> lines)
    implements Drawing {

  /** So many lines have a look of their own. */
  public static final int MOST_LOOKS = 8;

  private static final int MOST_POINTS = 400;
  private static final int MARKS = 7;
  private static final double LETTER = 6.7;
  private static final double LEGEND_LINE = 19;

  /**
   * What a plot says in words.
   *
   * @param title what it shows
   * @param description what can be seen, for those who do not
   * @param x the name of the horizontal axis
   * @param y the name of the vertical axis
   */
  public record Words(String title, String description, String x, String y) {}

  /**
   * One line.
   *
   * @param name for the legend; empty for a thin grey line without one
   * @param x rising
   * @param y as many
   * @param margin how far the band reaches to both sides; empty for none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Line(String name, double[] x, double[] y, double... margin) {}

  /** Copies the list. */
  public LinePlot {
    lines = List.copyOf(lines);
  }

  /** Draws the plot for wide and for narrow pages. */
  void draw(Markup page) {
    draw(page, "wide", 790, 380, 62, 10);
    draw(page, "narrow", 350, 310, 52, 4);
  }

  /** Draws the plot once, so wide; the legend comes on top of {@code height}. */
  void draw(Markup page, String size, int width, int height, int left, int ticks) {
    List<Integer> breaks = legendBreaks(width - 4);
    int legend = legendHeight(width);
    Frame frame =
        new Frame(id + "-" + size, size, width, height + legend, left, 24 + legend, 12, 46);
    Axis x = xAxis(ticks);
    double[] shown = logarithmicY ? values(Line::y) : withBands();
    Axis y =
        logarithmicY
            ? Axis.logarithmic(low(shown), high(shown), 5)
            : Axis.closelyAround(low(shown), high(shown), 5);
    frame.begin(page, words.title(), words.description());
    page.open("g", "transform", "translate(0 " + legend + ")");
    Frame inner = new Frame(frame.id(), size, width, height, left, 24, 12, 46);
    inner.axes(
        page,
        x,
        words.x() + (logarithmicX ? ", log scale" : ""),
        y,
        words.y() + (logarithmicY ? ", log scale" : ""));
    for (int line = lines.size() - 1; line >= 0; line--) { // the first is on top
      band(page, inner, x, y, line);
    }
    for (int line = lines.size() - 1; line >= 0; line--) {
      curve(page, inner, x, y, line);
    }
    page.close("g");
    legend(page, breaks);
    frame.end(page);
  }

  /** How high the legend of a plot of that width is. */
  int legendHeight(int width) {
    return (int) ((legendBreaks(width - 4).size() + 1) * LEGEND_LINE) + 8;
  }

  // ---- lines

  private String look(int line) {
    return lines.get(line).name().isEmpty() || line >= MOST_LOOKS ? "other" : "s" + line;
  }

  private void band(Markup page, Frame frame, Axis x, Axis y, int index) {
    Line line = lines.get(index);
    if (line.margin().length == 0) {
      return;
    }
    StringBuilder path = new StringBuilder();
    for (int side = 1; side >= -1; side -= 2) {
      for (int k = 0; k < line.x().length; k++) {
        int i = side > 0 ? k : line.x().length - 1 - k;
        double edge = line.y()[i] + side * line.margin()[i];
        if (!Double.isFinite(edge)) {
          return;
        }
        path.append(path.isEmpty() ? 'M' : 'L')
            .append(Frame.number(frame.x(x, line.x()[i])))
            .append(' ')
            .append(Frame.number(frame.y(y, within(y, edge))));
      }
    }
    page.empty("path", "class", "band " + look(index), "d", path.append('Z').toString());
  }

  private static double within(Axis axis, double value) {
    return Math.clamp(value, axis.from(), axis.to());
  }

  private void curve(Markup page, Frame frame, Axis x, Axis y, int index) {
    Line line = lines.get(index);
    StringBuilder path = new StringBuilder();
    List<double[]> points = new ArrayList<>();
    boolean drawing = false;
    int step = Math.ceilDiv(line.x().length, MOST_POINTS);
    for (int i = 0; i < line.x().length; i++) {
      boolean last = i == line.x().length - 1;
      if (i % step != 0 && !last) {
        continue;
      }
      boolean visible = isVisible(line, i);
      if (visible) {
        double[] point = {frame.x(x, line.x()[i]), frame.y(y, line.y()[i])};
        points.add(point);
        path.append(drawing ? 'L' : 'M')
            .append(Frame.number(point[0]))
            .append(' ')
            .append(Frame.number(point[1]));
      }
      drawing = visible;
    }
    if (path.isEmpty()) {
      return;
    }
    page.empty("path", "class", "curve " + look(index), "d", path.toString());
    if (!look(index).equals("other")) {
      int every = Math.max(1, points.size() / MARKS);
      for (int i = Math.min(every / 2, points.size() - 1); i < points.size(); i += every) {
        mark(page, index, points.get(i)[0], points.get(i)[1]);
      }
    }
  }

  /** A circle, square, triangle or diamond, filled for the first four lines and open for others. */
  private void mark(Markup page, int line, double x, double y) {
    String shape =
        switch (line % 4) {
          case 0 -> "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z";
          case 1 -> "m-3.6 -3.6h7.2v7.2h-7.2z";
          case 2 -> "m0 -4.6l4.4 7.8h-8.8z";
          default -> "m0 -4.8l4.4 4.8l-4.4 4.8l-4.4 -4.8z";
        };
    page.empty(
        "path",
        "class",
        "mark " + look(line) + (line >= 4 ? " open" : ""),
        "d",
        "M" + Frame.number(x) + " " + Frame.number(y) + shape);
  }

  // ---- legend

  private List<Integer> named() {
    List<Integer> named = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      if (!look(line).equals("other")) {
        named.add(line);
      }
    }
    return named;
  }

  private double entryWidth(int line) {
    return 34 + LETTER * lines.get(line).name().length() + 18;
  }

  /** The entries before which a new line of the legend begins. */
  private List<Integer> legendBreaks(double room) {
    List<Integer> breaks = new ArrayList<>();
    double x = 0;
    for (int line : named()) {
      if (x > 0 && x + entryWidth(line) > room) {
        breaks.add(line);
        x = 0;
      }
      x += entryWidth(line);
    }
    return breaks;
  }

  private void legend(Markup page, List<Integer> breaks) {
    double x = 2;
    double y = 14;
    page.open("g", "class", "legend");
    for (int line : named()) {
      if (breaks.contains(line)) {
        x = 2;
        y += LEGEND_LINE;
      }
      page.empty(
          "path",
          "class",
          "curve " + look(line),
          "d",
          "M" + Frame.number(x) + " " + Frame.number(y - 4) + "h28");
      mark(page, line, x + 14, y - 4);
      Frame.text(page, x + 34, y, "start", lines.get(line).name());
      x += entryWidth(line);
    }
    page.close("g");
  }

  // ---- axes

  private Axis xAxis(int ticks) {
    double[] xs = values(Line::x);
    if (logarithmicX) {
      return Axis.logarithmic(low(xs), high(xs), ticks);
    }
    boolean whole = Arrays.stream(xs).allMatch(x -> x == Math.rint(x) && Math.abs(x) < 1e9);
    return whole
        ? Axis.exactly((int) low(xs), (int) high(xs), ticks)
        : Axis.closelyAround(low(xs), high(xs), ticks);
  }

  private double[] values(Function<Line, double[]> part) {
    DoubleStream.Builder values = DoubleStream.builder();
    for (Line line : lines) {
      for (int i = 0; i < line.x().length; i++) {
        if (isVisible(line, i)) {
          values.add(part.apply(line)[i]);
        }
      }
    }
    return values.build().toArray();
  }

  /** The values of all lines, and the edges of their bands. */
  private double[] withBands() {
    DoubleStream edges =
        lines.stream()
            .flatMapToDouble(line ->
                IntStream.range(0, line.margin().length)
                    .mapToObj(i -> new double[] {line.y()[i], line.margin()[i]})
                    .flatMapToDouble(at -> DoubleStream.of(at[0] - at[1], at[0] + at[1])))
            .filter(Double::isFinite);
    return DoubleStream.concat(DoubleStream.of(values(Line::y)), edges).toArray();
  }

  private boolean isVisible(Line line, int i) {
    return Double.isFinite(line.x()[i])
        && Double.isFinite(line.y()[i])
        && (!logarithmicX || line.x()[i] > 0)
        && (!logarithmicY || line.y()[i] > 0);
  }

  private static double low(double[] values) {
    return Arrays.stream(values).min().orElse(0);
  }

  private static double high(double[] values) {
    return Arrays.stream(values).max().orElse(1);
  }
}
