package dev.chainrule.cli;

import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which metrics to say.
 *
 * @param named the metrics; none for all that suit
 */
record MetricChoice(List<Metric> named) {

  /** The chosen ones for such outputs; naming one that does not suit them is wrong usage. */
  List<Metric> of(Outputs outputs, CommandSpec spec) {
    named.forEach(metric -> Usage.requireSuits(spec, "--metrics", metric, outputs));
    return named.isEmpty() ? Metric.suiting(outputs) : named;
  }

  /** Names between commas, or all. */
  static MetricChoice of(String text) {
    return new MetricChoice(
        text.strip().equals("all")
            ? List.of()
            : Arrays.stream(text.split(",", -1)).map(Metric::of).distinct().toList());
  }
}
