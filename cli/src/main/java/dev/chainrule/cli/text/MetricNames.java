package dev.chainrule.cli.text;

import java.util.Locale;

/** What people call the metrics, and how their values are written. */
public final class MetricNames {

  private MetricNames() {}

  /** The name for people: {@code logLoss} is {@code log loss}, {@code r2} is {@code R²}. */
  public static String title(String metric) {
    return switch (metric) {
      case "r2" -> "R²";
      case "rmse", "mae", "mse", "mape" -> metric.toUpperCase(Locale.ROOT);
      case "rocAuc" -> "ROC AUC";
      case "weightedRocAuc" -> "weighted ROC AUC";
      case "brierScore" -> "Brier score";
      case "matthewsCorrelation" -> "Matthews correlation";
      case "cohensKappa" -> "Cohen’s kappa";
      case "top3Accuracy" -> "top-3 accuracy";
      case "top5Accuracy" -> "top-5 accuracy";
      case "poissonDeviance" -> "Poisson deviance";
      case "explainedDeviance" -> "D², explained deviance";
      default -> spaced(metric).replaceFirst("\\bf1$", "F1");
    };
  }

  /** The {@link #title} where a sentence begins. */
  public static String heading(String metric) {
    String title = title(metric);
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  private static String spaced(String metric) {
    return metric.replaceAll("(\\p{Lu})", " $1").toLowerCase(Locale.ROOT);
  }

  /**
   * The value as text: shares with four decimals, numbers in units of the target with four digits.
   */
  public static String value(String metric, double value) {
    return switch (metric) {
      case "rmse",
          "mae",
          "mse",
          "medianAbsoluteError",
          "maxError",
          "pinballLoss",
          "poissonDeviance" ->
          Numbers.precise(value, 4);
      case "mape" -> value > 100 ? Numbers.significant(value, 3) : Numbers.percent(value);
      default -> Numbers.fixed(value, 4);
    };
  }
}
