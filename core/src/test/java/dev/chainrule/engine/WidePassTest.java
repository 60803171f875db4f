package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Dataset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Layers so wide that their products are packed and that a block takes more rows. */
class WidePassTest {

  private static final int ROWS = 130;

  private final Network network =
      Network.initialize(
          Architecture.of(
              20,
              Dense.of(1040, Activation.relu()),
              Dense.of(1030, Activation.tanh()),
              Dense.of(3)),
          5);

  private final Dataset rows = rows();

  @Test
  void givesTheBitsOfThePlainLoopsOnAnyNumberOfThreads() {
    float[] plain = gradient(Kernels.scalar(), 1);

    assertThat(plain).hasSize(network.parameters().size()).doesNotContain(Float.NaN);
    for (int threads : new int[] {1, 2, 3, 8}) {
      assertThat(gradient(Kernels.vector(), threads)).as("%s threads", threads).isEqualTo(plain);
    }
  }

  private float[] gradient(Kernels kernels, int threads) {
    try (Execution execution = Execution.of(kernels, threads)) {
      Pass pass =
          new Pass(network.architecture(), Loss.softmaxCrossEntropy(), rows, ROWS, execution);
      float[] theta = pass.layout().working(network.parameters());
      float[] gradient = new float[theta.length];
      pass.gradient(theta, rows, IntStream.range(0, ROWS).toArray(), 0, ROWS, 0, gradient);
      return gradient;
    }
  }

  private static Dataset rows() {
    RandomGenerator random = new SplittableRandom(7);
    float[][] x = new float[ROWS][20];
    float[][] y = new float[ROWS][3];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = (float) random.nextGaussian();
      }
      y[i][i % 3] = 1;
    }
    return Dataset.of(x, y);
  }
}
