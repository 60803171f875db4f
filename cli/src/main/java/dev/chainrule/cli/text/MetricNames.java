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
      case "macroF1" -> "macro F1";
      case "weightedF1" -> "weighted F1";
      case "rocAuc" -> "ROC AUC";
      default -> metric.replaceAll("(\\p{Lu})", " $1").toLowerCase(Locale.ROOT);
    };
  }

  /**
   * The value as text: shares with four decimals, numbers in units of the target with four digits.
   */
  public static String value(String metric, double value) {
    return switch (metric) {
      case "rmse", "mae", "mse", "medianAbsoluteError", "maxError" -> Numbers.precise(value, 4);
      case "mape" -> value > 100 ? Numbers.significant(value, 3) : Numbers.percent(value);
      default -> Numbers.fixed(value, 4);
    };
  }
}
