package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.data.Dataset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Workers;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Predictions are the same bits, however they are computed. */
@Timeout(120)
class PredictorTest {

  private static final int ROWS = 131;

  /** A finished network with rows and what plain loops in one thread predict for them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Case(String name, Network network, Loss loss, float[] x, float[] expected) {

    static Case of(String name, Loss loss, Architecture architecture) {
      SplittableRandom random = new SplittableRandom(name.hashCode());
      Network network = Network.initialize(architecture, 1);
      float[] x = new float[ROWS * architecture.input().size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = value(random);
      }
      return new Case(name, network, loss, x, evaluated(network, loss, x));
    }

    private static float value(SplittableRandom random) {
      float[] special = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, 1e-40f, 3e38f
      };
      return random.nextInt(2000) == 0
          ? special[random.nextInt(special.length)]
          : (float) (4 * random.nextDouble() - 2);
    }

    private static float[] evaluated(Network network, Loss loss, float[] x) {
      Dataset data = data(x, network);
      float[] predictions = new float[ROWS * data.outputs()];
      try (Execution execution = Execution.of(Kernels.scalar(), 1)) {
        Pass pass = new Pass(network.architecture(), loss, data, ROWS, execution);
        pass.evaluate(
            pass.layout().working(network.parameters()),
            data,
            IntStream.range(0, ROWS).toArray(),
            0,
            ROWS,
            predictions);
      }
      return predictions;
    }

    Dataset data() {
      return data(x, network);
    }

    private static Dataset data(float[] x, Network network) {
      int inputs = network.architecture().input().size();
      float[][] rows =
          IntStream.range(0, ROWS)
              .mapToObj(i -> Arrays.copyOfRange(x, i * inputs, (i + 1) * inputs))
              .toArray(float[][]::new);
      return Dataset.of(rows, new float[ROWS][network.architecture().output().size()]);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        Case.of(
            "a table",
            Loss.sigmoidCrossEntropy(),
            Architecture.of(
                30, Dense.of(64, Activation.relu()), Dense.of(32, Activation.tanh()), Dense.of(1))),
        Case.of(
            "wide enough to share a row",
            Loss.softmaxCrossEntropy(),
            Architecture.of(
                301,
                Dense.of(517, Activation.relu()),
                Dense.of(333, new Activation.Gelu()),
                Dense.of(10))),
        Case.of(
            "all layers",
            Loss.meanSquaredError(),
            Architecture.of(
                7,
                LayerNorm.of(Activation.identity()),
                Dropout.of(0.2),
                Dense.of(65),
                BatchNorm.of(new Activation.Silu()),
                Dropout.of(0.5),
                Dense.of(13),
                LayerNorm.of(Activation.sigmoid()),
                Dense.of(3))),
        Case.of("a single unit", new Loss.Poisson(), Architecture.of(1, Dense.of(1))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void manyRowsAndOneByOneOnAnyNumberOfThreadsAndAnyKernelsAreTheSameBits(Case given) {
    for (boolean hastened : new boolean[] {false, true}) {
      for (int threads : new int[] {1, 2, 3, 8}) {
        try (Workers workers = new Workers(threads)) {
          Predictor plain = Predictor.of(given.network(), given.loss()).withWorkers(workers);
          Predictor predictor = hastened ? plain.hastened() : plain;
          String what = threads + " threads" + (hastened ? ", hastened" : "");
          check(given, predictor, what);
          assertThat(predictor.predict(given.data())).as(what).isEqualTo(given.expected());
        }
      }
    }
  }

  /** All rows at once, blocks of several sizes, and every row by itself. */
  private static void check(Case given, Predictor predictor, String what) {
    for (int rows : new int[] {ROWS, 43, 1}) {
      float[] predictions = new float[ROWS * predictor.outputs()];
      for (int from = 0; from < ROWS; from += rows) {
        int count = Math.min(rows, ROWS - from);
        float[] x =
            Arrays.copyOfRange(
                given.x(), from * predictor.inputs(), (from + count) * predictor.inputs());
        float[] some = new float[count * predictor.outputs()];
        predictor.predict(x, count, some);
        System.arraycopy(some, 0, predictions, from * predictor.outputs(), some.length);
      }
      assertThat(predictions).as("%s, %d rows at a time", what, rows).isEqualTo(given.expected());
    }
  }

  @Test
  void callersThatShareAPredictorWhileItsKernelsChangeGetTheSameBits() throws Exception {
    Case given = cases().get(1);
    Predictor predictor = Predictor.of(given.network(), given.loss());
    int callers = 4;
    CountDownLatch begun = new CountDownLatch(callers);
    AtomicBoolean changed = new AtomicBoolean();
    try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
      List<Future<?>> futures =
          IntStream.range(0, callers)
              .<Future<?>>mapToObj(caller ->
                  executor.submit(() -> {
                    boolean last;
                    do {
                      last = changed.get();
                      check(given, predictor, "caller " + caller);
                      begun.countDown();
                    } while (!last);
                  }))
              .toList();
      begun.await();
      predictor.hastened();
      changed.set(true);
      for (Future<?> future : futures) {
        future.get();
      }
    }
  }

  @Test
  void otherThreadsHelpWithManyRows() {
    Case given = cases().get(1);
    CountDownLatch together = new CountDownLatch(2); // opens only if two threads gather rows
    Dataset data =
        new Watched(
            given.data(),
            () -> {
              together.countDown();
              try {
                together.await();
              } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
              }
            });
    try (Workers workers = new Workers(2)) {
      assertThat(Predictor.of(given.network(), given.loss()).withWorkers(workers).predict(data))
          .isEqualTo(given.expected());
    }
  }

  @Test
  void whoPredictsInsideAPredictionFindsTheThreadsBusyAndComputesAlone() {
    Case given = cases().get(1);
    try (Workers workers = new Workers(2)) {
      Predictor predictor = Predictor.of(given.network(), given.loss()).withWorkers(workers);
      AtomicBoolean inside = new AtomicBoolean();
      Dataset data =
          new Watched(
              given.data(),
              () -> {
                if (inside.compareAndSet(false, true)) {
                  assertThat(predictor.predict(given.data())).isEqualTo(given.expected());
                }
              });
      assertThat(predictor.predict(data)).isEqualTo(given.expected());
      assertThat(inside).isTrue();
    }
  }

  @Test
  void rawScoresStandInFrontOfTheLink() {
    Network network = Network.of(Architecture.of(1, Dense.of(1)), 2, 1);
    Predictor predictor = Predictor.of(network, new Loss.Poisson());
    assertThat(predictor.ofScores().predict(3)).containsExactly(7);
    assertThat(predictor.predict(-0.5f)).containsExactly(1);
  }

  @Test
  void rowsOfAnotherWidthAndNoThreadsAreRefused() {
    Predictor predictor =
        Predictor.of(
            Network.initialize(Architecture.of(3, Dense.of(2)), 1), Loss.meanSquaredError());
    assertThatThrownBy(() -> predictor.predict(1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 rows need 3 inputs and room for 2 outputs, got 2 and 2.");
    assertThatThrownBy(() -> predictor.predict(new float[6], 2, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("room for 4 outputs");
    assertThatThrownBy(
            () -> predictor.predict(Dataset.of(new float[][] {{1, 2}}, new float[][] {{1, 2}})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The network expects rows of 3 inputs, the data set has 2.");
    assertThatThrownBy(() -> predictor.withThreads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("At least 1 thread is needed, got 0.");
    predictor.predict(new float[0], 0, new float[0]);
  }

  /** Rows that tell when one of them is copied. */
  private static final class Watched implements Dataset {

    private final Dataset rows;
    private final Runnable watcher;

    Watched(Dataset rows, Runnable watcher) {
      this.rows = rows;
      this.watcher = watcher;
    }

    @Override
    public int rows() {
      return rows.rows();
    }

    @Override
    public int inputs() {
      return rows.inputs();
    }

    @Override
    public int outputs() {
      return rows.outputs();
    }

    @Override
    public void copyInputs(int row, float[] to, int at) {
      watcher.run();
      rows.copyInputs(row, to, at);
    }

    @Override
    public void copyTargets(int row, float[] to, int at) {
      rows.copyTargets(row, to, at);
    }
  }
}
