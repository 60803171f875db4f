package dev.chainrule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Report;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final int ROWS = 100;

  @Test
  void rowsInPiecesAreJudgedAsAllAtOnce() {
    for (Model model : SampleModels.second().values()) {
      Table all = model.task().equals(Optional.of(Task.MULTILABEL)) ? labelled() : counted();
      Evaluation evaluation = model.evaluation();

      evaluation.add(all.select(0));
      evaluation.add(withOtherCodes(all.select(IntStream.range(1, 60).toArray())));
      evaluation.add(all.select(IntStream.range(60, ROWS).toArray()));

      assertSame(evaluation.report(), model.evaluate(all));
      assertSame(evaluation.baseline(), model.baseline(all, all.allRows(), all));
    }
  }

  @Test
  void rowsAreNeededAndTheirTargets() {
    Evaluation evaluation = SampleModels.second().lastEntry().getValue().evaluation();
    assertThatIllegalStateException()
        .isThrownBy(evaluation::report)
        .withMessageContaining("no rows to judge");

    Table inputs = new Table("x.csv", List.of(new Column.Numbers("x", new double[] {1})));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluation.add(inputs))
        .withMessageContaining("x.csv has no column 'y'");
  }

  private static void assertSame(Report report, Report expected) {
    assertThat(report.rows()).isEqualTo(expected.rows());
    for (Metric metric : Metric.suiting(expected.outputs())) {
      assertThat(report.metric(metric)).as(metric.name()).isEqualTo(expected.metric(metric));
    }
  }

  /** The same rows, whose labels are numbered the other way round. */
  private static Table withOtherCodes(Table table) {
    return new Table(
        table.source(),
        table.columns().stream()
            .map(column ->
                column instanceof Column.Labels labels
                    ? new Column.Labels(
                        labels.name(),
                        labels.type(),
                        labels.labels().reversed(),
                        IntStream.of(labels.codes()).map(code -> 1 - code).toArray())
                    : column)
            .toList());
  }

  private static Table labelled() {
    return new Table(
        "weather.csv",
        List.of(
            numbers("x", 1),
            labels("wet", ColumnType.BOOLEAN, "no", "yes"),
            labels("cold", ColumnType.CATEGORY, "0", "1"),
            numbers("w", 2)));
  }

  private static Table counted() {
    return new Table("counts.csv", List.of(numbers("x", 1), numbers("y", 3), numbers("w", 2)));
  }

  private static Column numbers(String name, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Column.Numbers(
        name, IntStream.range(0, ROWS).mapToDouble(row -> random.nextInt(5)).toArray());
  }

  private static Column labels(String name, ColumnType type, String... labels) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    return new Column.Labels(
        name,
        type,
        List.of(labels),
        IntStream.range(0, ROWS).map(row -> random.nextInt(2)).toArray());
  }
}
