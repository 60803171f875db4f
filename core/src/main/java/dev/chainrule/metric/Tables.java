package dev.chainrule.metric;

import dev.chainrule.text.TextTable;
import java.util.Locale;

/** The most telling metrics of a report as a table of two columns. */
final class Tables {

  private Tables() {}

  /** Values without a unit, with four decimals. */
  static String shares(Report report) {
    return table(report, "%.4f");
  }

  /** Values in units of the target, with five digits. */
  static String numbers(Report report) {
    return table(report, "%.5g");
  }

  /** A share with four decimals. */
  static String share(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** A number with five digits. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }

  private static String table(Report report, String format) {
    TextTable table = TextTable.aligned("lr");
    for (Metric metric : Metric.telling(report.outputs())) {
      table.row(metric.label(), String.format(Locale.ROOT, format, report.metric(metric)));
    }
    return table.toString();
  }
}
