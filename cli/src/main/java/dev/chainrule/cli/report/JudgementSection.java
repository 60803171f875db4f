package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.CountReport;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.MultiLabelReport;
import dev.chainrule.metric.QuantileReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import dev.chainrule.metric.Residuals;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The section of a page that judges: figures and tables that suit what is predicted. */
final class JudgementSection {

  private final Page paper;
  private final Judgement judgement;
  private final JudgementTables tables;

  private JudgementSection(Page paper, Judgement judgement) {
    this.paper = paper;
    this.judgement = judgement;
    tables = new JudgementTables(paper, judgement);
  }

  /** Writes the section. */
  static void write(Page paper, String heading, Judgement judgement) {
    paper.markup().open("section").leaf("h2", heading);
    new JudgementSection(paper, judgement).write();
    paper.markup().close("section");
  }

  private void write() {
    switch (judgement.network()) {
      case ClassificationReport network -> classification(network);
      case MultiLabelReport network -> {
        tables.labels(network.scores());
        tables.metrics();
        ClassCurves.ofLabels(network).write(paper);
      }
      case RegressionReport network ->
          numbers(network.names(), network.each(), network::residuals, Metric.R2);
      case CountReport network ->
          numbers(network.names(), network.each(), network::residuals, Metric.EXPLAINED_DEVIANCE);
      case QuantileReport network -> {
        tables.levels(network);
        tables.metrics();
        paper.figure(
            CoveragePlot.of(network, paper.nextFigure())::draw,
            "The share of rows with %s at most the predicted quantile, against the level of the quantile. On the line the quantiles are right."
                .formatted(judgement.target()));
      }
    }
  }

  private void classification(ClassificationReport network) {
    ConfusionTable.write(paper, network.confusion());
    paper.markup().open("div", "class", "pair");
    tables.classes(network.classes());
    tables.telling();
    paper.markup().close("div");
    tables.all();
    ClassCurves.of(network).write(paper);
  }

  /** Figures of the one output, or of that which is explained least. */
  private void numbers(
      List<String> names,
      List<? extends Report> each,
      IntFunction<Residuals> residuals,
      Metric explained) {
    if (names.size() == 1) {
      residuals(residuals.apply(0), judgement.target());
      tables.metrics();
      return;
    }
    tables.outputs(names, each);
    tables.metrics();
    int worst =
        IntStream.range(0, names.size())
            .boxed()
            .min(Comparator.comparingDouble(j -> each.get(j).metric(explained)))
            .orElseThrow();
    paper
        .markup()
        .leaf(
            "p",
            "The figures show %s, which of the %s outputs is explained least."
                .formatted(names.get(worst), Numbers.count(names.size())),
            "class",
            "note");
    residuals(residuals.apply(worst), names.get(worst));
  }

  private void residuals(Residuals residuals, String target) {
    ScatterPlot scatter = new ScatterPlot(residuals, target, paper.nextFigure());
    paper.figure(
        scatter::draw,
        "Predicted against true %s, one point a row%s. On the line the two are equal."
            .formatted(target, shown(scatter.points(), residuals.rows())));
    paper.markup().open("div", "class", "pair");
    ResidualPlot plot = new ResidualPlot(residuals, target, paper.nextFigure());
    paper.figure(
        plot::draw,
        "What each prediction leaves over, true minus predicted %s%s. A good fit leaves a band around the line that has the same width everywhere and no bend."
            .formatted(target, shown(plot.points(), residuals.rows())));
    ResidualHistogram histogram = new ResidualHistogram(residuals, target, paper.nextFigure());
    paper.figure(histogram::draw, "How often errors of each size occur. " + histogram.finding());
    paper.markup().close("div");
  }

  private static String shown(int points, int rows) {
    return points < rows
        ? ", %s of %s rows shown".formatted(Numbers.count(points), Numbers.count(rows))
        : "";
  }
}
