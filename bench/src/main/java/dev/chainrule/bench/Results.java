package dev.chainrule.bench;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The medians of a run.
 *
 * @param conditions where and when
 * @param rounds how many rounds there were
 * @param seconds about how long each figure was measured
 * @param threads how many threads everybody might use
 * @param contenders who took part, by name
 * @param absent who could not, with the reason
 * @param rows one a figure, in the order in which they were measured
 */
record Results(
    Conditions conditions,
    int rounds,
    double seconds,
    int threads,
    Map<String, Contender> contenders,
    Map<String, String> absent,
    List<Row> rows) {

  /**
   * One figure of everybody who has it.
   *
   * @param entries the best first
   */
  record Row(
      String workload, String what, String unit, boolean higherIsBetter, List<Entry> entries) {

    /** Chainrule's entry. */
    Optional<Entry> own() {
      return of(Contender.CHAINRULE);
    }

    /** The best of the others. */
    Optional<Entry> rival() {
      return entries.stream()
          .filter(entry -> !entry.contender().equals(Contender.CHAINRULE))
          .findFirst();
    }

    /** The entry of that name. */
    Optional<Entry> of(String contender) {
      return entries.stream().filter(entry -> entry.contender().equals(contender)).findFirst();
    }

    /** How many times better Chainrule is than that; NaN if it is missing. */
    double ratio(Entry other) {
      double own = own().map(Entry::median).orElse(Double.NaN);
      return higherIsBetter ? own / other.median() : other.median() / own;
    }

    /** How many times better Chainrule is than the best of the others; NaN if either is missing. */
    double ratio() {
      return rival().map(this::ratio).orElse(Double.NaN);
    }

    /** The workload and what is measured, as one name. */
    String name() {
      return workload + " " + what;
    }
  }

  /** The median of one contender and the range it lies in. */
  record Entry(
      String contender, int threads, double median, double least, double most, int rounds) {}

  /** Copies the collections, which keep their order. */
  Results {
    contenders = new LinkedHashMap<>(contenders);
    absent = new LinkedHashMap<>(absent);
    rows = List.copyOf(rows);
  }

  // ---- from measurements

  /** One row for each figure that was measured. */
  static List<Row> rowsOf(List<Measurement> measurements) {
    Map<String, List<Measurement>> byFigure = new LinkedHashMap<>();
    for (Measurement measurement : measurements) {
      byFigure
          .computeIfAbsent(
              measurement.workload() + "\t" + measurement.what(), key -> new ArrayList<>())
          .add(measurement);
    }
    return byFigure.values().stream().map(Results::row).toList();
  }

  private static Row row(List<Measurement> figure) {
    Map<String, List<Measurement>> byContender = new LinkedHashMap<>();
    for (Measurement measurement : figure) {
      byContender
          .computeIfAbsent(measurement.contender(), key -> new ArrayList<>())
          .add(measurement);
    }
    Measurement first = figure.getFirst();
    Comparator<Entry> order = Comparator.comparingDouble(Entry::median);
    return new Row(
        first.workload(),
        first.what(),
        first.unit(),
        first.higherIsBetter(),
        byContender.values().stream()
            .map(Results::entry)
            .sorted(first.higherIsBetter() ? order.reversed() : order)
            .toList());
  }

  private static Entry entry(List<Measurement> rounds) {
    double[] sorted = rounds.stream().mapToDouble(Measurement::value).sorted().toArray();
    int n = sorted.length;
    Measurement first = rounds.getFirst();
    return new Entry(
        first.contender(),
        first.threads(),
        (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
        sorted[0],
        sorted[n - 1],
        n);
  }

  // ---- beside what was kept

  /** Whether figures of these may stand beside those of others. */
  boolean isLike(Results others) {
    return conditions.equals(others.conditions)
        && rounds == others.rounds
        && seconds == others.seconds
        && threads == others.threads;
  }

  /** These, and the figures of the workloads that only others have. */
  Results beside(Results others) {
    Set<String> measured = rows.stream().map(Row::workload).collect(Collectors.toSet());
    Map<String, Contender> all = new LinkedHashMap<>(others.contenders);
    all.putAll(contenders);
    Map<String, String> missing = new LinkedHashMap<>(others.absent);
    missing.putAll(absent);
    missing.keySet().removeAll(all.keySet());
    List<Row> together =
        Stream.concat(
                others.rows.stream().filter(row -> !measured.contains(row.workload())),
                rows.stream())
            .sorted(Comparator.comparingInt(row -> Workloads.ALL.indexOf(row.workload())))
            .toList();
    return new Results(conditions, rounds, seconds, threads, all, missing, together);
  }

  // ---- as a file

  Json json() {
    Json.Members missing = Json.object();
    for (Map.Entry<String, String> one : absent.entrySet()) {
      missing = missing.with(one.getKey(), one.getValue());
    }
    return Json.object()
        .with("conditions", conditions.json())
        .with("rounds", rounds)
        .with("seconds", seconds)
        .with("threads", threads)
        .with(
            "contenders",
            Json.array(
                contenders.values().stream()
                    .map(one ->
                        Json.object()
                            .with("name", one.name())
                            .with("version", one.version())
                            .with("precision", one.precision()))
                    .toList()))
        .with("absent", missing)
        .with("figures", Json.array(rows.stream().map(Results::json).toList()));
  }

  private static Json json(Row row) {
    return Json.object()
        .with("workload", row.workload())
        .with("what", row.what())
        .with("unit", row.unit())
        .with("higherIsBetter", row.higherIsBetter())
        .with(
            "entries",
            Json.array(
                row.entries().stream()
                    .map(entry ->
                        Json.object()
                            .with("contender", entry.contender())
                            .with("threads", entry.threads())
                            .with("median", entry.median())
                            .with("least", entry.least())
                            .with("most", entry.most())
                            .with("rounds", entry.rounds()))
                    .toList()));
  }

  static Results read(Located json) {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    for (Located one : json.member("contenders").items()) {
      Contender contender =
          new Contender(
              one.member("name").text(),
              one.member("version").text(),
              one.member("precision").text());
      contenders.put(contender.name(), contender);
    }
    Map<String, String> absent = new LinkedHashMap<>();
    json.member("absent").members().forEach((name, reason) -> absent.put(name, reason.text()));
    return new Results(
        Conditions.read(json.member("conditions")),
        count(json, "rounds"),
        json.member("seconds").number(),
        count(json, "threads"),
        contenders,
        absent,
        json.member("figures").items().stream().map(Results::readRow).toList());
  }

  private static Row readRow(Located json) {
    return new Row(
        json.member("workload").text(),
        json.member("what").text(),
        json.member("unit").text(),
        json.member("higherIsBetter").bool(),
        json.member("entries").items().stream()
            .map(entry ->
                new Entry(
                    entry.member("contender").text(),
                    count(entry, "threads"),
                    entry.member("median").number(),
                    entry.member("least").number(),
                    entry.member("most").number(),
                    count(entry, "rounds")))
            .toList());
  }

  private static int count(Located json, String name) {
    return json.member(name).wholeNumber(1, Integer.MAX_VALUE);
  }
}
