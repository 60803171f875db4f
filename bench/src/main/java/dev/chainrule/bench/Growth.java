package dev.chainrule.bench;

import dev.chainrule.bench.Results.Entry;
import dev.chainrule.bench.Results.Row;
import dev.chainrule.cli.report.LinePlot;
import dev.chainrule.cli.report.PlotSheet;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * How training grows with the batch, the network, the rows and the threads, and what memory it
 * needs.
 *
 * @param results samples/s: the workload of a row is what is varied, {@code what} its value
 * @param needs the heap that some trainings need
 */
record Growth(Results results, List<MemoryNeed> needs) {

  /** Copies the list. */
  Growth {
    needs = List.copyOf(needs);
  }

  /** What is varied, around one network. */
  enum Axis {
    BATCH("batch", "rows a step"),
    WIDTH("width", "units of a hidden layer"),
    DEPTH("depth", "hidden layers"),
    ROWS("rows", "rows of data");

    private final String label;
    private final String unit;

    Axis(String label, String unit) {
      this.label = label;
      this.unit = unit;
    }

    String label() {
      return label;
    }

    /** The sizes along the axis. */
    List<Size> sizes() {
      return switch (this) {
        case BATCH -> sizes(at -> new Size(at, 256, 2, 16_384), 1, 4, 16, 64, 128, 256, 1024, 4096);
        case WIDTH ->
            sizes(at -> new Size(128, at, 2, 16_384), 16, 32, 64, 128, 256, 512, 1024, 2048);
        case DEPTH -> sizes(at -> new Size(128, 256, at, 16_384), 1, 2, 4, 8, 16);
        case ROWS -> sizes(at -> new Size(128, 256, 2, at), 1_000, 10_000, 100_000, 1_000_000);
      };
    }

    private static List<Size> sizes(IntFunction<Size> size, int... values) {
      return Arrays.stream(values).mapToObj(size).toList();
    }

    /** The value of a size along this axis. */
    int of(Size size) {
      return switch (this) {
        case BATCH -> size.batch();
        case WIDTH -> size.width();
        case DEPTH -> size.depth();
        case ROWS -> size.rows();
      };
    }
  }

  /**
   * A training.
   *
   * @param batch rows a step
   * @param width units of each hidden layer
   * @param depth how many hidden layers
   * @param rows of the data
   */
  record Size(int batch, int width, int depth, int rows) {

    private static final int INPUTS = 64;
    private static final int CLASSES = 10;

    /** Reads what {@link #toString} writes. */
    static Size of(String text) {
      String[] parts = text.split(":", -1);
      return new Size(
          Integer.parseInt(parts[0]),
          Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2]),
          Integer.parseInt(parts[3]));
    }

    /** The widths of all layers, from the inputs to the classes. */
    int[] network() {
      int[] widths = new int[depth + 2];
      Arrays.fill(widths, width);
      widths[0] = INPUTS;
      widths[depth + 1] = CLASSES;
      return widths;
    }

    @Override
    public String toString() {
      return batch + ":" + width + ":" + depth + ":" + rows;
    }
  }

  // ---- as a file

  Json json() {
    return Json.object()
        .with("paces", results.json())
        .with("memory", Json.array(needs.stream().map(MemoryNeed::json).toList()));
  }

  static Growth read(Located json) {
    return new Growth(
        Results.read(json.member("paces")),
        json.member("memory").items().stream().map(MemoryNeed::read).toList());
  }

  // ---- as a page and a plot

  String page() {
    MarkdownPage page = new MarkdownPage();
    page.heading(1, "How training grows");
    results.conditions().tell(page);
    page.paragraph(
        "64 inputs, two hidden layers of 256 rectifiers and 10 classes, Adam, batches of 128 out of 16,384"
            + " rows; one of these is varied at a time. Samples/s, each about %s s long, median of %s."
                .formatted(
                    Figures.of(results.seconds()),
                    Numbers.count(results.rounds(), "round", "rounds")));
    page.picture("growth.svg", "Samples/s against batch size, width, depth and rows");
    for (Axis axis : Axis.values()) {
      List<String> names = List.copyOf(contenders(axis));
      if (!names.isEmpty()) {
        page.heading(2, axis.label());
        MarkdownPage.Table table = page.table("r" + "r".repeat(names.size()), header(axis, names));
        for (Row row : rows(axis)) {
          table.row(cells(row, names));
        }
        table.end();
      }
    }
    if (!results.absent().isEmpty()) {
      page.heading(2, "Absent");
      MarkdownPage.Table table = page.table("ll", "", "why");
      results.absent().forEach(table::row);
      table.end();
    }
    page.heading(2, "Memory");
    MemoryNeed.tell(needs, page);
    return page.toString();
  }

  private static Object[] header(Axis axis, List<String> names) {
    Object[] header = new Object[names.size() + 1];
    header[0] = axis.unit;
    for (int i = 0; i < names.size(); i++) {
      header[i + 1] = names.get(i);
    }
    return header;
  }

  private static Object[] cells(Row row, List<String> names) {
    Object[] cells = new Object[names.size() + 1];
    cells[0] = Numbers.count(Integer.parseInt(row.what()));
    for (int i = 0; i < names.size(); i++) {
      cells[i + 1] = row.of(names.get(i)).map(entry -> Figures.of(entry.median())).orElse("–");
    }
    return cells;
  }

  private List<Row> rows(Axis axis) {
    return results.rows().stream().filter(row -> row.workload().equals(axis.label())).toList();
  }

  /** Who was measured along an axis, in the order of all contenders. */
  private Set<String> contenders(Axis axis) {
    Set<String> names = new LinkedHashSet<>(results.contenders().keySet());
    names.removeIf(name -> rows(axis).stream().noneMatch(row -> row.of(name).isPresent()));
    return names;
  }

  String plot() {
    return PlotSheet.of(
        "How training grows",
        "Samples/s against batch size, width, depth and rows; growth.md has the numbers.",
        2,
        Arrays.stream(Axis.values())
            .filter(axis -> !rows(axis).isEmpty())
            .map(this::plot)
            .toList());
  }

  private LinePlot plot(Axis axis) {
    return new LinePlot(
        axis.label(),
        new LinePlot.Words(
            "Samples/s against " + axis.label(), "The faster the higher.", axis.unit, "samples/s"),
        true,
        true,
        contenders(axis).stream().map(name -> line(axis, name)).toList());
  }

  private LinePlot.Line line(Axis axis, String contender) {
    List<Row> rows = rows(axis).stream().filter(row -> row.of(contender).isPresent()).toList();
    return new LinePlot.Line(
        contender,
        rows.stream().mapToDouble(row -> Double.parseDouble(row.what())).toArray(),
        rows.stream()
            .mapToDouble(row -> row.of(contender).map(Entry::median).orElseThrow())
            .toArray());
  }
}
