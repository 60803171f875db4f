package dev.chainrule.bench;

import dev.chainrule.json.Json;
import dev.chainrule.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The medians of a run: as JSON, as tables in Markdown and as a plot of the ratios. */
final class Results {

  private final Map<String, String> absent;
  private final int rounds;
  private final double seconds;
  private final int threads;
  private final List<Row> rows = new ArrayList<>();

  /** One figure of everybody who has it, the best first. */
  record Row(
      String workload, String what, String unit, boolean higherIsBetter, List<Entry> entries) {

    /** How much better Chainrule is than the best of the others; NaN if either is missing. */
    double ratio() {
      double own = Double.NaN;
      double best = Double.NaN;
      for (Entry entry : entries) {
        if (entry.contender().equals(Peer.CHAINRULE)) {
          own = entry.median();
        } else if (Double.isNaN(best)) {
          best = entry.median();
        }
      }
      return higherIsBetter ? own / best : best / own;
    }

    /** The best of the others. */
    String rival() {
      return entries.stream()
          .map(Entry::contender)
          .filter(name -> !name.equals(Peer.CHAINRULE))
          .findFirst()
          .orElse("");
    }
  }

  /** The median of one contender and the range it lies in. */
  record Entry(String contender, double median, double least, double most, int rounds) {}

  Results(
      List<Measurement> measurements,
      Map<String, String> absent,
      int rounds,
      double seconds,
      int threads) {
    this.absent = absent;
    this.rounds = rounds;
    this.seconds = seconds;
    this.threads = threads;
    Map<String, List<Measurement>> byFigure = new LinkedHashMap<>();
    for (Measurement measurement : measurements) {
      byFigure
          .computeIfAbsent(
              measurement.workload() + "\t" + measurement.what(), key -> new ArrayList<>())
          .add(measurement);
    }
    byFigure.values().forEach(figure -> rows.add(row(figure)));
  }

  private static Row row(List<Measurement> figure) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (Measurement measurement : figure) {
      values
          .computeIfAbsent(measurement.contender(), key -> new ArrayList<>())
          .add(measurement.value());
    }
    Measurement first = figure.getFirst();
    Comparator<Entry> order = Comparator.comparingDouble(Entry::median);
    List<Entry> entries = new ArrayList<>();
    values.forEach((contender, all) -> entries.add(entry(contender, all)));
    entries.sort(first.higherIsBetter() ? order.reversed() : order);
    return new Row(first.workload(), first.what(), first.unit(), first.higherIsBetter(), entries);
  }

  private static Entry entry(String contender, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    return new Entry(contender, median, sorted.getFirst(), sorted.getLast(), n);
  }

  /** The rows, in the order in which they were measured. */
  List<Row> rows() {
    return rows;
  }

  /** Writes {@code results.json}, {@code results.md} and {@code ratios.svg}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("results.json"), json().toText() + "\n");
    Files.writeString(folder.resolve("results.md"), markdown());
    Files.writeString(folder.resolve("ratios.svg"), RatioPlot.of(this));
  }

  private Json json() {
    List<Json> figures = new ArrayList<>();
    for (Row row : rows) {
      List<Json> entries = new ArrayList<>();
      for (Entry entry : row.entries()) {
        entries.add(
            Json.object()
                .with("contender", entry.contender())
                .with("median", entry.median())
                .with("least", entry.least())
                .with("most", entry.most())
                .with("rounds", entry.rounds()));
      }
      figures.add(
          Json.object()
              .with("workload", row.workload())
              .with("what", row.what())
              .with("unit", row.unit())
              .with("higherIsBetter", row.higherIsBetter())
              .with("entries", Json.array(entries)));
    }
    Json.Members missing = Json.object();
    for (Map.Entry<String, String> one : absent.entrySet()) {
      missing = missing.with(one.getKey(), one.getValue());
    }
    return Json.object()
        .with("chainrule", Version.current())
        .with("jdk", Runtime.version().toString())
        .with("rounds", rounds)
        .with("seconds", seconds)
        .with("threads", threads)
        .with("absent", missing)
        .with("figures", Json.array(figures));
  }

  private String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d rounds, about %s s a figure, %d threads, JDK %s. Medians; in brackets the least and the most.%n",
            rounds,
            seconds,
            threads,
            Runtime.version()));
    for (Row row : rows) {
      text.append("\n**").append(row.workload()).append("** ").append(row.what());
      text.append(", ").append(row.unit()).append('\n').append('\n');
      text.append("| | median | range | Chainrule is |\n|---|---:|---:|---:|\n");
      double own =
          row.entries().stream()
              .filter(entry -> entry.contender().equals(Peer.CHAINRULE))
              .mapToDouble(Entry::median)
              .findFirst()
              .orElse(Double.NaN);
      for (Entry entry : row.entries()) {
        double ratio = row.higherIsBetter() ? own / entry.median() : entry.median() / own;
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | (%s – %s) | %s |%n",
                entry.contender(),
                figure(entry.median()),
                figure(entry.least()),
                figure(entry.most()),
                entry.contender().equals(Peer.CHAINRULE) || Double.isNaN(ratio)
                    ? ""
                    : figure(ratio) + " ×"));
      }
    }
    if (!absent.isEmpty()) {
      text.append("\nAbsent:\n\n");
      absent.forEach((name, reason) ->
          text.append("- ").append(name).append(": ").append(reason).append('\n'));
    }
    return text.toString();
  }

  /** Three digits, and thousands apart. */
  static String figure(double value) {
    if (Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    return new java.math.BigDecimal(value).round(new java.math.MathContext(3)).toPlainString();
  }
}
