package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.decision.CalibrationMethod;
import dev.chainrule.decision.ThresholdRule;
import dev.chainrule.model.Model;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationShareTest {

  private static final Table ROWS = SampleTables.clouds(240);
  private static final Table HELD_OUT = ROWS.select(IntStream.range(0, 60).toArray());
  private static final Schema SCHEMA = Schema.of(ROWS, "kind");
  private static final Choices CHOICES =
      Choices.none().with(Choices.EPOCHS, 5).with(Choices.HIDDEN, List.of(4));

  @ParameterizedTest
  @EnumSource
  void theRowsSetAsideAreThoseThatTheCalibrationIsFittedTo(CalibrationMethod method) {
    TablePlan plan =
        TablePlan.of(
            ROWS,
            SCHEMA,
            HELD_OUT,
            CHOICES.with(Choices.CALIBRATION, method).with(Choices.CALIBRATION_SHARE, 0.25));
    List<Integer> learnt = IntStream.of(plan.trainingRows()).boxed().toList();
    int[] aside = IntStream.range(0, 240).filter(row -> !learnt.contains(row)).toArray();
    assertThat(aside).hasSize(60);

    TablePlan.Outcome outcome = plan.train(TrainingListener.none());
    assertThat(outcome.setAside()).isEqualTo(60);
    assertThat(outcome.report().rows()).isEqualTo(60);
    Model model = outcome.model();
    Preparation preparation = plan.preparation();
    float[] scores = model.scores(preparation.inputs(ROWS.select(aside)));
    assertThat(model.decision().calibrations())
        .containsExactly(
            method.fit(
                IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray(),
                preparation.classIndices(ROWS, aside)));
  }

  @Test
  void everyClassIsSetAsideInItsShareAndTheStatisticsAreThoseOfTheRowsLearntFrom() {
    TablePlan plan =
        TablePlan.of(
            ROWS,
            SCHEMA,
            CHOICES
                .with(Choices.THRESHOLD, ThresholdRule.of("best-f1"))
                .with(Choices.CALIBRATION_SHARE, 0.5));
    int[] learnt = plan.trainingRows();
    assertThat(learnt).hasSize(96);
    assertThat(
            IntStream.of(plan.preparation().classIndices(ROWS, learnt)).filter(c -> c == 1).count())
        .isEqualTo(32);
    assertThat(plan.preparation().inputs(ROWS.select(learnt)).rows()).isEqualTo(96);
    assertThat(plan.decisions())
        .anySatisfy(decision -> {
          assertThat(decision.name()).isEqualTo("calibration share");
          assertThat(decision.value()).isEqualTo("50% of the 192 rows not held out");
        })
        .anySatisfy(decision -> {
          assertThat(decision.name()).isEqualTo("threshold");
          assertThat(decision.reason()).isEqualTo("given; fitted to the 96 rows set aside for it");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.4"})
  void aShareThatNothingIsFittedToIsRefused(String threshold) {
    Choices choices = CHOICES.with(Choices.CALIBRATION_SHARE, 0.2);
    Choices given =
        threshold.isEmpty()
            ? choices
            : choices.with(Choices.THRESHOLD, ThresholdRule.of(threshold));
    assertThatThrownBy(() -> TablePlan.of(ROWS, SCHEMA, given))
        .isInstanceOf(ChoiceException.class)
        .hasMessageContaining("there is nothing to fit to it");
  }
}
