package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.training.LearningCurve.Point;
import dev.chainrule.training.LearningCurve.Result;
import dev.chainrule.training.LearningCurve.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

  private static final Choices QUICK =
      Choices.none()
          .with(Choices.HIDDEN, List.of(4))
          .with(Choices.EPOCHS, 10)
          .with(Choices.PATIENCE, 0);

  private static final Table CLOUDS = SampleTables.clouds(90);
  private static final Schema SCHEMA = Schema.of(CLOUDS, "kind");

  @Test
  void sizesAreSharesOrNumbersOfTheRowsThatTrainingCanKnow() {
    LearningCurve curve = LearningCurve.of(CLOUDS, SCHEMA, QUICK).withFolds(3);

    assertThat(curve.sizes()).containsExactly(6, 12, 24, 42, 60);
    assertThat(curve.withSizes(List.of(50.0, 10.0, 0.5, 30.0)).sizes()).containsExactly(10, 30, 50);
    assertThat(curve.trainings()).isEqualTo(15);
    assertThatThrownBy(() -> curve.withSizes(List.of(61.0)).run())
        .hasMessageContaining("up to 60")
        .hasMessageContaining("got 61");
    assertThatThrownBy(() -> curve.withSizes(List.of(0.02)).run())
        .hasMessageContaining("2% of 60 rows are 1: too few");
  }

  @Test
  void allRowsGiveWhatCrossValidationGives() {
    Result curve =
        LearningCurve.of(CLOUDS, SCHEMA, QUICK).withFolds(3).withSizes(List.of(0.3, 1.0)).run();
    CrossValidation.Result folds = CrossValidation.of(CLOUDS, SCHEMA, QUICK).withFolds(3).run();

    List<Point> points = curve.points("logLoss");
    assertThat(points).extracting(Point::known).containsExactly(18, 60);
    assertThat(points.get(1).heldOut()).isEqualTo(folds.scores("logLoss"));
    assertThat(points.get(0).heldOut()).isNotEqualTo(points.get(1).heldOut());
    assertThat(points.get(0).training().count()).isEqualTo(3);
  }

  @Test
  void trainingIsJudgedOnTheRowsThatWereLearntFrom() {
    Result curve =
        LearningCurve.of(CLOUDS, SCHEMA, QUICK).withFolds(3).withSizes(List.of(20.0)).run();

    // A fifth of the rows that training knows is held out to choose the epoch.
    assertThat(curve.runs())
        .hasSize(3)
        .allSatisfy(run -> {
          assertThat(run.training().rows()).isEqualTo(16);
          assertThat(run.heldOut().rows()).isEqualTo(30);
        });
  }

  @Test
  void whatIsDoneIsKeptWhenAStopIsRequested() {
    List<Run> heard = new ArrayList<>();

    Result curve =
        LearningCurve.of(CLOUDS, SCHEMA, QUICK.with(Choices.THREADS, 1))
            .withFolds(2)
            .run(heard::add, () -> heard.size() == 3);

    assertThat(curve.runs()).isEqualTo(heard).hasSize(3);
    assertThat(curve.planned()).isEqualTo(10);
  }
}
