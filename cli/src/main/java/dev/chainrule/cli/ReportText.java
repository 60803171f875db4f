package dev.chainrule.cli;

import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.json.Json;
import dev.chainrule.metric.ClassScores;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.CountReport;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.MultiLabelReport;
import dev.chainrule.metric.QuantileReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import dev.chainrule.text.TextTable;
import java.util.List;
import java.util.Map;

/** A judgement for the terminal, and for machines. */
final class ReportText {

  /** Of more classes than this, only those that are recognised worst are shown. */
  private static final int MOST_CLASSES = 20;

  private ReportText() {}

  /** Metrics beside those of the baseline, then the classes and their confusion. */
  static String of(Report judged, Report baseline) {
    TextTable metrics = TextTable.aligned("lrr").row("", "network", "baseline");
    for (Metric metric : Metric.telling(judged.outputs())) {
      metrics.row(
          MetricNames.title(metric.label()),
          MetricNames.value(metric.label(), judged.metric(metric)),
          MetricNames.value(metric.label(), baseline.metric(metric)));
    }
    return switch (judged) {
      case ClassificationReport classes ->
          metrics + "\n\n" + classes(classes.classes()) + "\n\n" + classes.confusion();
      case MultiLabelReport labels -> metrics + "\n\n" + classes(labels.scores());
      case RegressionReport _, QuantileReport _, CountReport _ -> metrics.toString();
    };
  }

  private static String classes(List<ClassScores> classes) {
    TextTable table = TextTable.aligned("lrrrr").row("class", "precision", "recall", "F1", "rows");
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

  /** Metrics by name; null where one is not defined. */
  static Json json(Report report) {
    Json.Members members = Json.object();
    for (Map.Entry<String, Double> metric : report.metrics().entrySet()) {
      members = members.with(metric.getKey(), number(metric.getValue()));
    }
    return members;
  }

  /** A number, or null if it is none. */
  static Json number(double value) {
    return Double.isFinite(value) ? Json.of(value) : new Json.Null();
  }
}
