package dev.chainrule.cli.report;

import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.ClassScores;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
import dev.chainrule.metric.QuantileReport;
import dev.chainrule.metric.Report;
import java.util.List;
import java.util.function.Function;

/** The tables of a judgement. */
final class JudgementTables {

  private final Page paper;
  private final Judgement judgement;

  JudgementTables(Page paper, Judgement judgement) {
    this.paper = paper;
    this.judgement = judgement;
  }

  /** Precision, recall and F1 of each class. */
  void classes(List<ClassScores> classes) {
    scores("Each class by itself.", judgement.target(), classes);
  }

  /** Precision, recall and F1 of each label. */
  void labels(List<ClassScores> labels) {
    scores("Each label by itself.", "label", labels);
  }

  private void scores(String caption, String first, List<ClassScores> classes) {
    paper.table("", caption);
    paper.headers(
        first,
        Page.figure("precision"),
        Page.figure("recall"),
        Page.figure("F1"),
        Page.figure("rows"),
        Page.figure("answered"));
    paper.markup().open("tbody");
    for (ClassScores scores : classes) {
      paper.row(
          scores.label(),
          Page.figure(Numbers.fixed(scores.precision(), 3)),
          Page.figure(Numbers.fixed(scores.recall(), 3)),
          Page.figure(Numbers.fixed(scores.f1(), 3)),
          Page.figure(Numbers.count(scores.support())),
          Page.figure(Numbers.count(scores.predicted())));
    }
    end();
  }

  /** How well each of several outputs is predicted. */
  void outputs(List<String> names, List<? extends Report> each) {
    List<Metric> shown =
        Metric.telling(judgement.network().outputs()).stream()
            .filter(metric -> metric != Metric.MAPE)
            .toList();
    paper.table("", "Each output by itself, in its own units.");
    paper.headers(cells("output", shown, metric -> MetricNames.title(metric.label())));
    paper.markup().open("tbody");
    for (int j = 0; j < names.size(); j++) {
      Report output = each.get(j);
      paper.row(
          cells(
              names.get(j),
              shown,
              metric -> MetricNames.value(metric.label(), output.metric(metric))));
    }
    end();
  }

  /** How each quantile fares. */
  void levels(QuantileReport network) {
    QuantileReport baseline = (QuantileReport) judgement.baseline();
    paper.table("", "Each quantile by itself, beside that of " + judgement.known() + ".");
    paper.headers(
        Page.figure("level"),
        Page.figure("rows below"),
        Page.figure("pinball loss"),
        Page.figure("baseline"));
    paper.markup().open("tbody");
    for (int level = 0; level < network.levels().size(); level++) {
      paper.row(
          Page.figure(Numbers.significant(network.levels().get(level), 4)),
          Page.figure(Numbers.percent(network.coverage(level))),
          Page.figure(Numbers.precise(network.pinballLoss(level), 4)),
          Page.figure(Numbers.precise(baseline.pinballLoss(level), 4)));
    }
    end();
  }

  /** The most telling metrics, then all. */
  void metrics() {
    telling();
    all();
  }

  /** The metrics to look at first. */
  void telling() {
    metrics("Metrics", Metric.telling(judgement.network().outputs()));
  }

  /** All metrics, folded up, if there are more than the telling ones. */
  void all() {
    List<Metric> all = Metric.suiting(judgement.network().outputs());
    if (all.size() > Metric.telling(judgement.network().outputs()).size()) {
      paper
          .markup()
          .open("details")
          .leaf("summary", "All " + Numbers.count(all.size()) + " metrics");
      metrics("All metrics", all);
      paper.markup().close("details");
    }
  }

  private void metrics(String what, List<Metric> metrics) {
    paper.table("", what + ". " + baseline());
    paper.headers("metric", Page.figure("network"), Page.figure("baseline"), "better");
    paper.markup().open("tbody");
    for (Metric metric : metrics) {
      String name = metric.label();
      paper.row(
          MetricNames.title(name),
          Page.figure(MetricNames.value(name, judgement.network().metric(metric))),
          Page.figure(MetricNames.value(name, judgement.baseline().metric(metric))),
          metric.higherIsBetter() ? "higher" : "lower");
    }
    end();
  }

  private String baseline() {
    String known = judgement.known();
    return switch (judgement.network().outputs()) {
      case Outputs.Binary _, Outputs.Classes _ ->
          "The baseline answers the shares of the classes among " + known + ", always.";
      case Outputs.Labels _ ->
          "The baseline answers the share of each label among " + known + ", always.";
      case Outputs.Numbers _, Outputs.Counts _ ->
          "Errors are in the units of %s. The baseline answers the mean of %s, always."
              .formatted(judgement.target(), known);
      case Outputs.Quantiles _ -> "The baseline answers the quantiles of " + known + ", always.";
    };
  }

  private static Object[] cells(String first, List<Metric> metrics, Function<Metric, String> text) {
    Object[] cells = new Object[metrics.size() + 1];
    cells[0] = first;
    for (int i = 0; i < metrics.size(); i++) {
      cells[i + 1] = Page.figure(text.apply(metrics.get(i)));
    }
    return cells;
  }

  private void end() {
    paper.markup().close("tbody");
    paper.endTable();
  }
}
