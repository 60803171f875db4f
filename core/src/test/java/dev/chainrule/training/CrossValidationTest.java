package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Column;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.model.Model;
import dev.chainrule.model.Predictions.NumberPredictions;
import dev.chainrule.training.CrossValidation.Fold;
import dev.chainrule.training.CrossValidation.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossValidationTest {

  private static final Choices QUICK =
      Choices.none()
          .with(Choices.HIDDEN, List.of(4))
          .with(Choices.EPOCHS, 6)
          .with(Choices.PATIENCE, 0);

  private static final Table LINE = SampleTables.line(80);
  private static final Schema LINE_SCHEMA = Schema.of(LINE, "y").withIgnored(List.of("part"));
  private static final Table CLOUDS = SampleTables.clouds(90);
  private static final Schema CLOUDS_SCHEMA = Schema.of(CLOUDS, "kind");

  @Test
  void everyRowIsPredictedOnceByATrainingThatHasNotSeenIt() {
    Result result = CrossValidation.of(CLOUDS, CLOUDS_SCHEMA, QUICK).withFolds(3).run();

    assertThat(result.folds()).extracting(Fold::name).containsExactly("1", "2", "3");
    assertThat(result.folds().stream().flatMapToInt(fold -> Arrays.stream(fold.rows())).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 90).boxed().toList());
    for (Fold fold : result.folds()) {
      assertThat(fold.report().rows()).isEqualTo(30);
      assertThat(fold.predictions().rows()).isEqualTo(30);
    }
  }

  @Test
  void aFoldIsWhatTrainingOnTheOtherRowsAloneGives() {
    Result result =
        CrossValidation.of(LINE, LINE_SCHEMA, QUICK).withFoldsOf(LINE.column("part")).run();

    for (Fold fold : result.folds()) {
      int[] others = IntStream.range(0, 80).filter(row -> !contains(fold.rows(), row)).toArray();
      Table known = LINE.select(others);
      TablePlan plan = TablePlan.of(known, LINE_SCHEMA, QUICK);
      Model alone = plan.train(TrainingListener.none()).model();
      Table unseen = LINE.select(fold.rows());
      assertThat(((NumberPredictions) fold.predictions()).values())
          .isEqualTo(((NumberPredictions) alone.predict(unseen)).values());
      assertThat(fold.baseline().metric("rmse"))
          .isEqualTo(alone.baseline(known, plan.trainingRows(), unseen).metric("rmse"));
    }
  }

  /** Cells and targets of held-out rows must not reach the training that judges them. */
  @Test
  void nothingOfAFoldLeaksIntoItsTraining() {
    Table changed = withOtherCells(LINE, row -> row % 4 == 2 && row != 42);

    Fold before = fold(LINE, "2");
    Fold after = fold(changed, "2");

    int at = Arrays.binarySearch(before.rows(), 42);
    assertThat(value(after, at)).isEqualTo(value(before, at));
    assertThat(value(after, at + 1)).isNotEqualTo(value(before, at + 1));
    Fold other = fold(changed, "1");
    assertThat(value(other, 0))
        .as("but it does reach the others")
        .isNotEqualTo(value(fold(LINE, "1"), 0));
  }

  @Test
  void meanAndStandardErrorAreThoseOfTheFolds() {
    Result result = CrossValidation.of(LINE, LINE_SCHEMA, QUICK).withFolds(4).run();

    double[] r2 = result.folds().stream().mapToDouble(fold -> fold.report().metric("r2")).toArray();
    double mean = Arrays.stream(r2).sum() / 4;
    double squares = Arrays.stream(r2).map(x -> (x - mean) * (x - mean)).sum();
    Scores scores = result.scores("r2");
    assertThat(scores.count()).isEqualTo(4);
    assertThat(scores.mean()).isCloseTo(mean, within(1e-12));
    assertThat(scores.standardError()).isCloseTo(Math.sqrt(squares / 3) / 2, within(1e-12));
    assertThat(result.scores().get("r2")).isEqualTo(scores);
    assertThat(Objects.requireNonNull(result.baseline().get("r2")).mean())
        .isLessThan(scores.mean());
  }

  @Test
  void repeatsHaveSeedsOfTheirOwnAndDoNotDivideTheError() {
    Choices seven = QUICK.with(Choices.SEED, 7L);
    Result twice =
        CrossValidation.of(CLOUDS, CLOUDS_SCHEMA, seven).withFolds(3).withRepeats(2).run();
    Result second =
        CrossValidation.of(CLOUDS, CLOUDS_SCHEMA, QUICK.with(Choices.SEED, 8L)).withFolds(3).run();

    assertThat(twice.folds()).hasSize(6);
    assertThat(twice.folds().get(3).rows()).isEqualTo(second.folds().get(0).rows());
    assertThat(twice.folds().get(5).report().metrics())
        .isEqualTo(second.folds().get(2).report().metrics());
    Scores scores = twice.scores("logLoss");
    assertThat(scores.standardError()).isCloseTo(scores.deviation() / Math.sqrt(3), within(1e-12));
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() {
    assertThat(scores(1)).isEqualTo(scores(3));
  }

  @Test
  void whatIsDoneIsKeptWhenAStopIsRequested() {
    List<Fold> heard = new ArrayList<>();
    Result result =
        CrossValidation.of(LINE, LINE_SCHEMA, QUICK.with(Choices.THREADS, 1))
            .withFolds(4)
            .run(heard::add, () -> heard.size() == 2);

    assertThat(result.planned()).isEqualTo(4);
    assertThat(result.folds()).isEqualTo(heard).hasSize(2);
    assertThat(result.scores("r2").count()).isEqualTo(2);
  }

  @Test
  void groupsAreKeptTogetherAndMayNotBeInputs() {
    Result result =
        CrossValidation.of(LINE, LINE_SCHEMA, QUICK)
            .withGroups(LINE.column("part"))
            .withFolds(2)
            .run();

    assertThat(result.folds()).hasSize(2).allSatisfy(fold -> assertThat(fold.rows()).hasSize(40));
    assertThatThrownBy(() ->
            CrossValidation.of(LINE, Schema.of(LINE, "y"), QUICK).withFoldsOf(LINE.column("part")))
        .hasMessageContaining("'part'")
        .hasMessageContaining("must not be an input");
  }

  @Test
  void divergenceNamesTheFold() {
    Choices wild =
        QUICK
            .with(Choices.OPTIMIZER, dev.chainrule.optimizer.Optimizer.sgd())
            .with(Choices.LEARNING_RATE, 1e30);

    assertThatThrownBy(() -> CrossValidation.of(LINE, LINE_SCHEMA, wild).withFolds(2).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Fold ")
        .hasMessageContaining("diverged");
  }

  @Test
  void aClassWithFewerRowsThanFoldsIsTold() {
    assertThat(CrossValidation.of(CLOUDS, CLOUDS_SCHEMA, QUICK).withFolds(31).notice())
        .hasValue("The smallest class has 30 rows for 31 folds: some folds have none of it.");
    assertThat(CrossValidation.of(CLOUDS, CLOUDS_SCHEMA, QUICK).notice()).isEmpty();
  }

  @Test
  void aClassThatNoOtherFoldHasCanStillBeJudged() {
    int[] kinds = new int[40];
    double[] part = new double[40];
    double[] x = new double[40];
    for (int row = 0; row < 40; row++) {
      part[row] = row % 4;
      kinds[row] = part[row] == 3 ? 2 : row / 4 % 2;
      x[row] = kinds[row] + 0.1 * (row % 7);
    }
    Table table =
        new Table(
            "kinds",
            List.of(
                new Column.Numbers("x", x),
                new Column.Numbers("part", part),
                new Column.Labels(
                    "kind",
                    dev.chainrule.data.ColumnType.CATEGORY,
                    List.of("a", "b", "rare"),
                    kinds)));

    Result result =
        CrossValidation.of(table, Schema.of(table, "kind").withIgnored(List.of("part")), QUICK)
            .withFoldsOf(table.column("part"))
            .run();

    assertThat(result.folds().get(3).report().rows()).isEqualTo(10);
    assertThat(result.folds().get(0).predictions().rows()).isEqualTo(10);
  }

  private static Scores scores(int threads) {
    return CrossValidation.of(CLOUDS, CLOUDS_SCHEMA, QUICK.with(Choices.THREADS, threads))
        .withFolds(3)
        .run()
        .scores("logLoss");
  }

  private static Fold fold(Table table, String name) {
    return CrossValidation.of(table, LINE_SCHEMA, QUICK)
        .withFoldsOf(table.column("part"))
        .run()
        .folds()
        .stream()
        .filter(fold -> fold.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double value(Fold fold, int at) {
    return ((NumberPredictions) fold.predictions()).value(at);
  }

  private static Table withOtherCells(Table table, java.util.function.IntPredicate rows) {
    return new Table(
        table.source(),
        table.columns().stream()
            .map(column -> {
              double[] values = ((Column.Numbers) column).values().clone();
              if (!column.name().equals("part")) {
                IntStream.range(0, values.length)
                    .filter(rows)
                    .forEach(row -> values[row] = 1000 * values[row] + 5);
              }
              return (Column) new Column.Numbers(column.name(), values);
            })
            .toList());
  }

  private static boolean contains(int[] rows, int row) {
    return Arrays.binarySearch(rows, row) >= 0;
  }
}
