package dev.chainrule.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

  /** Every schedule, alone and behind a warm-up. */
  static List<Schedule> schedules() {
    return Stream.concat(
            Schedule.all().stream(),
            Schedule.all().stream()
                .filter(schedule -> !(schedule instanceof Schedule.OneCycle))
                .map(schedule -> schedule.afterWarmup(2)))
        .toList();
  }

  @Test
  void everyScheduleIsListed() {
    Set<Class<?>> listed = schedules().stream().map(Object::getClass).collect(Collectors.toSet());
    assertThat(listed).containsExactlyInAnyOrder(Schedule.class.getPermittedSubclasses());
    assertThat(Schedule.all())
        .allSatisfy(schedule -> assertThat(Schedule.of(schedule.label())).isEqualTo(schedule));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everyFactorIsAShareOfTheLearningRateOnTrainingsOfAnyLength(Schedule schedule) {
    for (Horizon horizon :
        List.of(new Horizon(1, 1), new Horizon(1, 2), new Horizon(7, 1), new Horizon(10, 20))) {
      for (long step = 0; step < horizon.steps(); step++) {
        assertThat(schedule.factor(step, horizon)).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void lengthsAreInEpochsHoweverManyStepsTheseHave() {
    Horizon horizon = new Horizon(10, 12);
    Schedule stairs = new Schedule.Step(3, 0.5);
    assertThat(stairs.factor(29, horizon)).isEqualTo(1);
    assertThat(stairs.factor(30, horizon)).isEqualTo(0.5);
    assertThat(new Schedule.Exponential(0.9).factor(20, horizon)).isCloseTo(0.81, within(1e-12));
    assertThat(Schedule.cosine().factor(60, horizon)).isCloseTo(0.5, within(1e-12));
    assertThat(Schedule.cosine().factor(119, horizon)).isBetween(0.0, 0.001);
  }

  @Test
  void aWarmUpRisesStraightAndThenTheOtherScheduleTakesTheRestOfTheTraining() {
    Horizon horizon = new Horizon(10, 12);
    Schedule schedule = Schedule.cosine().afterWarmup(2);
    assertThat(factors(schedule, horizon, 0, 10, 20))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.1, 0.55, 1.0);
    assertThat(schedule.factor(70, horizon)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.factor(119, horizon)).isBetween(0.0, 0.001);
    assertThat(Schedule.constant().afterWarmup(0.5).factor(5, horizon)).isEqualTo(1);
  }

  @Test
  void oneCycleRisesToTheLearningRateAndFallsBelowItsBeginning() {
    Horizon horizon = new Horizon(10, 10);
    double[] factors =
        LongStream.range(0, 100)
            .mapToDouble(step -> Schedule.of("one_cycle").factor(step, horizon))
            .toArray();
    assertThat(factors[0]).isCloseTo(1 / 25.0, within(1e-12));
    assertThat(factors[29]).isCloseTo(1, within(1e-12));
    assertThat(factors[99]).isCloseTo(1 / 25e4, within(1e-12));
    assertThat(DoubleStream.of(factors).max().orElseThrow()).isCloseTo(1, within(1e-12));
  }

  private static double[] factors(Schedule schedule, Horizon horizon, long... steps) {
    return LongStream.of(steps).mapToDouble(step -> schedule.factor(step, horizon)).toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cosin                 | There is no schedule 'cosin'; there are constant, step, exponential, cosine, one_cycle, plateau.
          constant(1)           | The schedule constant takes no constants
          step(every=2.5)       | every of step must be a whole number, got 2.5.
          step(every=0)         | The every of a schedule must be at least 1 epoch, got 0.
          exponential(1.1)      | The factor γ of a falling learning rate must be above 0 and below 1, got 1.1.
          cosine(end=1)         | at least 0 and below 1, got 1.0.
          one_cycle(start=0.5)  | The start of one_cycle must be a number of at least 1.0, got 0.5.
          plateau(wait=3)       | The schedule plateau has no constant 'wait'
          """)
  void complaintsSayWhatWasExpectedAndWhatCame(String text, String message) {
    assertThatThrownBy(() -> Schedule.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aWarmUpInFrontOfAnotherRiseIsRefused() {
    assertThatThrownBy(() -> Schedule.of("one-cycle").afterWarmup(3))
        .hasMessage("A warm-up in front of one_cycle would rise twice: leave it out.");
    assertThatThrownBy(() -> Schedule.cosine().afterWarmup(0))
        .hasMessageContaining("must be a positive number, got 0.0");
  }
}
