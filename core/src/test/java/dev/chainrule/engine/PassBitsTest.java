package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Dataset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The paths of a pass that only large layers and many rows take give the bits of plain loops. */
class PassBitsTest {

  @Test
  void whereLayersAreSoWideThatTheirProductsArePackedAndABlockTakesMoreRows() {
    assertSameBits(
        Architecture.of(
            20, Dense.of(1040, Activation.relu()), Dense.of(1030, Activation.tanh()), Dense.of(3)),
        130);
  }

  @Test
  void whereParametersAreFewAndTheGradientsOfBlocksOfRowsAreSummedUpApart() {
    assertSameBits(
        Architecture.of(20, Dense.of(17), LayerNorm.of(Activation.tanh()), Dense.of(3)),
        2 * Pass.TILE_ROWS + Pass.SUM_ROWS + 1);
  }

  @Test
  void whereParametersAreFewButRowsSoWideThatTheyGoThroughInTiles() {
    assertSameBits(Architecture.of(1_500, Dense.of(3)), 2_900);
  }

  private static void assertSameBits(Architecture architecture, int rows) {
    Network network = Network.initialize(architecture, 5);
    Dataset data = rows(rows, architecture.input().size());
    float[] plain = new float[network.parameters().size()];
    double loss = gradient(network, data, Kernels.scalar(), 1, plain);

    assertThat(plain).doesNotContain(Float.NaN).isNotEqualTo(new float[plain.length]);
    for (int threads : new int[] {1, 2, 3, 8}) {
      for (Kernels kernels : List.of(Kernels.scalar(), Kernels.vector())) {
        float[] gradient = new float[plain.length];
        assertThat(gradient(network, data, kernels, threads, gradient))
            .as("%s threads", threads)
            .isEqualTo(loss);
        assertThat(gradient).as("%s threads", threads).isEqualTo(plain);
      }
    }
  }

  /** The loss; the gradient goes into {@code gradient}. */
  private static double gradient(
      Network network, Dataset rows, Kernels kernels, int threads, float[] gradient) {
    int count = rows.rows();
    try (Execution execution = Execution.of(kernels, threads)) {
      Pass pass =
          new Pass(network.architecture(), Loss.softmaxCrossEntropy(), rows, count, execution);
      float[] theta = pass.layout().working(network.parameters());
      int[] order = IntStream.range(0, count).toArray();
      return pass.gradient(theta, rows, order, 0, count, 0, gradient);
    }
  }

  private static Dataset rows(int rows, int inputs) {
    RandomGenerator random = new SplittableRandom(7);
    float[][] x = new float[rows][inputs];
    float[][] y = new float[rows][3];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = (float) random.nextGaussian(0, 10); // so that losses differ by many powers of ten
      }
      y[i][i % 3] = 1;
    }
    return Dataset.of(x, y);
  }
}
