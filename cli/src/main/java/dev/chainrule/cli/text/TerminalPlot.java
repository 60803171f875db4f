package dev.chainrule.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Lines in a plane, drawn with characters: for a look in the terminal. Values that are not finite
 * break a line.
 *
 * {@snippet :
 * String picture =
 *     TerminalPlot.of("epoch", "loss")
 *         .withLine("0.01", epochs, losses)
 *         .withLine("0.1", epochs, others)
 *         .draw(60, 12, Glyphs.UNICODE);
 * }
 */
public final class TerminalPlot {

  private static final int FEWEST_COLUMNS = 24;
  private static final int FEWEST_ROWS = 4;

  private final String xName;
  private final String yName;
  private final boolean logarithmicX;
  private final boolean logarithmicY;
  private final List<Line> lines;

  /** One line: its name, and its points by rising x. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Line(String name, double[] x, double[] y) {}

  private TerminalPlot(
      String xName, String yName, boolean logarithmicX, boolean logarithmicY, List<Line> lines) {
    this.xName = xName;
    this.yName = yName;
    this.logarithmicX = logarithmicX;
    this.logarithmicY = logarithmicY;
    this.lines = lines;
  }

  /** An empty plot with the names of its axes. */
  public static TerminalPlot of(String xName, String yName) {
    return new TerminalPlot(xName, yName, false, false, List.of());
  }

  /**
   * The same plot with one line more. A mark stands at each of its points, dots between them.
   *
   * @param name for the key below the plot; empty for none
   * @param x rising
   * @param y as many
   */
  public TerminalPlot withLine(String name, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "A line has as many x as y, got %d and %d.".formatted(x.length, y.length));
    }
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(name, x.clone(), y.clone()));
    return new TerminalPlot(xName, yName, logarithmicX, logarithmicY, List.copyOf(more));
  }

  /** The same plot with equal ratios of x equally long; points with x ≤ 0 are left out. */
  public TerminalPlot withLogarithmicX() {
    return new TerminalPlot(xName, yName, true, logarithmicY, lines);
  }

  /** The same plot with equal ratios of y equally long; points with y ≤ 0 are left out. */
  public TerminalPlot withLogarithmicY() {
    return new TerminalPlot(xName, yName, logarithmicX, true, lines);
  }

  /**
   * The plot as lines of text, parted by {@code \n}: the name of the vertical axis, {@code rows}
   * rows, the horizontal axis with its name, and a key to the lines that have names.
   *
   * @param columns how long a line of text may be; at least 24 are taken
   * @param rows at least 4 are taken
   */
  public String draw(int columns, int rows, Glyphs glyphs) {
    double[] xs = visible(true);
    double[] ys = visible(false);
    if (xs.length == 0) {
      return "(nothing to plot)";
    }
    Axis y =
        logarithmicY
            ? Axis.logarithmic(low(ys), high(ys), 4)
            : Axis.around(low(ys), high(ys), Math.clamp(rows / 3, 2, 5));
    PlotCanvas canvas =
        new PlotCanvas(
            xAxis(xs, columns),
            y,
            Math.max(FEWEST_COLUMNS, columns),
            Math.max(FEWEST_ROWS, rows),
            glyphs);
    for (int line = lines.size() - 1; line >= 0; line--) { // the first is on top
      canvas.draw(lines.get(line), glyphs.markOf(line));
    }
    StringBuilder text = new StringBuilder(yName).append(logarithmicY ? ", log scale" : "");
    text.append('\n').append(canvas.text(xName + (logarithmicX ? ", log scale" : "")));
    for (int line = 0; line < lines.size(); line++) {
      if (!lines.get(line).name().isEmpty()) {
        text.append("\n  ").append(glyphs.markOf(line)).append(' ').append(lines.get(line).name());
      }
    }
    return text.toString();
  }

  private Axis xAxis(double[] xs, int columns) {
    int ticks = Math.max(2, columns / 12);
    if (logarithmicX) {
      return Axis.logarithmic(low(xs), high(xs), ticks);
    }
    boolean whole = Arrays.stream(xs).allMatch(x -> x == Math.rint(x) && Math.abs(x) < 1e9);
    return whole
        ? Axis.exactly((int) low(xs), (int) high(xs), ticks)
        : Axis.around(low(xs), high(xs), ticks);
  }

  /** The x or the y of all points that can be seen. */
  private double[] visible(boolean horizontal) {
    DoubleStream.Builder values = DoubleStream.builder();
    for (Line line : lines) {
      for (int i = 0; i < line.x().length; i++) {
        if (canBeSeen(line.x()[i], logarithmicX) && canBeSeen(line.y()[i], logarithmicY)) {
          values.add(horizontal ? line.x()[i] : line.y()[i]);
        }
      }
    }
    return values.build().toArray();
  }

  private static boolean canBeSeen(double value, boolean logarithmic) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  private static double low(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double high(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
