package dev.chainrule.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every metric and every curve with values recorded by {@code metric/record.py}. */
class ScikitLearnTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void classification(String name, Located recorded) {
    int k = recorded.member("classes").wholeNumber(2, 10);
    ClassificationReport report =
        ClassificationReport.of(
            names(k),
            whole(recorded, "truth"),
            numbers(recorded, "probabilities"),
            numbers(recorded, "weights"));

    for (int i = 0; i < k * k; i++) {
      assertThat(report.confusion().count(i / k, i % k)).isEqualTo(whole(recorded, "confusion")[i]);
      requireClose(
          "weight",
          report.confusion().weight(i / k, i % k),
          numbers(recorded, "confusionOfWeights")[i]);
    }
    requireSameScores(recorded, report.classes());
    requireSameMetrics(recorded, report);
  }

  static Stream<Arguments> classification() throws IOException {
    return cases("classification");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void multilabel(String name, Located recorded) {
    int[] truth = whole(recorded, "truth");
    boolean[] holds = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      holds[i] = truth[i] == 1;
    }
    MultiLabelReport report =
        MultiLabelReport.of(
            names(recorded.member("labels").wholeNumber(1, 10)),
            holds,
            numbers(recorded, "probabilities"),
            numbers(recorded, "weights"));

    requireSameScores(recorded, report.scores());
    requireSameMetrics(recorded, report);
  }

  static Stream<Arguments> multilabel() throws IOException {
    return cases("multilabel");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void regression(String name, Located recorded) {
    requireSameMetrics(
        recorded,
        RegressionReport.of(
            names(recorded.member("columns").wholeNumber(1, 10)),
            numbers(recorded, "truth"),
            numbers(recorded, "predicted"),
            numbers(recorded, "weights")));
  }

  static Stream<Arguments> regression() throws IOException {
    return cases("regression");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void counts(String name, Located recorded) {
    requireSameMetrics(
        recorded,
        CountReport.of(
            names(1),
            numbers(recorded, "truth"),
            numbers(recorded, "predicted"),
            numbers(recorded, "weights")));
  }

  static Stream<Arguments> counts() throws IOException {
    return cases("counts");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void quantiles(String name, Located recorded) {
    double[] levels = numbers(recorded, "levels");
    QuantileReport report =
        QuantileReport.of(
            Arrays.stream(levels).boxed().toList(),
            numbers(recorded, "truth"),
            numbers(recorded, "predicted"),
            numbers(recorded, "weights"));

    for (int level = 0; level < levels.length; level++) {
      requireClose("loss", report.pinballLoss(level), numbers(recorded, "losses")[level]);
      requireClose("coverage", report.coverage(level), numbers(recorded, "coverage")[level]);
    }
    requireSameMetrics(recorded, report);
  }

  static Stream<Arguments> quantiles() throws IOException {
    return cases("quantiles");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void curves(String name, Located recorded) {
    int[] truth = whole(recorded, "positive");
    boolean[] positive = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      positive[i] = truth[i] == 1;
    }
    double[] scores = numbers(recorded, "scores");
    double[] weights = numbers(recorded, "weights");

    RocCurve roc = RocCurve.of(positive, scores, weights);
    requireSameRoc(recorded.member("roc"), roc);
    requireSameRoc(recorded.member("simplifiedRoc"), roc.simplified());

    Located expected = recorded.member("precisionRecall");
    List<PrecisionRecallCurve.Point> points =
        PrecisionRecallCurve.of(positive, scores, weights).points();
    requireClose(
        expected.member("precision"),
        points.stream().mapToDouble(PrecisionRecallCurve.Point::precision).toArray());
    requireClose(
        expected.member("recall"),
        points.stream().mapToDouble(PrecisionRecallCurve.Point::recall).toArray());
    requireClose(
        expected.member("threshold"),
        points.stream()
            .limit(points.size() - 1)
            .mapToDouble(PrecisionRecallCurve.Point::threshold)
            .toArray());

    if (weights.length == 0) {
      requireSameBins(
          recorded.member("uniform"), ReliabilityCurve.uniform(5, positive, scores).bins());
      requireSameBins(
          recorded.member("quantile"), ReliabilityCurve.quantile(5, positive, scores).bins());
    }
  }

  static Stream<Arguments> curves() throws IOException {
    return cases("curves");
  }

  private static void requireSameRoc(Located expected, RocCurve curve) {
    requireClose(
        expected.member("falsePositiveRate"),
        curve.points().stream().mapToDouble(RocCurve.Point::falsePositiveRate).toArray());
    requireClose(
        expected.member("truePositiveRate"),
        curve.points().stream().mapToDouble(RocCurve.Point::truePositiveRate).toArray());
    requireClose(
        expected.member("threshold"),
        curve.points().stream().mapToDouble(RocCurve.Point::threshold).toArray());
  }

  private static void requireSameBins(Located expected, List<ReliabilityCurve.Bin> bins) {
    requireClose(
        expected.member("positiveShare"),
        bins.stream().mapToDouble(ReliabilityCurve.Bin::positiveShare).toArray());
    requireClose(
        expected.member("meanProbability"),
        bins.stream().mapToDouble(ReliabilityCurve.Bin::meanProbability).toArray());
  }

  private static void requireSameScores(Located recorded, List<ClassScores> classes) {
    for (int i = 0; i < classes.size(); i++) {
      ClassScores scores = classes.get(i);
      requireClose("precision", scores.precision(), numbers(recorded, "precision")[i]);
      requireClose("recall", scores.recall(), numbers(recorded, "recall")[i]);
      requireClose("F1", scores.f1(), numbers(recorded, "f1")[i]);
      assertThat(scores.support()).isEqualTo(whole(recorded, "support")[i]);
    }
  }

  private static void requireSameMetrics(Located recorded, Report report) {
    assertThat(report.metrics().keySet())
        .containsExactlyInAnyOrderElementsOf(recorded.member("metrics").members().keySet());
    report
        .metrics()
        .forEach((name, value) ->
            requireClose(name, value, recorded.member("metrics").member(name).number()));
  }

  private static void requireClose(Located expected, double[] values) {
    assertThat(values).hasSize(expected.items().size());
    for (int i = 0; i < values.length; i++) {
      requireClose("point " + i, values[i], expected.items().get(i).number());
    }
  }

  private static void requireClose(String name, double value, double expected) {
    if (Double.isFinite(expected)) {
      assertThat(value)
          .as(name)
          .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
    } else {
      assertThat(value).as(name).isEqualTo(Double.valueOf(expected));
    }
  }

  private static Stream<Arguments> cases(String kind) throws IOException {
    try (InputStream in = ScikitLearnTest.class.getResourceAsStream("/metric/scikit-learn.json")) {
      Located document = new Located("", Json.parse(Objects.requireNonNull(in).readAllBytes()));
      return document.member(kind).items().stream()
          .map(recorded -> Arguments.of(recorded.member("name").text(), recorded));
    }
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "name " + i).toList();
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
