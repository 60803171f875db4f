package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.ConfusionMatrix;
import dev.chainrule.metric.CountReport;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.MultiLabelReport;
import dev.chainrule.metric.QuantileReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A judgement in a sentence or two. */
final class Findings {

  private Findings() {}

  static String of(Judgement judgement) {
    String target = judgement.target();
    Report baseline = judgement.baseline();
    return switch (judgement.network()) {
      case ClassificationReport network ->
          "The network is right about %s in %s of the rows. Always answering “%s”, the most frequent class, would be right in %s."
              .formatted(
                  target,
                  Numbers.percent(network.accuracy()),
                  mostFrequent((ClassificationReport) baseline),
                  Numbers.percent(baseline.metric(Metric.ACCURACY)));
      case MultiLabelReport network ->
          "The network gets %s right in %s of the rows. Knowing only how frequent each label is would get %1$s right in %s."
              .formatted(
                  all(network.labels().size()),
                  Numbers.percent(network.metric(Metric.SUBSET_ACCURACY)),
                  Numbers.percent(baseline.metric(Metric.SUBSET_ACCURACY)));
      case RegressionReport network ->
          explained("variance", network.r2(), target) + offBy(network, baseline);
      case CountReport network ->
          explained("deviance", network.metric(Metric.EXPLAINED_DEVIANCE), target)
              + offBy(network, baseline);
      case QuantileReport network -> interval(network, target);
    };
  }

  private static String all(int labels) {
    return labels == 2 ? "both labels" : "all %s labels".formatted(Numbers.count(labels));
  }

  private static String explained(String what, double share, String target) {
    return share > 0
        ? "The network explains %s of the %s of %s".formatted(Numbers.percent(share), what, target)
        : "The network predicts %s no better than the mean does".formatted(target);
  }

  private static String offBy(Report network, Report baseline) {
    return " and is off by %s on average. Always answering the mean would be off by %s."
        .formatted(
            Numbers.precise(network.metric(Metric.MAE), 3),
            Numbers.precise(baseline.metric(Metric.MAE), 3));
  }

  private static String interval(QuantileReport network, String target) {
    int last = network.levels().size() - 1;
    if (last == 0) {
      return "In %s of the rows %s is at most the predicted quantile; it should be in %s."
          .formatted(
              Numbers.percent(network.coverage(0)),
              target,
              Numbers.percent(network.levels().getFirst()));
    }
    return "In %s of the rows %s lies between the lowest and the highest predicted quantile; it should in %s. They are %s apart on average."
        .formatted(
            Numbers.percent(network.intervalCoverage()),
            target,
            Numbers.percent(network.levels().get(last) - network.levels().getFirst()),
            Numbers.precise(network.intervalWidth(), 3));
  }

  private static String mostFrequent(ClassificationReport baseline) {
    ConfusionMatrix confusion = baseline.confusion();
    return IntStream.range(0, confusion.labels().size())
        .boxed()
        .max(Comparator.comparingInt(confusion::predicted))
        .map(confusion.labels()::get)
        .orElseThrow();
  }
}
