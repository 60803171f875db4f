package dev.chainrule.cli.report;

import dev.chainrule.cli.report.UnitPlot.Curve;
import dev.chainrule.cli.report.UnitPlot.Spot;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.QuantileReport;
import java.util.List;
import java.util.stream.IntStream;

/** What share of rows lies below each predicted quantile, against its level. */
final class CoveragePlot {

  private CoveragePlot() {}

  static UnitPlot of(QuantileReport network, String id) {
    return new UnitPlot(
        id,
        "Coverage of the quantiles",
        "The share of rows below a predicted quantile differs from its level by %s on average."
            .formatted(Numbers.fixed(network.metric(Metric.COVERAGE_ERROR), 3)),
        "level",
        "share of rows",
        List.of(
            new Curve(
                "",
                "",
                IntStream.range(0, network.levels().size())
                    .mapToObj(j -> new Spot(network.levels().get(j), network.coverage(j)))
                    .toList(),
                false,
                true)),
        List.of(new Spot(0, 0), new Spot(1, 1)),
        List.of());
  }
}
