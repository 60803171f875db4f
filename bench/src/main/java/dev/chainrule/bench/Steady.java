package dev.chainrule.bench;

import dev.chainrule.cli.report.LinePlot;
import dev.chainrule.cli.report.PlotSheet;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How long trainings hold out in one process: whether they slow down, allocate or make the heap
 * grow.
 *
 * @param conditions where and when
 * @param threads how many each training might use
 * @param networks those that train, in turns
 * @param spans one after the other
 */
record Steady(Conditions conditions, int threads, List<String> networks, List<Span> spans) {

  /**
   * Some time in which every network had its turn.
   *
   * @param minute at its end
   * @param turns one a network
   * @param heapMebibytes what is reachable at its end
   */
  record Span(double minute, List<Turn> turns, double heapMebibytes) {

    /** Copies the list. */
    Span {
      turns = List.copyOf(turns);
    }
  }

  /**
   * What a network did in a span.
   *
   * @param samplesPerSecond of its own time
   * @param bytesAStep allocated by all threads of the process, divided by the steps
   */
  record Turn(double samplesPerSecond, double bytesAStep) {}

  /** Copies the lists. */
  Steady {
    networks = List.copyOf(networks);
    spans = List.copyOf(spans);
  }

  // ---- as a file

  Json json() {
    return Json.object()
        .with("conditions", conditions.json())
        .with("threads", threads)
        .with("networks", Json.texts(networks))
        .with(
            "spans",
            Json.array(
                spans.stream()
                    .map(span ->
                        Json.object()
                            .with("minute", span.minute())
                            .with("heapMebibytes", span.heapMebibytes())
                            .with(
                                "turns",
                                Json.array(
                                    span.turns().stream()
                                        .map(turn ->
                                            Json.object()
                                                .with("samplesPerSecond", turn.samplesPerSecond())
                                                .with("bytesAStep", turn.bytesAStep()))
                                        .toList())))
                    .toList()));
  }

  static Steady read(Located json) {
    return new Steady(
        Conditions.read(json.member("conditions")),
        json.member("threads").wholeNumber(1, Integer.MAX_VALUE),
        json.member("networks").texts(),
        json.member("spans").items().stream().map(Steady::readSpan).toList());
  }

  private static Span readSpan(Located json) {
    return new Span(
        json.member("minute").number(),
        json.member("turns").items().stream()
            .map(turn ->
                new Turn(
                    turn.member("samplesPerSecond").number(), turn.member("bytesAStep").number()))
            .toList(),
        json.member("heapMebibytes").number());
  }

  // ---- as a page and a plot

  String page() {
    MarkdownPage page = new MarkdownPage();
    page.heading(1, "Hours on end");
    conditions.tell(page);
    page.paragraph(
        "%s in one process, each one training without end, which take turns: %s minutes together. Those that wait count when the processors are divided, so of %s a training has about a third, and at least one."
            .formatted(
                Numbers.count(networks.size(), "network", "networks"),
                Figures.of(spans.isEmpty() ? 0 : spans.getLast().minute()),
                Numbers.count(threads, "thread", "threads")));
    page.paragraph(
        "Compared are the medians of the first and of the last quarter. Bytes are those that all threads of the"
            + " process allocated in the last quarter, divided by the steps: what is left is what an epoch notes of itself.");
    MarkdownPage.Table table =
        page.table(
            "lrrrr", "network", "samples/s at first", "at last", "last to first", "bytes a step");
    for (int i = 0; i < networks.size(); i++) {
      int network = i;
      double first = median(true, span -> span.turns().get(network).samplesPerSecond());
      double last = median(false, span -> span.turns().get(network).samplesPerSecond());
      table.row(
          networks.get(i),
          Figures.of(first),
          Figures.of(last),
          Figures.ratio(last / first),
          Figures.of(median(false, span -> span.turns().get(network).bytesAStep())));
    }
    table.end();
    page.paragraph(
        "The heap holds %s MiB in the first quarter and %s MiB in the last, each time after a collection."
            .formatted(
                Figures.of(median(true, Span::heapMebibytes)),
                Figures.of(median(false, Span::heapMebibytes))));
    page.picture("steady.svg", "Samples/s and the heap over time");
    page.heading(2, "All of it");
    Object[] header = new Object[networks.size() + 2];
    header[0] = "minute";
    for (int i = 0; i < networks.size(); i++) {
      header[i + 1] = networks.get(i);
    }
    header[networks.size() + 1] = "heap, MiB";
    MarkdownPage.Table all = page.table("r".repeat(header.length), header);
    for (Span span : spans) {
      Object[] row = new Object[header.length];
      row[0] = Numbers.fixed(span.minute(), 1);
      for (int i = 0; i < networks.size(); i++) {
        row[i + 1] = Figures.of(span.turns().get(i).samplesPerSecond());
      }
      row[networks.size() + 1] = Figures.of(span.heapMebibytes());
      all.row(row);
    }
    all.end();
    return page.toString();
  }

  /** The median over the first or the last quarter of the time. */
  private double median(boolean first, ToDoubleFunction<Span> figure) {
    int quarter = Math.ceilDiv(spans.size(), 4);
    List<Span> part =
        first ? spans.subList(0, quarter) : spans.subList(spans.size() - quarter, spans.size());
    double[] sorted = part.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  String plot() {
    double[] minutes = spans.stream().mapToDouble(Span::minute).toArray();
    List<LinePlot.Line> paces =
        IntStream.range(0, networks.size())
            .mapToObj(network ->
                new LinePlot.Line(
                    networks.get(network),
                    minutes,
                    spans.stream()
                        .mapToDouble(span -> span.turns().get(network).samplesPerSecond())
                        .toArray()))
            .toList();
    LinePlot.Line heap =
        new LinePlot.Line(
            "heap after a collection",
            minutes,
            spans.stream().mapToDouble(Span::heapMebibytes).toArray());
    return PlotSheet.of(
        "Hours on end",
        "Samples/s and the heap over time; steady.md has the numbers.",
        2,
        List.of(
            new LinePlot(
                "pace",
                new LinePlot.Words("Samples/s over time", "Level lines.", "minutes", "samples/s"),
                false,
                true,
                paces),
            new LinePlot(
                "heap",
                new LinePlot.Words("The heap over time", "A level line.", "minutes", "MiB"),
                false,
                true,
                List.of(heap))));
  }
}
