package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Augmentation;
import dev.chainrule.data.Dataset;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Clipping;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Schedule;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.Optimum;
import dev.chainrule.training.TrainingEvent.BatchDone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LbfgsTest {

  @TempDir private Path folder;

  static List<Optimum> optima() {
    return Optimum.recorded();
  }

  private static Dataset rows(Optimum optimum) {
    return Dataset.of(narrowed(optimum.x()), narrowed(optimum.y())).withWeights(optimum.weights());
  }

  private static float[][] narrowed(DoubleMatrix matrix) {
    float[][] rows = new float[matrix.rows()][matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        rows[i][j] = (float) matrix.get(i, j);
      }
    }
    return rows;
  }

  private static Network zeros(Optimum optimum) {
    return Network.of(optimum.architecture(), new float[optimum.parameters().length]);
  }

  @ParameterizedTest
  @MethodSource("optima")
  void linearModelsComeToTheRecordedOptimumAndEndThere(Optimum optimum) {
    List<Double> losses = new ArrayList<>();
    Fit fit = fit(optimum, Trainer.lbfgs(), losses);

    assertThat(fit.history().stopReason()).isEqualTo("no further descent");
    assertThat(losses).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(losses.getLast()).isCloseTo(optimum.least(), within(1e-6));
    assertThat(fit.network().parameters().toDoubleArray())
        .containsExactly(optimum.parameters(), within(2e-3));
  }

  private static Fit fit(Optimum optimum, Trainer recipe, List<Double> losses) {
    return recipe
        .withPenalty(optimum.penalty())
        .fit(
            zeros(optimum),
            optimum.loss(),
            rows(optimum),
            Optional.empty(),
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
            },
            () -> false);
  }

  @Test
  void aTrainingThatEndedWhereNothingIsLowerIsResumedToTheSameHistory() {
    Optimum optimum = Optimum.recorded().getFirst();
    Checkpoints checkpoints = Checkpoints.in(folder.resolve("run"));
    Fit whole = fit(optimum, Trainer.lbfgs().withCheckpoints(checkpoints), new ArrayList<>());
    Fit again =
        fit(optimum, Trainer.lbfgs().withCheckpoints(checkpoints.resuming()), new ArrayList<>());

    assertThat(again.history()).isEqualTo(whole.history());
    assertThat(again.network().parameters().sha256())
        .isEqualTo(whole.network().parameters().sha256());
  }

  @Test
  void aWaveIsLearntInFarFewerPassesThanAdamTakes() {
    float[][] x = new float[80][1];
    float[][] y = new float[80][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = i / 20f - 2;
      y[i][0] = (float) Math.sin(3 * x[i][0]);
    }
    Network start = Network.initialize(Architecture.dense(1, List.of(12), Activation.tanh(), 1), 1);
    Fit fit = Trainer.lbfgs().withEpochs(150).fit(start, Loss.meanSquaredError(), Dataset.of(x, y));
    Fit adam =
        Trainer.adam(0.01)
            .withBatchSize(Integer.MAX_VALUE)
            .withEpochs(600)
            .fit(start, Loss.meanSquaredError(), Dataset.of(x, y));
    assertThat(lastLoss(fit)).isLessThan(1e-3).isLessThan(lastLoss(adam) / 10);
  }

  private static double lastLoss(Fit fit) {
    return fit.history().epochs().getLast().trainingLoss();
  }

  @Test
  void trainsTheSameBitsOnAnyNumberOfThreads() {
    Network wide =
        Network.initialize(Architecture.dense(2, List.of(160, 96), new Activation.Gelu(), 2), 1);
    assertThat(
            IntStream.of(1, 2, 3)
                .mapToObj(threads ->
                    Trainer.lbfgs()
                        .withEpochs(4)
                        .withThreads(threads)
                        .fit(wide, Loss.softmaxCrossEntropy(), Circle.rows(500, 3)))
                .map(fit -> fit.network().parameters().sha256())
                .distinct())
        .hasSize(1);
  }

  @Test
  void rowsAreTakenAsTheyStandSoThatTheSeedDoesNotMatter() {
    Trainer recipe = Trainer.lbfgs().withEpochs(3);
    assertThat(
            List.of(recipe.withSeed(1), recipe.withSeed(2), recipe.withShuffling(false)).stream()
                .map(each ->
                    each.fit(Circle.network(), Loss.softmaxCrossEntropy(), Circle.rows(90, 1)))
                .map(fit -> fit.network().parameters().sha256())
                .distinct())
        .hasSize(1);
  }

  static List<Arguments> conditions() {
    Trainer lbfgs = Trainer.lbfgs();
    Loss loss = Loss.meanSquaredError();
    Architecture plain = Architecture.of(2, Dense.of(3, Activation.tanh()), Dense.of(1));
    Architecture dropped = Architecture.of(2, Dropout.of(0.1), Dense.of(1));
    Architecture normed =
        Architecture.of(2, Dense.of(3), BatchNorm.of(Activation.relu()), Dense.of(1));
    return List.of(
        Arguments.of(lbfgs.withBatchSize(19), plain, loss, "batches of 19 of 20 rows"),
        Arguments.of(lbfgs, dropped, loss, "leave dropout out"),
        Arguments.of(lbfgs, normed, loss, "use layer norm"),
        Arguments.of(lbfgs.withAugmentation(new Augmentation(0.1, 0)), plain, loss, "noise out"),
        Arguments.of(lbfgs.withAugmentation(new Augmentation(0, 0.1)), plain, loss, "mixup out"),
        Arguments.of(lbfgs.withPenalty(Penalty.l1(0.1)), plain, loss, "L1 penalty has a kink"),
        Arguments.of(lbfgs, plain, new Loss.MeanAbsoluteError(), "mae has kinks"),
        Arguments.of(lbfgs, plain, new Loss.Quantile(List.of(0.5)), "quantile has kinks"),
        Arguments.of(lbfgs.withLearningRate(0.1), plain, loss, "a learning rate of 0.1"),
        Arguments.of(lbfgs.withSchedule(Schedule.cosine()), plain, loss, "a schedule"),
        Arguments.of(
            lbfgs.withSchedule(Schedule.constant().afterWarmup(2)), plain, loss, "a schedule"),
        Arguments.of(lbfgs.withClipping(Clipping.norm(1)), plain, loss, "a clipping"),
        Arguments.of(lbfgs.withMaxNorm(3), plain, loss, "max-norm"),
        Arguments.of(lbfgs.withAveraging(new Averaging(0.9)), plain, loss, "average"));
  }

  @ParameterizedTest(name = "{3}")
  @MethodSource("conditions")
  void whatALineSearchCannotGoWithIsRefused(
      Trainer recipe, Architecture architecture, Loss loss, String message) {
    Dataset rows = Dataset.of(new float[20][2], new float[20][1]);
    Network start = Network.initialize(architecture, 1);
    assertThatThrownBy(() -> recipe.fit(start, loss, rows))
        .isInstanceOf(ChoiceException.class)
        .hasMessageStartingWith("L-BFGS ")
        .hasMessageContaining(message)
        .hasMessageEndingWith("or choose another optimizer.");
    Trainer other = recipe.withOptimizer(Optimizer.adam()).withLearningRate(0.01).withEpochs(3);
    assertThat(other.fit(start, loss, rows).history().epochs()).hasSize(3);
  }

  @Test
  void layerNormHuberLabelSmoothingAndAWholeBatchAreWelcome() {
    Architecture architecture =
        Architecture.of(2, Dense.of(8), LayerNorm.of(Activation.tanh()), Dense.of(2));
    Fit fit =
        Trainer.lbfgs()
            .withBatchSize(60)
            .withEpochs(60)
            .fit(
                Network.initialize(architecture, 1),
                new Loss.SoftmaxCrossEntropy(0.05),
                Circle.rows(60, 1));
    assertThat(lastLoss(fit)).isLessThan(0.2);
    Trainer.lbfgs()
        .withEpochs(2)
        .fit(
            Network.initialize(Architecture.of(2, Dense.of(1)), 1),
            new Loss.Huber(1),
            Dataset.of(new float[][] {{1, 2}, {2, 1}}, new float[][] {{1}, {5}}));
  }

  @Test
  void aLossThatIsNotFiniteAtTheStartIsADivergence() {
    Network huge = Network.of(Architecture.of(1, Dense.of(1)), 1e30f, 0);
    Dataset rows = Dataset.of(new float[][] {{1e10f}}, new float[][] {{1}});
    assertThatThrownBy(() -> Trainer.lbfgs().fit(huge, Loss.meanSquaredError(), rows))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("Try smaller initial weights");
  }
}
