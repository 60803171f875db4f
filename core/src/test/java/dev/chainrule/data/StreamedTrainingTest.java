package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.training.Checkpoints;
import dev.chainrule.training.Fit;
import dev.chainrule.training.ResumeException;
import dev.chainrule.training.Trainer;
import dev.chainrule.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on rows in a file: the bits of rows in memory, and an order of its own for many. */
class StreamedTrainingTest {

  private static final Trainer RECIPE =
      Trainer.adam(0.01).withBatchSize(50).withEpochs(4).withSeed(3);
  private static final Network NETWORK =
      Network.initialize(Architecture.of(2, Dense.of(8, Activation.tanh()), Dense.of(1)), 3);
  private static final Loss LOSS = Loss.sigmoidCrossEntropy();

  @TempDir private Path folder;

  @Test
  void givesTheBitsOfRowsInMemoryWhereTheyMakeOneWindow() {
    Dataset rows = sortedRows(1500);

    try (DatasetFile file = DatasetFile.temporary(folder, to -> to.add(rows))) {
      assertThat(parameters(RECIPE, file)).isEqualTo(parameters(RECIPE, rows));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void givesTheSameBitsOnAnyNumberOfThreadsWindowByWindow(int threads) {
    Network wide =
        Network.initialize(Architecture.of(2, Dense.of(1000, Activation.tanh()), Dense.of(1)), 3);
    Trainer recipe = RECIPE.withEpochs(2);
    try (DatasetFile file = windowed(1500)) {
      assertThat(Batches.isWindowed(file)).isTrue();
      Fit fit = recipe.withThreads(threads).fit(wide, LOSS, file);
      Fit alone = recipe.withThreads(1).fit(wide, LOSS, file);
      Fit inMemory = recipe.withThreads(1).fit(wide, LOSS, sortedRows(1500));
      assertThat(fit.threads()).isEqualTo(threads);
      assertThat(hash(fit)).isEqualTo(hash(alone)).isNotEqualTo(hash(inMemory));
    }
  }

  @Test
  void learnsFromRowsThatAreSortedByTheirClass() {
    try (DatasetFile file = windowed(3000)) {
      Fit fit = RECIPE.withEpochs(40).fit(NETWORK, LOSS, file);
      assertThat(fit.history().epochs().getLast().trainingLoss()).isLessThan(0.2);
    }
  }

  @Test
  void goesOnToTheSameBitsInTheMiddleOfAnEpoch() {
    try (DatasetFile file = windowed(1500)) {
      Checkpoints checkpoints = Checkpoints.in(folder.resolve("run"));
      int[] steps = {0};
      fit(RECIPE.withCheckpoints(checkpoints), file, () -> ++steps[0] == 46);

      Fit resumed = fit(RECIPE.withCheckpoints(checkpoints.resuming()), file, () -> false);

      assertThat(resumed.network().parameters().sha256()).isEqualTo(parameters(RECIPE, file));
      assertThatThrownBy(() ->
              fit(RECIPE.withCheckpoints(checkpoints.resuming()), sortedRows(1500), () -> false))
          .isInstanceOf(ResumeException.class)
          .hasMessageContaining("blocks: of 2 rows there, none here");
    }
  }

  private static Fit fit(Trainer recipe, Dataset rows, BooleanSupplier stopRequested) {
    return recipe.fit(
        NETWORK, LOSS, rows, Optional.empty(), TrainingListener.none(), stopRequested);
  }

  private static String parameters(Trainer recipe, Dataset rows) {
    return hash(recipe.fit(NETWORK, LOSS, rows));
  }

  private static String hash(Fit fit) {
    return fit.network().parameters().sha256();
  }

  /** Rows in a file, of which 512 make a window. */
  private DatasetFile windowed(int rows) {
    Path file = folder.resolve("rows");
    DatasetFile.write(file, "", to -> to.add(sortedRows(rows)));
    return DatasetFile.open(file, 2);
  }

  /** Points inside of a circle, then points outside. */
  private static Dataset sortedRows(int rows) {
    Random random = new Random(1);
    float[][] inputs = new float[rows][];
    float[][] targets = new float[rows][1];
    Arrays.setAll(
        inputs, row -> new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()});
    Arrays.sort(inputs, (one, other) -> Float.compare(radius(one), radius(other)));
    for (int row = 0; row < rows; row++) {
      targets[row][0] = radius(inputs[row]) > 1.2 ? 1 : 0;
    }
    return Dataset.of(inputs, targets);
  }

  private static float radius(float... point) {
    return point[0] * point[0] + point[1] * point[1];
  }
}
