package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.ClassWeights;
import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.decision.CalibrationMethod;
import dev.chainrule.decision.ThresholdRule;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Model;
import dev.chainrule.training.CrossValidation.Fold;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many trainings side by side of every kind of target, with weights of rows and classes,
 * calibrations and thresholds: each is what a training alone comes to.
 */
class KindsOfTargetTest {

  private static final int ROWS = 96;
  private static final Table TABLE = table();
  private static final Choices QUICK =
      Choices.none()
          .with(Choices.HIDDEN, List.of(4))
          .with(Choices.EPOCHS, 8)
          .with(Choices.PATIENCE, 0);

  /** What is predicted, and what is chosen for it. */
  record Kind(List<String> targets, Choices choices) {

    Schema schema() {
      List<String> others =
          List.of("kind", "wet", "cold", "up", "down", "visits").stream()
              .filter(name -> !targets.contains(name))
              .toList();
      return Schema.of(TABLE, targets.getFirst())
          .withTargets(targets)
          .withIgnored(others)
          .withWeight("w");
    }
  }

  static List<Kind> kinds() {
    Choices calibrated =
        QUICK
            .with(Choices.CALIBRATION, CalibrationMethod.PLATT)
            .with(Choices.CALIBRATION_SHARE, 0.25);
    return List.of(
        new Kind(
            List.of("wet"),
            calibrated
                .with(Choices.CLASS_WEIGHTS, ClassWeights.of("balanced"))
                .with(Choices.THRESHOLD, ThresholdRule.of("best-f1"))),
        new Kind(List.of("kind"), calibrated.with(Choices.CLASS_WEIGHTS, ClassWeights.of("a=3"))),
        new Kind(
            List.of("wet", "cold"),
            calibrated.with(Choices.THRESHOLD, ThresholdRule.of("best-matthews-correlation"))),
        new Kind(List.of("up", "down"), QUICK),
        new Kind(List.of("up"), QUICK.with(Choices.LOSS, Loss.of("quantile(0.1,0.5,0.9)"))),
        new Kind(List.of("visits"), QUICK.with(Choices.LOSS, new Loss.Poisson())));
  }

  private static Table table() {
    SplittableRandom random = new SplittableRandom(3);
    double[] x = new double[ROWS];
    double[] noise = new double[ROWS];
    Arrays.setAll(x, _ -> random.nextGaussian());
    Arrays.setAll(noise, _ -> random.nextGaussian() / 2);
    return new Table(
        "kinds",
        List.of(
            numbers("x", row -> x[row]),
            numbers("w", row -> 1 + row % 3),
            labels("kind", List.of("a", "b", "c"), row -> x[row] > 0.6 ? 0 : row % 2 + 1),
            labels("wet", List.of("no", "yes"), row -> x[row] + noise[row] > 0.5 ? 1 : 0),
            labels("cold", List.of("no", "yes"), row -> x[row] - noise[row] < 0 ? 1 : 0),
            numbers("up", row -> 3 * x[row] + noise[row]),
            numbers("down", row -> 100 - 20 * x[row]),
            numbers("visits", row -> Math.max(0, Math.rint(2 + x[row] + noise[row])))));
  }

  private static Column numbers(String name, IntToDoubleFunction value) {
    return new Column.Numbers(name, IntStream.range(0, ROWS).mapToDouble(value).toArray());
  }

  private static Column labels(String name, List<String> labels, IntUnaryOperator code) {
    return new Column.Labels(
        name, ColumnType.CATEGORY, labels, IntStream.range(0, ROWS).map(code).toArray());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFoldIsJudgedAsATrainingOnTheOtherRowsAlone(Kind kind) {
    Schema schema = kind.schema();
    CrossValidation.Result result =
        CrossValidation.of(TABLE, schema, kind.choices()).withFolds(3).run();

    assertThat(result.folds()).hasSize(3);
    for (Fold fold : result.folds()) {
      int[] known =
          IntStream.range(0, ROWS)
              .filter(row -> Arrays.binarySearch(fold.rows(), row) < 0)
              .toArray();
      TablePlan plan = TablePlan.of(TABLE, schema, known, kind.choices());
      Model alone = plan.train(TrainingListener.none()).model();
      Report report = alone.evaluate(TABLE.select(fold.rows()));
      assertThat(fold.report().metrics()).isEqualTo(report.metrics());
      assertThat(report.metrics().values()).allMatch(Double::isFinite);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTrialIsJudgedAsATrainingAlone(Kind kind) {
    Schema schema = kind.schema();
    List<Trial> trials =
        List.of(0.001, 0.1).stream()
            .map(l2 -> Trial.of("l2", l2, kind.choices().with(Choices.L2, l2)))
            .toList();
    Sweep.Result result = Sweep.of(choices -> TablePlan.of(TABLE, schema, choices)).run(trials);

    assertThat(result.results()).hasSize(2);
    for (TrialResult trial : result.results()) {
      TablePlan.Outcome alone =
          TablePlan.of(TABLE, schema, trial.trial().choices()).train(TrainingListener.none());
      assertThat(trial.outcome().orElseThrow().report().metrics())
          .isEqualTo(alone.report().metrics());
      assertThat(trial.score()).isFinite();
    }
  }
}
