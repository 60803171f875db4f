package dev.chainrule.cli.text;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The cells of a {@link TerminalPlot} between its axes, and the axes around them. */
final class PlotCanvas {

  private final Axis x;
  private final Axis y;
  private final Glyphs glyphs;
  private final int labelWidth;
  private final String[][] cells;

  PlotCanvas(Axis x, Axis y, int columns, int rows, Glyphs glyphs) {
    this.x = x;
    this.y = y;
    this.glyphs = glyphs;
    labelWidth = y.ticks().stream().mapToInt(tick -> Axis.label(tick).length()).max().orElse(1);
    cells = new String[rows][Math.max(8, columns - labelWidth - 2)];
    for (String[] row : cells) {
      Arrays.fill(row, " ");
    }
  }

  private int width() {
    return cells[0].length;
  }

  /** The column of a value. */
  private int column(double value) {
    return (int) Math.round(x.position(value) * (width() - 1));
  }

  /** The row of a value, from the top. */
  private int row(double value) {
    return (int) Math.round((1 - y.position(value)) * (cells.length - 1));
  }

  /**
   * Draws a line: a mark in each column that has points, at their mean height, and dots between
   * these marks.
   */
  void draw(TerminalPlot.Line line, String mark) {
    double[] height = new double[width()];
    int[] points = new int[width()];
    boolean[] broken = new boolean[width()];
    for (int i = 0; i < line.x().length; i++) {
      double position = y.position(line.y()[i]);
      if (!Double.isFinite(x.position(line.x()[i]))) {
        continue;
      }
      int column = column(line.x()[i]);
      if (Double.isFinite(position)) {
        height[column] += position;
        points[column]++;
      } else {
        broken[column] = true;
      }
    }
    int before = -1;
    for (int column = 0; column < width(); column++) {
      if (points[column] > 0) {
        height[column] /= points[column];
        if (before >= 0) {
          connect(before, height[before], column, height[column]);
        }
        before = column;
      }
      if (broken[column]) {
        before = -1;
      }
    }
    for (int column = 0; column < width(); column++) {
      if (points[column] > 0) {
        cells[rowAt(height[column])][column] = mark;
      }
    }
  }

  private int rowAt(double position) {
    return Math.clamp(Math.round((1 - position) * (cells.length - 1)), 0, cells.length - 1);
  }

  /** Dots from one point to the next. */
  private void connect(int from, double fromHeight, int to, double toHeight) {
    int last = rowAt(fromHeight);
    for (int column = from + 1; column <= to; column++) {
      double share = (double) (column - from) / (to - from);
      int row = rowAt(fromHeight + share * (toHeight - fromHeight));
      int step = Integer.signum(row - last);
      for (int between = last + step; between != row && step != 0; between += step) {
        dot(between, column);
      }
      dot(row, column);
      last = row;
    }
  }

  private void dot(int row, int column) {
    if (cells[row][column].equals(" ")) {
      cells[row][column] = glyphs.dot();
    }
  }

  /** The rows with the vertical axis before them, and the horizontal axis with its name below. */
  String text(String xName) {
    StringBuilder text = new StringBuilder();
    String[] labels = new String[cells.length];
    for (double tick : y.ticks()) {
      labels[row(tick)] = Axis.label(tick);
    }
    for (int row = 0; row < cells.length; row++) {
      String label = labels[row] == null ? "" : labels[row];
      String line =
          padded(label)
              + (label.isEmpty() ? glyphs.vertical() : glyphs.verticalTick())
              + String.join("", cells[row]);
      text.append(line.stripTrailing()).append('\n');
    }
    return text.append(axis())
        .append('\n')
        .append(ticks())
        .append('\n')
        .append(name(xName))
        .toString();
  }

  private String padded(String label) {
    return " ".repeat(labelWidth - label.length()) + label + " ";
  }

  private String axis() {
    String[] line = new String[width()];
    Arrays.fill(line, glyphs.horizontal());
    x.ticks().forEach(tick -> line[column(tick)] = glyphs.horizontalTick());
    return padded("") + glyphs.corner() + Arrays.stream(line).collect(Collectors.joining());
  }

  /** The labels of the horizontal axis, each below its tick, as many as there is room for. */
  private String ticks() {
    StringBuilder line = new StringBuilder();
    int room = labelWidth + 2 + width();
    for (double tick : x.ticks()) {
      String label = Axis.label(tick);
      int begin = labelWidth + 2 + column(tick) - label.length() / 2;
      begin = Math.min(begin, room - label.length());
      if (begin > line.length() || line.isEmpty()) {
        line.append(" ".repeat(Math.max(0, begin - line.length()))).append(label);
      }
    }
    return line.toString();
  }

  private String name(String name) {
    return " ".repeat(labelWidth + 2 + Math.max(0, (width() - name.length()) / 2)) + name;
  }
}
