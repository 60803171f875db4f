package dev.chainrule.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every metric with values recorded from scikit-learn by {@code metric/record.py}. */
class ScikitLearnTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void classification(String name, Located recorded) {
    int k = recorded.member("classes").wholeNumber(2, 10);
    List<String> labels = IntStream.range(0, k).mapToObj(i -> "class " + i).toList();
    ClassificationReport report =
        ClassificationReport.of(
            labels, whole(recorded, "truth"), numbers(recorded, "probabilities"));

    int[] confusion = whole(recorded, "confusion");
    for (int i = 0; i < k * k; i++) {
      assertThat(report.confusion().count(i / k, i % k)).isEqualTo(confusion[i]);
    }
    for (int i = 0; i < k; i++) {
      ClassScores scores = report.classes().get(i);
      assertThat(scores.precision()).isCloseTo(numbers(recorded, "precision")[i], within(1e-15));
      assertThat(scores.recall()).isCloseTo(numbers(recorded, "recall")[i], within(1e-15));
      assertThat(scores.f1()).isCloseTo(numbers(recorded, "f1")[i], within(1e-15));
      assertThat(scores.support()).isEqualTo(whole(recorded, "support")[i]);
    }
    requireSameMetrics(recorded, report);
  }

  static Stream<Arguments> classification() throws IOException {
    return cases("classification");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void regression(String name, Located recorded) {
    requireSameMetrics(
        recorded, RegressionReport.of(numbers(recorded, "truth"), numbers(recorded, "predicted")));
  }

  static Stream<Arguments> regression() throws IOException {
    return cases("regression");
  }

  private static void requireSameMetrics(Located recorded, Report report) {
    assertThat(List.copyOf(report.metrics().keySet()))
        .isEqualTo(List.copyOf(recorded.member("metrics").members().keySet()));
    report
        .metrics()
        .forEach((name, value) -> {
          double expected = recorded.member("metrics").member(name).number();
          if (Double.isNaN(expected)) {
            assertThat(value).as(name).isNaN();
          } else {
            assertThat(value)
                .as(name)
                .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
          }
        });
  }

  private static Stream<Arguments> cases(String kind) throws IOException {
    try (InputStream in = ScikitLearnTest.class.getResourceAsStream("/metric/scikit-learn.json")) {
      Located document = new Located("", Json.parse(Objects.requireNonNull(in).readAllBytes()));
      return document.member(kind).items().stream()
          .map(recorded -> Arguments.of(recorded.member("name").text(), recorded));
    }
  }

  private static double[] numbers(Located recorded, String name) {
    return recorded.member(name).items().stream().mapToDouble(Located::number).toArray();
  }

  private static int[] whole(Located recorded, String name) {
    return recorded.member(name).items().stream()
        .mapToInt(number -> number.wholeNumber(0, Integer.MAX_VALUE))
        .toArray();
  }
}
