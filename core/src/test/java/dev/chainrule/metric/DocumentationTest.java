package dev.chainrule.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/metrics.md} names every metric, with its direction. */
class DocumentationTest {

  @ParameterizedTest
  @EnumSource
  void everyMetricIsExplained(Metric metric) throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "metrics.md")).stream()
            .filter(line ->
                line.startsWith("| ")
                    && line.split("\\|", -1)[1].contains("`" + metric.label() + "`"))
            .toList();

    assertThat(rows).as(metric.label()).hasSize(1);
    assertThat(rows.getFirst())
        .contains("| " + (metric.higherIsBetter() ? "higher" : "lower") + " |");
  }
}
