package dev.chainrule.cli.report;

import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
import java.util.List;

/** The few numbers in large type at the top of a page, each above that of the baseline. */
final class Headlines {

  private Headlines() {}

  static void write(Markup page, Judgement judgement) {
    page.open("dl", "class", "figures");
    for (Metric metric : chosen(judgement.network().outputs())) {
      double value = judgement.network().metric(metric);
      if (!Double.isNaN(value)) {
        page.open("div")
            .leaf("dt", MetricNames.title(metric.label()))
            .leaf("dd", text(metric, value), "class", "value")
            .leaf(
                "dd",
                "baseline " + text(metric, judgement.baseline().metric(metric)),
                "class",
                "baseline")
            .close("div");
      }
    }
    page.close("dl");
  }

  private static List<Metric> chosen(Outputs outputs) {
    return switch (outputs) {
      case Outputs.Binary _ -> List.of(Metric.ACCURACY, Metric.F1, Metric.LOG_LOSS, Metric.ROC_AUC);
      case Outputs.Classes _ ->
          List.of(Metric.ACCURACY, Metric.MACRO_F1, Metric.LOG_LOSS, Metric.ROC_AUC);
      case Outputs.Labels _ ->
          List.of(Metric.SUBSET_ACCURACY, Metric.MACRO_F1, Metric.HAMMING_LOSS, Metric.ROC_AUC);
      case Outputs.Numbers _ -> List.of(Metric.R2, Metric.RMSE, Metric.MAE, Metric.MAX_ERROR);
      case Outputs.Quantiles _ -> List.of(Metric.PINBALL_LOSS, Metric.COVERAGE_ERROR);
      case Outputs.Counts _ ->
          List.of(Metric.POISSON_DEVIANCE, Metric.EXPLAINED_DEVIANCE, Metric.RMSE, Metric.MAE);
    };
  }

  private static String text(Metric metric, double value) {
    return switch (metric) {
      case ACCURACY, SUBSET_ACCURACY -> Numbers.percent(value);
      case RMSE, MAE, MAX_ERROR, PINBALL_LOSS, POISSON_DEVIANCE -> Numbers.precise(value, 3);
      default -> Numbers.fixed(value, 3);
    };
  }
}
