package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.metric.Metric;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.training.TrialResult.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {

  private static final Table CLOUDS = SampleTables.clouds(90);
  private static final Schema SCHEMA = Schema.of(CLOUDS, "kind");
  private static final Choices QUICK =
      Choices.none()
          .with(Choices.HIDDEN, List.of(4))
          .with(Choices.OPTIMIZER, Optimizer.sgd())
          .with(Choices.EPOCHS, 9)
          .with(Choices.PATIENCE, 0);

  private static final List<Trial> RATES = rates(0.001, 0.01, 0.1, 1.0);

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void eachTrialGivesTheBitsOfATrainingAlone(int threads) {
    Sweep.Result result = sweep().withThreads(threads).run(RATES);

    assertThat(result.results()).hasSize(4);
    for (TrialResult trial : result.results()) {
      assertThat(trial.end()).isEqualTo(End.COMPLETED);
      assertThat(hash(trial)).isEqualTo(alone(trial.trial()));
      assertThat(trial.epochs()).hasSize(9);
      assertThat(trial.epochs())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
          .isEqualTo(trial.outcome().orElseThrow().model().history().epochs());
    }
  }

  @Test
  void theBestComesFirstByTheMetricInItsDirection() {
    Sweep.Result byAccuracy = sweep().run(RATES);
    Sweep.Result byLoss = sweep().withMetric(Metric.LOG_LOSS).run(RATES);

    assertThat(byAccuracy.metric()).isEqualTo(Metric.ACCURACY);
    assertThat(byAccuracy.results())
        .extracting(TrialResult::score)
        .isSortedAccordingTo(Comparator.<Double>reverseOrder());
    assertThat(byLoss.results())
        .extracting(TrialResult::score)
        .isSortedAccordingTo(Comparator.<Double>naturalOrder());
    assertThat(byLoss.best().orElseThrow().score())
        .isEqualTo(byLoss.best().orElseThrow().outcome().orElseThrow().report().metric("logLoss"));
  }

  @Test
  void aTrialThatDivergesIsToldAndDoesNotEndTheOthers() {
    Sweep.Result result = sweep().run(rates(1e30, 0.1));

    assertThat(result.best().orElseThrow().trial()).hasToString("learning-rate=0.1");
    TrialResult last = result.results().getLast();
    assertThat(last.end()).isEqualTo(End.DIVERGED);
    assertThat(last.message()).contains("diverged in epoch");
    assertThat(last.outcome()).isEmpty();
    assertThat(last.score()).isNaN();
  }

  @Test
  void halvingGoesOnWithTheBestAndTheyGiveTheBitsOfATrainingAlone() {
    List<Trial> nine = rates(1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 3e-2, 1e-1, 0.3, 1);

    Sweep.Result result = sweep().withHalving(Halving.standard()).run(nine);

    assertThat(result.results())
        .extracting(trial -> trial.epochs().size())
        .containsExactly(9, 3, 3, 1, 1, 1, 1, 1, 1);
    TrialResult best = result.best().orElseThrow();
    assertThat(best.end()).isEqualTo(End.COMPLETED);
    assertThat(hash(best)).isEqualTo(alone(best.trial()));
    assertThat(result.results().stream().skip(1))
        .allSatisfy(trial -> {
          assertThat(trial.end()).isEqualTo(End.DROPPED);
          assertThat(trial.outcome().orElseThrow().model().history().epochs())
              .hasSameSizeAs(trial.epochs());
        });
    assertThat(result.results().stream().map(TrialResult::number).toList())
        .isEqualTo(
            sweep().withHalving(Halving.standard()).withThreads(1).run(nine).results().stream()
                .map(TrialResult::number)
                .toList());
  }

  @Test
  void halvingGoesOnWithoutTrialsThatDiverge() {
    Sweep.Result result =
        sweep().withHalving(Halving.standard()).run(rates(0.1, 1e30, 1e31, 1e32, 0.2, 0.3));

    assertThat(result.results()).filteredOn(trial -> trial.end() == End.DIVERGED).hasSize(3);
    assertThat(result.best().orElseThrow().epochs()).hasSize(9);
  }

  @Test
  void rungsAreThoseOfThePaper() {
    assertThat(Halving.standard().rungs(81, 81))
        .extracting(rung -> rung.epochs() + ":" + rung.survivors())
        .containsExactly("1:27", "3:9", "9:3", "27:1");
    assertThat(new Halving(2).rungs(8, 100))
        .extracting(rung -> rung.epochs() + ":" + rung.survivors())
        .containsExactly("12:4", "25:2", "50:1");
    assertThat(Halving.standard().rungs(2, 100)).isEmpty();
    assertThatThrownBy(() -> new Halving(1)).hasMessageContaining("got a factor of 1");
  }

  @Test
  void halvingComparesAfterEqualNumbersOfEpochs() {
    assertThatThrownBy(() ->
            sweep()
                .withHalving(Halving.standard())
                .run(
                    List.of(
                        Trial.of("epochs", 3, QUICK.with(Choices.EPOCHS, 3)),
                        Trial.of("epochs", 4, QUICK))))
        .isInstanceOf(ChoiceException.class)
        .hasMessageContaining("epochs cannot be varied");
  }

  @Test
  void aRequestToStopKeepsWhatIsDone() {
    List<TrialResult> ended = new ArrayList<>();
    Sweep.Listener listener =
        new Sweep.Listener() {
          @Override
          public void ended(TrialResult result) {
            ended.add(result);
          }
        };

    Sweep.Result result = sweep().withThreads(1).run(RATES, listener, () -> ended.size() >= 2);

    assertThat(result.results())
        .extracting(TrialResult::end)
        .containsExactlyInAnyOrder(End.COMPLETED, End.COMPLETED, End.NOT_RUN, End.NOT_RUN);
    assertThat(result.best().orElseThrow().end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void aRequestToStopEndsTrialsThatWaitForEachOther() {
    List<Integer> epochs = new ArrayList<>();
    Sweep.Listener listener =
        new Sweep.Listener() {
          @Override
          public void epochDone(int trial, dev.chainrule.model.Epoch epoch) {
            epochs.add(trial);
          }
        };

    Sweep.Result result =
        sweep()
            .withHalving(Halving.standard())
            .withThreads(1)
            .run(rates(0.1, 0.2, 0.3, 0.4), listener, () -> epochs.size() >= 6);

    assertThat(result.results()).extracting(TrialResult::end).doesNotContain(End.COMPLETED);
    assertThat(result.best().orElseThrow().end()).isEqualTo(End.STOPPED);
  }

  @Test
  void choicesThatDoNotSuitAreToldBeforeAnythingIsTrained() {
    Choices linear = QUICK.with(Choices.HIDDEN, List.<Integer>of());
    Trial wrong =
        Trial.of(
            "hidden",
            "none",
            linear.with(Choices.ACTIVATION, dev.chainrule.layer.Activation.relu()));

    assertThatThrownBy(() -> sweep().run(List.of(RATES.getFirst(), wrong)))
        .isInstanceOf(ChoiceException.class)
        .hasMessageStartingWith("hidden=none: ")
        .hasMessageContaining("activation");
  }

  private static Sweep sweep() {
    return Sweep.of(choices -> TablePlan.of(CLOUDS, SCHEMA, choices));
  }

  private static List<Trial> rates(double... rates) {
    return java.util.Arrays.stream(rates)
        .boxed()
        .flatMap(rate ->
            Stream.of(Trial.of("learning-rate", rate, QUICK.with(Choices.LEARNING_RATE, rate))))
        .toList();
  }

  private static String hash(TrialResult trial) {
    return trial.outcome().orElseThrow().model().parametersSha256();
  }

  private static String alone(Trial trial) {
    return TablePlan.of(CLOUDS, SCHEMA, trial.choices())
        .train(TrainingListener.none())
        .model()
        .parametersSha256();
  }
}
