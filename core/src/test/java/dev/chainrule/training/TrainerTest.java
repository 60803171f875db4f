package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Predictor;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Epoch;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Clipping;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Schedule;
import dev.chainrule.training.TrainingEvent.BatchDone;
import dev.chainrule.training.TrainingEvent.EpochDone;
import dev.chainrule.training.TrainingEvent.Finished;
import dev.chainrule.training.TrainingEvent.Started;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {

  static List<Optimizer> optimizers() {
    return Optimizer.all();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizerLearnsACircle(Optimizer optimizer) {
    double rate = optimizer.defaultRate();
    Fit fit =
        Trainer.of(optimizer, optimizer.takesAllRows() ? rate : 3 * rate)
            .withEpochs(80)
            .fit(
                Circle.network(),
                Loss.softmaxCrossEntropy(),
                Circle.rows(600, 1),
                Circle.rows(300, 2),
                TrainingListener.none());
    Epoch best = fit.history().epochs().get(fit.history().bestEpoch() - 1);
    assertThat(best.validationMetric().orElseThrow()).isGreaterThan(0.93);
  }

  @Test
  void lossesRegressionAndClassificationWithoutHiddenLayersAreTheSameCode() {
    Random random = new Random(5);
    float[][] inputs = new float[400][3];
    float[][] sums = new float[400][1];
    float[][] signs = new float[400][1];
    for (int i = 0; i < 400; i++) {
      for (int j = 0; j < 3; j++) {
        inputs[i][j] = (float) random.nextGaussian();
      }
      sums[i][0] = 2 * inputs[i][0] - 3 * inputs[i][1] + 0.5f * inputs[i][2] + 1;
      signs[i][0] = sums[i][0] > 0 ? 1 : 0;
    }
    Architecture noHiddenLayer = Architecture.of(3, Dense.of(1));
    Trainer descent = Trainer.sgd(0.1).withEpochs(60);

    Fit linear =
        descent.fit(
            Network.initialize(noHiddenLayer, 1),
            Loss.meanSquaredError(),
            Dataset.of(inputs, sums));
    assertThat(linear.network().parameters().toArray())
        .usingComparatorWithPrecision(1e-3f)
        .containsExactly(2, -3, 0.5f, 1);

    Fit logistic =
        descent.fit(
            Network.initialize(noHiddenLayer, 1),
            Loss.sigmoidCrossEntropy(),
            Dataset.of(inputs, signs));
    float[] w = logistic.network().parameters().toArray();
    assertThat(w[1] / w[0]).isCloseTo(-1.5f, within(0.2f));
    assertThat(logistic.history().epochs().getLast().trainingLoss()).isLessThan(0.15);
  }

  @Test
  void trainsTheSameBitsOnAnyNumberOfThreads() {
    Network wide =
        Network.initialize(Architecture.dense(2, List.of(160, 96), new Activation.Gelu(), 2), 1);
    List<String> hashes =
        IntStream.of(1, 2, 3, 8)
            .mapToObj(threads ->
                Trainer.adam(0.001)
                    .withBatchSize(96)
                    .withEpochs(2)
                    .withThreads(threads)
                    .fit(wide, Loss.softmaxCrossEntropy(), Circle.rows(500, 3)))
            .map(fit -> fit.network().parameters().sha256())
            .distinct()
            .toList();
    assertThat(hashes).hasSize(1);
  }

  @Test
  void theSeedDecidesTheOrderAndNothingElseDoes() {
    Trainer trainer = Trainer.sgd(0.1).withEpochs(2);
    Dataset rows = Circle.rows(100, 4);
    String once = hash(trainer.withSeed(7), rows);
    assertThat(hash(trainer.withSeed(7), rows)).isEqualTo(once);
    assertThat(hash(trainer.withSeed(8), rows)).isNotEqualTo(once);
    assertThat(hash(trainer.withSeed(8).withShuffling(false), rows))
        .isEqualTo(hash(trainer.withSeed(7).withShuffling(false), rows));
  }

  private static String hash(Trainer trainer, Dataset rows) {
    return trainer
        .fit(Circle.network(), Loss.softmaxCrossEntropy(), rows)
        .network()
        .parameters()
        .sha256();
  }

  @Test
  void aBatchOfAllRowsIsBatchGradientDescentHoweverManyTilesItTakes() {
    Dataset rows = Circle.rows(3000, 6); // more than two tiles
    Trainer trainer = Trainer.sgd(0.1).withEpochs(3).withShuffling(false);
    List<Double> losses = new ArrayList<>();
    TrainingListener collect =
        new TrainingListener() {
          @Override
          public void on(TrainingEvent event) {
            if (event instanceof BatchDone done) {
              losses.add(done.loss());
            }
          }

          @Override
          public boolean wantsBatches() {
            return true;
          }
        };
    trainer
        .withBatchSize(Integer.MAX_VALUE)
        .fit(
            Circle.network(),
            Loss.softmaxCrossEntropy(),
            rows,
            Optional.empty(),
            collect,
            () -> false);
    assertThat(losses).hasSize(3).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    Predictor first = Predictor.of(Circle.network(), Loss.softmaxCrossEntropy());
    assertThat(losses.getFirst()).isCloseTo(meanLogLoss(first, rows), within(1e-5));
  }

  private static double meanLogLoss(Predictor predictor, Dataset rows) {
    float[] probabilities = predictor.predict(rows);
    float[] target = new float[2];
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      rows.copyTargets(i, target, 0);
      sum -= Math.log(target[0] == 1 ? probabilities[2 * i] : probabilities[2 * i + 1]);
    }
    return sum / rows.rows();
  }

  @Test
  void earlyStoppingKeepsTheParametersOfTheBestEpoch() {
    Dataset training = Circle.rows(20, 7);
    Dataset validation = Circle.rows(200, 8);
    Fit fit =
        Trainer.adam(0.05)
            .withEpochs(500)
            .withEarlyStopping(EarlyStopping.patience(10))
            .fit(
                Circle.network(),
                Loss.softmaxCrossEntropy(),
                training,
                validation,
                TrainingListener.none());
    int best = fit.history().bestEpoch();
    assertThat(fit.history().stopReason()).isEqualTo("early stopping");
    assertThat(fit.history().epochs()).hasSize(best + 10);
    double bestLoss = fit.history().epochs().get(best - 1).validationLoss().orElseThrow();
    assertThat(fit.history().epochs())
        .allSatisfy(epoch ->
            assertThat(epoch.validationLoss().orElseThrow()).isGreaterThanOrEqualTo(bestLoss));
    assertThat(meanLogLoss(Predictor.of(fit.network(), Loss.softmaxCrossEntropy()), validation))
        .isCloseTo(bestLoss, within(1e-5));
  }

  @Test
  void divergenceNamesThePlaceAndKeepsTheLastGoodParameters() {
    float[][] inputs = {{1}, {2}, {3}, {4}};
    float[][] targets = {{1}, {2}, {3}, {4}};
    Network network = Network.of(Architecture.of(1, Dense.of(1)), 0.5f, 0);
    DivergenceException diverged =
        catchThrowableOfType(
            DivergenceException.class,
            () ->
                Trainer.sgd(1e8)
                    .withBatchSize(2)
                    .withEpochs(50)
                    .fit(network, Loss.meanSquaredError(), Dataset.of(inputs, targets)));
    assertThat(diverged)
        .hasMessageContaining("epoch " + diverged.epoch())
        .hasMessageContaining("batch " + diverged.batch())
        .hasMessageContaining("layer 1")
        .hasMessageContaining("smaller learning rate (it was 1.0E8)");
    assertThat(diverged.epoch()).isGreaterThan(1);
    Fit lastGood = diverged.lastGood().orElseThrow();
    assertThat(lastGood.history().epochs()).hasSize(diverged.epoch() - 1);
    for (float value : lastGood.network().parameters().toArray()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void divergenceOfATinyNetworkNamesTheFirstLayerWithoutFiniteNumbers() {
    Architecture deep = Architecture.of(1, Dense.of(1), Dense.of(1), Dense.of(1));
    Dataset rows = Dataset.of(new float[][] {{1}}, new float[][] {{1}});
    assertThatThrownBy(() ->
            Trainer.sgd(0.1)
                .fit(Network.of(deep, 1e20f, 0, 1e30f, 0, 1, 0), Loss.meanSquaredError(), rows))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("layer 2");
  }

  @Test
  void divergenceInTheFirstEpochLeavesNothingToKeep() {
    Dataset rows = Dataset.of(new float[][] {{1e20f}, {1e20f}}, new float[][] {{2}, {1}});
    assertThatThrownBy(() ->
            Trainer.sgd(1e10)
                .withBatchSize(1)
                .withShuffling(false)
                .fit(
                    Network.of(Architecture.of(1, Dense.of(1)), 1e-20f, 0),
                    Loss.meanSquaredError(),
                    rows))
        .isInstanceOfSatisfying(
            DivergenceException.class,
            diverged -> {
              assertThat(diverged.epoch()).isEqualTo(1);
              assertThat(diverged.batch()).isEqualTo(2);
              assertThat(diverged.lastGood()).isEmpty();
            });
  }

  @Test
  void aPenaltyShrinksWeightsAndLeavesBiasesAlone() {
    Dataset rows = Dataset.of(new float[][] {{0}, {0}}, new float[][] {{3}, {3}});
    Fit fit =
        Trainer.sgd(0.1)
            .withPenalty(Penalty.l2(1))
            .withEpochs(200)
            .fit(Network.of(Architecture.of(1, Dense.of(1)), 2, 0), Loss.meanSquaredError(), rows);
    assertThat(fit.network().parameters().get(0)).isCloseTo(0, within(1e-4f));
    assertThat(fit.network().parameters().get(1)).isCloseTo(3, within(1e-4f));
  }

  @Test
  void aRequestEndsTheTrainingWithWhatThereIs() {
    int[] steps = {0};
    Fit fit =
        Trainer.adam(0.01)
            .withBatchSize(10)
            .fit(
                Circle.network(),
                Loss.softmaxCrossEntropy(),
                Circle.rows(100, 1),
                Optional.of(Circle.rows(50, 2)),
                TrainingListener.none(),
                () -> ++steps[0] == 25);
    assertThat(fit.history().stopReason()).isEqualTo("a request");
    assertThat(fit.history().epochs()).hasSize(3);
    assertThat(steps[0]).isEqualTo(25);
  }

  @Test
  void aListenerHearsEveryEpochInOrder() {
    List<TrainingEvent> events = new ArrayList<>();
    Trainer.adam(0.01)
        .withEpochs(2)
        .fit(
            Circle.network(),
            Loss.softmaxCrossEntropy(),
            Circle.rows(100, 1),
            Circle.rows(50, 2),
            events::add);
    assertThat(events)
        .hasExactlyElementsOfTypes(Started.class, EpochDone.class, EpochDone.class, Finished.class);
    Started started = (Started) events.getFirst();
    assertThat(started.batches()).isEqualTo(4);
    assertThat(started.parameters()).isEqualTo(2 * 16 + 16 + 16 * 16 + 16 + 16 * 2 + 2);
  }

  @Test
  void anOptionThatCannotHaveAnEffectIsRefused() {
    assertThatThrownBy(() ->
            Trainer.adam(0.01)
                .withEarlyStopping(EarlyStopping.patience(3))
                .fit(Circle.network(), Loss.softmaxCrossEntropy(), Circle.rows(10, 1)))
        .hasMessageContaining("Early stopping needs validation rows");
  }

  @Test
  void noRowsAreRefused() {
    assertThatThrownBy(() ->
            Trainer.sgd(1)
                .fit(Circle.network(), Loss.softmaxCrossEntropy(), Circle.rows(9, 1).select()))
        .hasMessageContaining("The number of training rows must be at least 1, got 0");
    assertThatThrownBy(() ->
            Trainer.sgd(1)
                .fit(
                    Circle.network(),
                    Loss.softmaxCrossEntropy(),
                    Circle.rows(9, 1),
                    Circle.rows(9, 1).select(),
                    TrainingListener.none()))
        .hasMessageContaining("The number of validation rows must be at least 1, got 0");
  }

  @Test
  void rowsThatDoNotFitTheNetworkAreRefused() {
    Dataset wide = Dataset.of(new float[1][3], new float[1][2]);
    assertThatThrownBy(() -> Trainer.sgd(1).fit(Circle.network(), Loss.softmaxCrossEntropy(), wide))
        .hasMessageContaining("expects rows of 2 inputs, the data set has 3");
    Dataset narrow = Dataset.of(new float[1][2], new float[1][1]);
    assertThatThrownBy(
            () -> Trainer.sgd(1).fit(Circle.network(), Loss.softmaxCrossEntropy(), narrow))
        .hasMessageContaining("expects rows of 2 targets, the data set has 1");
  }

  @Test
  void aNetworkThatEndsInAnotherLinkThanItsLossIsRefused() {
    Network sigmoid = Network.initialize(Architecture.of(2, Dense.of(1, Activation.sigmoid())), 1);
    Dataset rows = Dataset.of(new float[1][2], new float[1][1]);
    assertThatThrownBy(() -> Trainer.sgd(1).fit(sigmoid, Loss.sigmoidCrossEntropy(), rows))
        .hasMessageContaining(
            "Layer 1 ends in sigmoid, but the loss bce applies its sigmoid itself");
  }

  @Test
  void aStartThatNothingCanCompareIsRefused() {
    assertThatThrownBy(() -> hash(Trainer.sgd(0.1).withStartCounted(true), Circle.rows(10, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are no validation rows");
  }

  @Test
  void aScheduleThatTheTrainingEndsBeforeIsRefused() {
    Trainer trainer = Trainer.sgd(0.1).withEpochs(4);
    assertThatThrownBy(() -> hash(trainer.withSchedule(Schedule.of("step")), Circle.rows(10, 1)))
        .isInstanceOf(ChoiceException.class)
        .hasMessageContaining("A step every 30 epochs never comes in a training of at most 4");
    assertThatThrownBy(
            () -> hash(trainer.withSchedule(Schedule.cosine().afterWarmup(4)), Circle.rows(10, 1)))
        .hasMessageContaining("A warm-up of 4 epochs takes the whole training of at most 4");
    assertThatThrownBy(() -> hash(trainer.withSchedule(Schedule.of("plateau")), Circle.rows(10, 1)))
        .hasMessageContaining("A plateau of 5 epochs never lowers the learning rate");
  }

  @Test
  void theHistoryShowsTheCourseOfTheLearningRate() {
    Fit fit =
        Trainer.sgd(0.1)
            .withEpochs(4)
            .withBatchSize(50)
            .withSchedule(new Schedule.Step(2, 0.5))
            .fit(Circle.network(), Loss.softmaxCrossEntropy(), Circle.rows(100, 1));
    assertThat(fit.history().epochs())
        .extracting(Epoch::learningRate)
        .containsExactly(0.1, 0.1, 0.05, 0.05);
  }

  @Test
  void anAverageOfTheWeightsIsValidatedAndKept() {
    Dataset rows = Dataset.of(new float[][] {{1}, {1}}, new float[][] {{1}, {1}});
    Network start = Network.of(Architecture.of(1, Dense.of(1)), 0, 0);
    Trainer trainer = Trainer.sgd(0.25).withEpochs(2).withShuffling(false);
    Fit plain = trainer.fit(start, Loss.meanSquaredError(), rows, rows, TrainingListener.none());
    Fit averaged =
        trainer
            .withAveraging(new Averaging(0.5))
            .fit(start, Loss.meanSquaredError(), rows, rows, TrainingListener.none());
    // w and b go 0 → 0.25 → 0.375; the weights of the mean are 1/3 and 2/3.
    assertThat(plain.network().parameters().toArray()).containsExactly(0.375f, 0.375f);
    assertThat(averaged.network().parameters().toArray())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(1 / 3f, 1 / 3f);
    double residual = 1 - 2 / 3.0;
    assertThat(averaged.history().epochs().getLast().validationLoss().orElseThrow())
        .isCloseTo(residual * residual / 2, within(1e-6));
  }

  static List<Trainer> steadyRecipes() {
    Trainer recipe = Trainer.adam(0.001).withEpochs(500);
    List<Trainer> recipes = new ArrayList<>();
    for (Optimizer optimizer : Optimizer.all()) {
      recipes.add(recipe.withOptimizer(optimizer).withLearningRate(optimizer.defaultRate()));
    }
    recipes.add(recipe.withSchedule(Schedule.cosine().afterWarmup(2)));
    recipes.add(recipe.withAveraging(new Averaging(0.99)).withClipping(Clipping.norm(1e-3)));
    recipes.add(recipe.withClipping(Clipping.value(1e-3)));
    return recipes;
  }

  @ParameterizedTest
  @MethodSource("steadyRecipes")
  void aSteadyStepAllocatesNothing(Trainer recipe) {
    var memory =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    allocatedBy(recipe, memory, 10);
    long few = allocatedBy(recipe, memory, 20);
    long many = allocatedBy(recipe, memory, 220);
    double aStep = (many - few) / 200.0;
    // An epoch of one step keeps its figures and draws its order: some hundred bytes, whatever the
    // network's size.
    assertThat(aStep).isLessThan(2000);
  }

  private static long allocatedBy(
      Trainer recipe, com.sun.management.ThreadMXBean memory, int epochs) {
    Dataset rows = Circle.rows(256, 1);
    Network network =
        Network.initialize(Architecture.dense(2, List.of(32, 32), Activation.relu(), 2), 1);
    Trainer trainer = recipe.withBatchSize(256).withEpochs(epochs).withThreads(1);
    long before = memory.getCurrentThreadAllocatedBytes();
    trainer.fit(network, Loss.softmaxCrossEntropy(), rows);
    return memory.getCurrentThreadAllocatedBytes() - before;
  }
}
