package dev.chainrule.cli;

import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Which metrics to say.
 *
 * @param named the metrics; none for all that suit
 */
record MetricChoice(List<Metric> named) {

  /** The chosen ones for such outputs; naming one that does not suit them is wrong usage. */
  List<Metric> of(Outputs outputs, CommandSpec spec) {
    try {
      named.forEach(metric -> metric.requireSuits(outputs));
    } catch (IllegalArgumentException unsuitable) {
      throw Usage.wrong(spec, "--metrics: " + unsuitable.getMessage());
    }
    return named.isEmpty() ? Metric.suiting(outputs) : named;
  }

  /** Names between commas, or all. */
  static final class Reader implements ITypeConverter<MetricChoice> {
    @Override
    public MetricChoice convert(String text) {
      try {
        return new MetricChoice(
            text.strip().equals("all")
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Metric::of).distinct().toList());
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException(unknown.getMessage());
      }
    }
  }
}
