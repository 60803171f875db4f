package dev.chainrule.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Encoder;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Metric;
import dev.chainrule.model.Model;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both against values recorded from scikit-learn (resources/explain/record.py). */
class ImportanceAndDependenceTest {

  private static final double SINGLE_PRECISION = 2e-6;

  private final Located recorded = recorded();
  private final Table table = table(recorded);
  private final Model model = model(table);

  @Test
  void importanceIsThatOfScikitLearnForTheSameShuffles() {
    PermutationImportance importance = PermutationImportance.of(model, table).withMetric(Metric.R2);
    double score = model.evaluate(table).metric(Metric.R2);
    assertThat(score).isCloseTo(recorded.member("score").number(), within(SINGLE_PRECISION));

    for (int column = 0; column < 3; column++) {
      List<Double> losses = new ArrayList<>();
      for (Located order : recorded.member("orders").items()) {
        losses.add(importance.loss("x" + column, ints(order), score));
      }
      double[] expected = doubles(recorded.member("importances").items().get(column));
      for (int repeat = 0; repeat < expected.length; repeat++) {
        assertThat(losses.get(repeat)).isCloseTo(expected[repeat], within(SINGLE_PRECISION));
      }
      PermutationImportance.Importance all =
          new PermutationImportance.Importance("x" + column, losses);
      assertThat(all.mean())
          .isCloseTo(doubles(recorded.member("mean"))[column], within(SINGLE_PRECISION));
      assertThat(all.deviation())
          .isCloseTo(doubles(recorded.member("deviation"))[column], within(SINGLE_PRECISION));
    }
  }

  @Test
  void dependenceIsThatOfScikitLearn() {
    for (Located expected : recorded.member("dependence").items()) {
      PartialDependence.Result result =
          PartialDependence.of(model, table, "x" + expected.member("column").longNumber())
              .withResolution((int) expected.member("resolution").longNumber())
              .run();

      double[] grid = doubles(expected.member("grid"));
      double[] average = doubles(expected.member("average"));
      double[] third = doubles(expected.member("row3"));
      assertThat(result.points()).hasSize(grid.length);
      for (int i = 0; i < grid.length; i++) {
        assertThat(result.points().get(i).number()).isCloseTo(grid[i], within(1e-12));
        assertThat(result.points().get(i).mean()).isCloseTo(average[i], within(SINGLE_PRECISION));
        assertThat(result.points().get(i).predictions()[3])
            .isCloseTo(third[i], within(SINGLE_PRECISION));
      }
    }
  }

  @Test
  void theMostImportantColumnComesFirstAndOneWithoutEffectHasNone() {
    PermutationImportance.Result result =
        PermutationImportance.of(model, table).withRepeats(5).withSeed(1).run();

    assertThat(result.columns())
        .extracting(PermutationImportance.Importance::column)
        .containsExactly("x0", "x1", "x2");
    assertThat(result.columns().getLast().losses()).containsOnly(0.0).hasSize(5);
    assertThat(result.metric()).isEqualTo(Metric.R2);
    assertThat(result)
        .isEqualTo(PermutationImportance.of(model, table).withRepeats(5).withSeed(1).run())
        .isNotEqualTo(PermutationImportance.of(model, table).withRepeats(5).withSeed(2).run());
  }

  @Test
  void ofErrorsTheRiseCounts() {
    PermutationImportance.Result result =
        PermutationImportance.of(model, table).withMetric(Metric.MAE).run();

    assertThat(result.columns().getFirst().mean()).isPositive();
  }

  @Test
  void labelsHaveTheirOwnBars() {
    int[] codes = IntStream.range(0, 24).map(row -> row % 3).toArray();
    codes[5] = -1;
    Table rows =
        new Table(
            "t",
            List.of(
                new Column.Labels(
                    "kind", ColumnType.CATEGORY, List.of("b", "a", "c", "unused"), codes),
                table.column("y")));
    Preparation preparation =
        new Preparation(
            List.of(new Encoder.OneHot("kind", List.of("a", "b"), false)),
            new TargetEncoding.Amount("y", 0, 1));
    Model one =
        Model.of(
                Network.of(Architecture.of(3, Dense.of(1)), new float[] {1, 2, 5, 0}),
                Loss.meanSquaredError())
            .withTable(Schema.of(rows, "y"), preparation);

    PartialDependence.Result result = PartialDependence.of(one, rows, "kind").run();

    assertThat(result.numeric()).isFalse();
    assertThat(result.points())
        .extracting(point -> point.value() + point.mean())
        .containsExactly("a1.0", "b2.0", "c5.0");
  }

  @Test
  void whatCannotBeShownIsRefused() {
    assertThatThrownBy(() -> PartialDependence.of(model, table, "z"))
        .hasMessage("The model does not use a column 'z'; it uses x0, x1, x2.");
    assertThatThrownBy(() -> PartialDependence.of(model, table, "x0").withResolution(1))
        .hasMessageContaining("got 1");
    assertThatThrownBy(() -> PermutationImportance.of(model, table).withRepeats(0))
        .hasMessageContaining("got 0");
    assertThatThrownBy(
            () -> PermutationImportance.of(model, table).withMetric(Metric.ACCURACY).run())
        .hasMessageContaining("accuracy");
  }

  private static Model model(Table table) {
    Preparation preparation =
        new Preparation(
            IntStream.range(0, 3)
                .mapToObj(i -> (Encoder) new Encoder.Standardize("x" + i, 0, 1, false))
                .toList(),
            new TargetEncoding.Amount("y", 0, 1));
    return Model.of(
            Network.of(
                Architecture.of(3, Dense.of(1, Activation.tanh())), new float[] {2, -1, 0, 0}),
            Loss.meanSquaredError())
        .withTable(Schema.of(table, "y"), preparation);
  }

  private static Table table(Located recorded) {
    List<Located> rows = recorded.member("x").items();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int column = i;
      columns.add(
          new Column.Numbers(
              "x" + i, rows.stream().mapToDouble(row -> doubles(row)[column]).toArray()));
    }
    columns.add(new Column.Numbers("y", doubles(recorded.member("y"))));
    return new Table("recorded", columns);
  }

  private static double[] doubles(Located array) {
    return array.items().stream().mapToDouble(Located::number).toArray();
  }

  private static int[] ints(Located array) {
    return array.items().stream().mapToInt(item -> (int) item.longNumber()).toArray();
  }

  private static Located recorded() {
    try (InputStream stream =
        Objects.requireNonNull(
            ImportanceAndDependenceTest.class.getResourceAsStream("/explain/scikit-learn.json"))) {
      return new Located(
          "scikit-learn", Json.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
