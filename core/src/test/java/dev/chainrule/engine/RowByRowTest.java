package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Augmentation;
import dev.chainrule.data.Dataset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.reference.NetworkCase;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Row by row, a gradient has the bits that the regions and kernels of a {@link Pass} give it. */
class RowByRowTest {

  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -1e-40f,
    Float.MAX_VALUE
  };

  private static final Architecture TINY =
      Architecture.of(2, Dense.of(2, Activation.relu()), Dense.of(1));

  /** ℒ, what the rows weigh, and the gradient. */
  private record Outcome(double loss, double weight, List<Float> gradient) {

    static Outcome of(BatchGradient taker, float[] theta, Dataset rows, int first, int size) {
      int[] order = IntStream.range(0, rows.rows()).map(i -> rows.rows() - 1 - i).toArray();
      float[] gradient = new float[theta.length];
      double loss = taker.gradient(theta, rows, order, first, size, 7, gradient);
      List<Float> boxed = new ArrayList<>();
      for (float value : gradient) {
        boxed.add(value);
      }
      return new Outcome(loss, taker.weight(), boxed);
    }
  }

  private static void assertSameBits(
      Architecture architecture, Loss loss, float[] theta, Dataset rows, int first, int size) {
    try (Execution execution = Execution.of(Kernels.scalar(), 1)) {
      Pass pass = new Pass(architecture, loss, rows, rows.rows(), execution);
      RowByRow rowByRow = new RowByRow(pass.layout(), loss);
      for (int repeat = 0; repeat < 2; repeat++) { // nothing is left over from the time before
        assertThat(Outcome.of(rowByRow, theta, rows, first, size))
            .isEqualTo(Outcome.of(pass, theta, rows, first, size));
      }
    }
  }

  static List<NetworkCase> networks() {
    return NetworkCase.everyDenseActivationAndLoss();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyActivationAndLossHasTheSameBits(NetworkCase given) {
    float[] theta = EngineRun.narrowed(given.parameters().row(0));
    Dataset rows = new EngineRun.Rows(given.x(), given.y(), null);
    assertSameBits(given.architecture(), given.loss(), theta, rows, 0, rows.rows());
    assertSameBits(given.architecture(), given.loss(), theta, rows, 1, 1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyNumbersInAnyNarrowNetworkHaveTheSameBits(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Activation> activations = NetworkCase.activations().toList();
    List<Layer> layers = new ArrayList<>();
    for (int l = random.nextInt(4); l > 0; l--) {
      int which = random.nextInt(activations.size());
      layers.add(Dense.of(1 + random.nextInt(9), activations.get(which)));
    }
    Loss loss = Loss.all().get(random.nextInt(Loss.all().size()));
    int fewest = loss.link() == Loss.Link.SOFTMAX ? 2 : 1;
    layers.add(Dense.of(fewest + random.nextInt(3)));
    int inputs = 1 + random.nextInt(18);
    Architecture architecture = new Architecture(Shape.vector(inputs), layers);
    double special = seed % 2 == 0 ? 0 : 0.02;
    int count = 1 + random.nextInt(40);
    float[][] x = new float[count][];
    float[][] y = new float[count][];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = numbers(inputs, special, random);
      y[i] = numbers(architecture.output().size(), special, random);
      weights[i] = i > 0 && random.nextInt(5) == 0 ? 0 : random.nextDouble(0.1, 3);
    }
    Dataset rows = Dataset.of(x, y);
    int first = random.nextInt(count);
    int size = 1 + random.nextInt(count - first);
    assertSameBits(
        architecture,
        loss,
        numbers(architecture.layout().size(), special, random),
        seed % 3 == 0 ? rows : rows.withWeights(weights),
        first,
        size);
  }

  private static float[] numbers(int count, double special, SplittableRandom random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] =
          random.nextDouble() < special
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : (float) random.nextDouble(-2, 2);
    }
    return numbers;
  }

  @Test
  void rowsThatAllWeighNothingHaveNoGradient() {
    Dataset rows =
        Dataset.of(new float[][] {{1, 2}, {3, 4}}, new float[][] {{1}, {0}}).withWeights(1, 0);
    float[] theta = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertSameBits(TINY, Loss.meanSquaredError(), theta, rows, 0, 1);
  }

  // ---- when

  @Test
  void smallStepsAreTakenRowByRowHoweverManyThereAre() {
    try (Execution execution = Execution.open(1, 27, 1e15)) {
      assertThat(execution.kernel()).isEqualTo("scalar");
      assertThat(rowByRow(TINY, Augmentation.none(), execution)).isTrue();
    }
  }

  @Test
  void largeStepsAreNot() {
    for (double steps : new double[] {1, 1e9}) {
      try (Execution execution = Execution.open(1, 1e6, steps)) {
        assertThat(rowByRow(TINY, Augmentation.none(), execution)).isFalse();
      }
    }
  }

  @Test
  void whatNeedsMoreThanDenseLayersAndPlainRowsIsNot() {
    Architecture dropping = Architecture.of(2, Dense.of(2), Dropout.of(0.5), Dense.of(1));
    try (Execution execution = Execution.open(1, 27, 1)) {
      assertThat(rowByRow(dropping, Augmentation.none(), execution)).isFalse();
      assertThat(rowByRow(TINY, Augmentation.none().withInputNoise(0.1), execution)).isFalse();
    }
  }

  private static boolean rowByRow(
      Architecture architecture, Augmentation augmentation, Execution execution) {
    return RowByRow.of(architecture, Loss.meanSquaredError(), augmentation, execution).isPresent();
  }
}
