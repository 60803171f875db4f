package dev.chainrule.cli;

import dev.chainrule.json.Json;
import dev.chainrule.metric.ClassScores;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.ConfusionMatrix;
import dev.chainrule.metric.CountReport;
import dev.chainrule.metric.MultiLabelReport;
import dev.chainrule.metric.QuantileReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a judgement says about single classes, outputs or quantiles, for machines. */
final class ReportDetails {

  private ReportDetails() {}

  /** Adds the details of a report. */
  static Json.Members with(Json.Members members, Report report) {
    return switch (report) {
      case ClassificationReport classes ->
          members
              .with("classes", classes(classes.classes()))
              .with("confusion", confusion(classes.confusion()));
      case MultiLabelReport labels -> members.with("labels", classes(labels.scores()));
      case RegressionReport numbers -> outputs(members, numbers.names(), numbers.each());
      case CountReport counts -> outputs(members, counts.names(), counts.each());
      case QuantileReport quantiles -> members.with("quantiles", quantiles(quantiles));
    };
  }

  private static Json classes(List<ClassScores> classes) {
    return Json.array(
        classes.stream()
            .<Json>map(scores ->
                Json.object()
                    .with("label", scores.label())
                    .with("precision", scores.precision())
                    .with("recall", scores.recall())
                    .with("f1", scores.f1())
                    .with("rows", scores.support())
                    .with("predicted", scores.predicted()))
            .toList());
  }

  /** Row after row: how many rows of a true class were predicted as each class. */
  private static Json confusion(ConfusionMatrix confusion) {
    int k = confusion.labels().size();
    return Json.array(
        IntStream.range(0, k)
            .mapToObj(i ->
                Json.array(
                    IntStream.range(0, k)
                        .<Json>mapToObj(j -> Json.of(confusion.count(i, j)))
                        .toList()))
            .toList());
  }

  private static Json.Members outputs(
      Json.Members members, List<String> names, List<? extends Report> each) {
    if (names.size() == 1) {
      return members;
    }
    List<Json> outputs = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      outputs.add(
          Json.object().with("output", names.get(j)).with("metrics", ReportText.json(each.get(j))));
    }
    return members.with("outputs", Json.array(outputs));
  }

  private static Json quantiles(QuantileReport report) {
    return Json.array(
        IntStream.range(0, report.levels().size())
            .<Json>mapToObj(level ->
                Json.object()
                    .with("level", report.levels().get(level))
                    .with("coverage", report.coverage(level))
                    .with("pinballLoss", report.pinballLoss(level)))
            .toList());
  }
}
