package dev.chainrule.cli;

import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.json.Json;
import dev.chainrule.metric.ClassScores;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.CountReport;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.MultiLabelReport;
import dev.chainrule.metric.Outputs;
import dev.chainrule.metric.QuantileReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import dev.chainrule.text.TextTable;
import java.util.ArrayList;
import java.util.List;

/** A judgement for the terminal, and for machines. */
final class ReportText {

  /** Of more classes than this, only those that are recognised worst are shown. */
  private static final int MOST_CLASSES = 20;

  private ReportText() {}

  /** The most telling metrics beside those of the baseline, then what belongs to single classes. */
  static String of(Report judged, Report baseline) {
    return of(judged, baseline, Metric.telling(judged.outputs()));
  }

  /** Metrics beside those of the baseline, then what belongs to single classes or outputs. */
  static String of(Report judged, Report baseline, List<Metric> chosen) {
    TextTable metrics = TextTable.aligned("lrrl").row("", "network", "baseline", "better");
    for (Metric metric : chosen) {
      metrics.row(
          MetricNames.title(metric.label()),
          MetricNames.value(metric.label(), judged.metric(metric)),
          MetricNames.value(metric.label(), baseline.metric(metric)),
          metric.higherIsBetter() ? "higher" : "lower");
    }
    return switch (judged) {
      case ClassificationReport classes ->
          metrics + "\n\n" + classes("class", classes.classes()) + "\n\n" + classes.confusion();
      case MultiLabelReport labels -> metrics + "\n\n" + classes("label", labels.scores());
      case RegressionReport numbers ->
          metrics + outputs(numbers.names(), numbers.each(), numbers.outputs());
      case CountReport counts -> metrics + outputs(counts.names(), counts.each(), counts.outputs());
      case QuantileReport quantiles -> metrics + "\n\n" + levels(quantiles);
    };
  }

  /** The telling metrics of each of several outputs, one a line. */
  private static String outputs(List<String> names, List<? extends Report> each, Outputs outputs) {
    if (names.size() == 1) {
      return "";
    }
    List<Metric> shown = Metric.telling(outputs);
    TextTable table = TextTable.aligned("l" + "r".repeat(shown.size()));
    List<Object> header = new ArrayList<>(List.of("output"));
    shown.forEach(metric -> header.add(MetricNames.title(metric.label())));
    table.row(header.toArray());
    for (int j = 0; j < names.size(); j++) {
      Report output = each.get(j);
      List<Object> row = new ArrayList<>(List.of(names.get(j)));
      shown.forEach(metric -> row.add(MetricNames.value(metric.label(), output.metric(metric))));
      table.row(row.toArray());
    }
    return "\n\n" + table;
  }

  private static String levels(QuantileReport quantiles) {
    TextTable table = TextTable.aligned("rrr").row("level", "rows below", "pinball loss");
    for (int level = 0; level < quantiles.levels().size(); level++) {
      table.row(
          Numbers.significant(quantiles.levels().get(level), 4),
          Numbers.percent(quantiles.coverage(level)),
          Numbers.precise(quantiles.pinballLoss(level), 4));
    }
    return table.toString();
  }

  private static String classes(String kind, List<ClassScores> classes) {
    TextTable table = TextTable.aligned("lrrrr").row(kind, "precision", "recall", "F1", "rows");
    boolean many = classes.size() > MOST_CLASSES;
    List<ClassScores> shown =
        many
            ? classes.stream()
                .sorted(java.util.Comparator.comparingDouble(ClassScores::f1))
                .limit(MOST_CLASSES)
                .toList()
            : classes;
    for (ClassScores scores : shown) {
      table.row(
          scores.label(),
          Numbers.fixed(scores.precision(), 3),
          Numbers.fixed(scores.recall(), 3),
          Numbers.fixed(scores.f1(), 3),
          Numbers.count(scores.support()));
    }
    return many
        ? table
            + "\n(the "
            + MOST_CLASSES
            + " of "
            + classes.size()
            + " classes with the lowest F1)"
        : table.toString();
  }

  /** All metrics by name; null where one is not defined. */
  static Json json(Report report) {
    return json(report, Metric.suiting(report.outputs()));
  }

  /** Some metrics by name; null where one is not defined. */
  static Json json(Report report, List<Metric> chosen) {
    Json.Members members = Json.object();
    for (Metric metric : chosen) {
      members = members.with(metric.label(), number(report.metric(metric)));
    }
    return members;
  }

  /** A number, or null if it is none. */
  static Json number(double value) {
    return Double.isFinite(value) ? Json.of(value) : new Json.Null();
  }
}
