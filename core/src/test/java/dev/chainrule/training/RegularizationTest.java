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
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Scope;
import dev.chainrule.tensor.Matrix;
import dev.chainrule.tensor.Parameters;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Normalisation, dropout and everything else against over-fitting, in whole trainings. */
class RegularizationTest {

  private static final Architecture EVERYTHING =
      Architecture.of(
          3,
          Dropout.of(0.1),
          Dense.of(160),
          BatchNorm.of(Activation.relu()),
          Dropout.of(0.3),
          Dense.of(96),
          LayerNorm.of(new Activation.Gelu()),
          Dropout.of(0.2),
          Dense.of(1));

  /** Normal inputs of mean 0 and variance 1, and sums of them. */
  private static Dataset sums(int rows, int inputs, float... weights) {
    Random random = new Random(3);
    float[][] x = new float[rows][inputs];
    float[][] y = new float[rows][1];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < inputs; k++) {
        x[i][k] = (float) random.nextGaussian();
        y[i][0] += k < weights.length ? weights[k] * x[i][k] : 0;
      }
    }
    return Dataset.of(x, y);
  }

  private static Trainer everything(Trainer recipe) {
    return recipe
        .withPenalty(Penalty.l2(1e-3).withL1(1e-4).withScope(Scope.ALL))
        .withMaxNorm(1.5)
        .withAugmentation(new Augmentation(0.1, 0.2));
  }

  private static float[] linear(UnaryOperator<Trainer> change, Dataset rows) {
    Architecture architecture = Architecture.of(rows.inputs(), Dense.of(1));
    return change
        .apply(Trainer.sgd(0.05).withEpochs(60))
        .fit(Network.initialize(architecture, 1), Loss.meanSquaredError(), rows)
        .network()
        .parameters()
        .toArray();
  }

  // ---- bits

  @Test
  void everythingTogetherTrainsTheSameBitsOnAnyNumberOfThreads() {
    List<String> hashes =
        IntStream.of(1, 2, 3)
            .mapToObj(threads ->
                everything(Trainer.adam(0.001))
                    .withBatchSize(96)
                    .withEpochs(2)
                    .withThreads(threads)
                    .fit(
                        Network.initialize(EVERYTHING, 1),
                        Loss.meanSquaredError(),
                        sums(500, 3, 1, 2)))
            .map(fit -> fit.network().parameters().sha256())
            .distinct()
            .toList();
    assertThat(hashes).hasSize(1);
  }

  @Test
  void whatIsDrawnDependsOnTheSeed() {
    Trainer recipe = everything(Trainer.adam(0.001)).withEpochs(1).withShuffling(false);
    assertThat(hash(recipe.withSeed(1))).isEqualTo(hash(recipe.withSeed(1)));
    assertThat(hash(recipe.withSeed(2))).isNotEqualTo(hash(recipe.withSeed(1)));
  }

  private static String hash(Trainer recipe) {
    return recipe
        .fit(Network.initialize(EVERYTHING, 1), Loss.meanSquaredError(), sums(64, 3, 1))
        .network()
        .parameters()
        .sha256();
  }

  @Test
  void aSteadyStepAllocatesNothing() {
    var memory =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    allocatedBy(memory, 1);
    long few = allocatedBy(memory, 20);
    long many = allocatedBy(memory, 220);
    assertThat((many - few) / 200.0).isLessThan(2000);
  }

  private static long allocatedBy(com.sun.management.ThreadMXBean memory, int epochs) {
    Dataset rows = sums(256, 3, 1);
    Network network = Network.initialize(EVERYTHING, 1);
    Trainer recipe =
        everything(Trainer.adam(0.001)).withBatchSize(256).withEpochs(epochs).withThreads(1);
    long before = memory.getCurrentThreadAllocatedBytes();
    recipe.fit(network, Loss.meanSquaredError(), rows);
    return memory.getCurrentThreadAllocatedBytes() - before;
  }

  // ---- batch norm

  static Stream<Optimizer> optimizers() {
    return Stream.concat(
        Optimizer.all().stream().filter(rule -> !rule.takesAllRows()),
        Stream.of(new Optimizer.AdamW(0.9, 0.999, 1e-8, 0.5, Scope.ALL)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void runningStatisticsFollowTheBatchesAndNothingElse(Optimizer optimizer) {
    Architecture architecture =
        Architecture.of(2, BatchNorm.of(Activation.identity()), Dense.of(1));
    float[][] x = {{1, 10}, {3, 10}, {5, 40}, {7, 20}};
    Parameters after =
        Trainer.of(optimizer, 0.01)
            .withPenalty(Penalty.l2(0.3).withL1(0.2).withScope(Scope.ALL))
            .withEpochs(2)
            .fit(
                Network.initialize(architecture, 1),
                Loss.meanSquaredError(),
                Dataset.of(x, new float[4][1]))
            .network()
            .parameters();
    // Two steps on the same batch: r is 0.9²·r₀ + (1 − 0.9²)·batch.
    assertThat(after.matrix("layers.0.mean").values())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(0.19f * 4, 0.19f * 20);
    assertThat(after.matrix("layers.0.variance").values())
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(0.81f + 0.19f * 20 / 3, 0.81f + 0.19f * 200);
  }

  @Test
  void aSingleRowThatIsLeftOverJoinsTheBatchBeforeIt() {
    Architecture architecture =
        Architecture.of(3, Dense.of(4), BatchNorm.of(Activation.tanh()), Dense.of(1));
    Network start = Network.initialize(architecture, 1);
    Fit fit =
        Trainer.sgd(0.1)
            .withBatchSize(20)
            .withEpochs(3)
            .fit(start, Loss.meanSquaredError(), sums(101, 3, 1));
    assertThat(fit.history().epochs()).hasSize(3);
    assertThatThrownBy(() ->
            Trainer.sgd(0.1).withBatchSize(1).fit(start, Loss.meanSquaredError(), sums(101, 3, 1)))
        .hasMessageContaining("at least 2 rows");
  }

  // ---- penalties and max-norm

  @Test
  void l1TakesAwayInputsThatDoNotMatter() {
    Dataset rows = sums(400, 4, 2, -1);
    float[] free = linear(recipe -> recipe, rows);
    float[] held = linear(recipe -> recipe.withPenalty(Penalty.l1(0.1)), rows);
    assertThat(free[0]).isCloseTo(2, within(0.01f));
    // With uncorrelated inputs of variance 1, L1 takes λ from every weight.
    assertThat(held[0]).isCloseTo(1.9f, within(0.03f));
    assertThat(held[1]).isCloseTo(-0.9f, within(0.03f));
    assertThat(held[2]).isCloseTo(0, within(0.02f));
    assertThat(held[3]).isCloseTo(0, within(0.02f));
  }

  @Test
  void maxNormHoldsEveryUnitAndNoUnitThatIsShorter() {
    Architecture architecture = Architecture.of(2, Dense.of(70, Activation.relu()), Dense.of(1));
    Network network =
        Trainer.adam(0.01)
            .withMaxNorm(0.8)
            .withEpochs(20)
            .fit(Network.initialize(architecture, 1), Loss.meanSquaredError(), sums(300, 2, 5, 3))
            .network();
    Matrix weights = network.parameters().matrix("layers.0.weight");
    double[] lengths =
        IntStream.range(0, weights.rows())
            .mapToDouble(unit -> Math.hypot(weights.get(unit, 0), weights.get(unit, 1)))
            .toArray();
    assertThat(DoubleStream.of(lengths)).allMatch(length -> length <= 0.8 + 1e-6);
    assertThat(DoubleStream.of(lengths)).anyMatch(length -> length > 0.8 - 1e-6);
    assertThat(DoubleStream.of(lengths)).anyMatch(length -> length < 0.79);
  }

  // ---- augmentation

  @Test
  void inputNoiseShrinksALinearModelAsARidgeDoes() {
    Dataset rows = sums(2000, 2, 1, -2);
    float[] w =
        linear(
            recipe ->
                recipe
                    .withAugmentation(Augmentation.none().withInputNoise(0.5))
                    .withBatchSize(200)
                    .withEpochs(200),
            rows);
    // Bishop 1995: with inputs of variance 1, noise of variance σ² gives w/(1 + σ²).
    assertThat(w[0]).isCloseTo(1 / 1.25f, within(0.05f));
    assertThat(w[1]).isCloseTo(-2 / 1.25f, within(0.05f));
  }

  @Test
  void mixturesOfALinearFunctionAreOnThatFunction() {
    float[] w =
        linear(
            recipe -> recipe.withAugmentation(Augmentation.none().withMixup(0.4)),
            sums(400, 2, 2, -3));
    assertThat(w).usingComparatorWithPrecision(1e-2f).containsExactly(2, -3, 0);
  }

  @Test
  void mixupTrainsOnOtherRowsThanThoseOfTheData() {
    // Two rows that contradict the line between them: without mixtures both can be met.
    Dataset rows = Dataset.of(new float[][] {{-1}, {0}, {1}}, new float[][] {{1}, {0}, {1}});
    double plain = lossOf(Augmentation.none(), rows);
    double mixed = lossOf(Augmentation.none().withMixup(1), rows);
    assertThat(plain).isLessThan(0.001);
    assertThat(mixed).isGreaterThan(0.005);
  }

  private static double lossOf(Augmentation augmentation, Dataset rows) {
    Architecture architecture = Architecture.of(1, Dense.of(16, Activation.tanh()), Dense.of(1));
    return Trainer.adam(0.02)
        .withAugmentation(augmentation)
        .withEpochs(500)
        .fit(Network.initialize(architecture, 1), Loss.meanSquaredError(), rows)
        .history()
        .epochs()
        .stream()
        .skip(400)
        .mapToDouble(epoch -> epoch.trainingLoss())
        .average()
        .orElseThrow();
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> Trainer.sgd(1).withMaxNorm(0))
        .hasMessage("The limit of max-norm must be a positive number, got 0.0.");
    assertThatThrownBy(() -> Augmentation.none().withInputNoise(-1))
        .hasMessageContaining("input noise must be a number of at least 0, got -1.0");
    assertThatThrownBy(() -> Augmentation.none().withMixup(Double.NaN))
        .hasMessageContaining("mixup must be a number of at least 0, got NaN");
    assertThatThrownBy(() -> Penalty.l1(-2))
        .hasMessage("The L1 penalty must be a number of at least 0, got -2.0.");
  }
}
