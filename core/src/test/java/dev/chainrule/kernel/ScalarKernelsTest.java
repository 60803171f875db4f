package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The specification against the formulas, in double precision. */
class ScalarKernelsTest {

  private static final Offset<Double> CLOSE = within(2e-6);

  private final Kernels kernels = new ScalarKernels();

  @Property(tries = 60)
  void productsAreTheSumsOfTheirDefinition(
      @ForAll @IntRange(min = 1, max = 20) int m,
      @ForAll @IntRange(min = 1, max = 20) int n,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] a = values(random, m * k);
    float[] b = values(random, k * n);
    float[] start = values(random, m * n);
    float[] plain = new float[m * n];
    float[] fromTransposedA = new float[m * n];
    float[] fromTransposedB = new float[m * n];
    float[] onto = start.clone();
    float[] scratch = new float[kernels.productScratch(m, n, k)];
    kernels.multiply(a, 0, k, b, 0, n, start, 0, n, plain, 0, n, m, n, k, scratch);
    kernels.multiplyTransposedA(
        transposed(a, m, k), 0, m, b, 0, n, start, 0, n, fromTransposedA, 0, n, m, n, k, scratch);
    kernels.multiplyTransposedB(
        a, 0, k, transposed(b, k, n), 0, k, start, 0, n, fromTransposedB, 0, n, m, n, k, scratch);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float chain = start[i * n + j];
        for (int p = 0; p < k; p++) {
          chain = Math.fma(a[i * k + p], b[p * n + j], chain);
        }
        assertThat(plain[i * n + j]).isEqualTo(chain);
      }
    }
    assertThat(fromTransposedA).containsExactly(plain);
    assertThat(fromTransposedB).containsExactly(plain);
    kernels.multiply(a, 0, k, b, 0, n, onto, 0, n, onto, 0, n, m, n, k, scratch);
    assertThat(onto).containsExactly(plain);
  }

  @Property(tries = 60)
  void sumsOfProductsMayAllBeginWithOneRow(
      @ForAll @IntRange(min = 1, max = 20) int m,
      @ForAll @IntRange(min = 1, max = 20) int n,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] a = values(random, m * k);
    float[] b = values(random, k * n);
    float[] row = values(random, n);
    float[] rows = new float[m * n];
    for (int i = 0; i < m; i++) {
      System.arraycopy(row, 0, rows, i * n, n);
    }
    float[] c = new float[m * n];
    float[] expected = new float[m * n];
    float[] scratch = new float[kernels.productScratch(m, n, k)];
    kernels.multiply(a, 0, k, b, 0, n, row, 0, 0, c, 0, n, m, n, k, scratch);
    kernels.multiply(a, 0, k, b, 0, n, rows, 0, n, expected, 0, n, m, n, k, scratch);
    assertThat(c).containsExactly(expected);
  }

  @Property(tries = 60)
  void innerProductsAreEightLanesThenWhatRemains(
      @ForAll @IntRange(min = 1, max = 20) int m,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] a = values(random, m * k);
    float[] b = values(random, k);
    float[] c = values(random, m);
    kernels.innerProducts(0.5f, a, 0, k, b, 0, c, 0, m, k);
    for (int i = 0; i < m; i++) {
      float[] lanes = new float[8];
      int whole = k / 8 * 8;
      for (int p = 0; p < whole; p++) {
        lanes[p % 8] = Math.fma(a[i * k + p], b[p], lanes[p % 8]);
      }
      for (int half = 4; half > 0; half /= 2) {
        for (int lane = 0; lane < half; lane++) {
          lanes[lane] += lanes[lane + half];
        }
      }
      float sum = 0.5f + lanes[0];
      for (int p = whole; p < k; p++) {
        sum = Math.fma(a[i * k + p], b[p], sum);
      }
      assertThat(c[i]).isEqualTo(sum);
    }
  }

  @Test
  void columnsAreAdded() {
    float[] c = {0, 0, 1, 2, 0, 0, 1, 2, 0, 0};
    float[] sums = {5, 10, 20};
    kernels.addColumnSums(c, 2, 4, 2, 2, sums, 1);
    assertThat(sums).containsExactly(5, 12, 24);
  }

  @Test
  void softmaxRowsAreProbabilitiesInTheRatiosOfTheExponentials() {
    float[] rows = {0, 1, 2, 3e38f, -3e38f, 3e38f};
    kernels.softmax(rows, 0, 2, 3);
    double sum = 1 + Math.exp(1) + Math.exp(2);
    assertThat((double) rows[0]).isCloseTo(1 / sum, CLOSE);
    assertThat((double) rows[1]).isCloseTo(Math.exp(1) / sum, CLOSE);
    assertThat((double) rows[2]).isCloseTo(Math.exp(2) / sum, CLOSE);
    assertThat(new float[] {rows[3], rows[4], rows[5]}).containsExactly(0.5f, 0f, 0.5f);
  }

  @Test
  void sigmoidCrossEntropyIsTheFormula() {
    checkLoss(
        (z, y, smoothing, loss, gradient) -> {
          for (int j = 0; j < z.length; j++) {
            double target = (1 - smoothing) * y[j] + smoothing / 2;
            double sigma = 1 / (1 + Math.exp(-z[j]));
            loss[0] -= target * Math.log(sigma) + (1 - target) * Math.log(1 - sigma);
            gradient[j] = sigma - target;
          }
        },
        new double[] {0, 0.2},
        (s, t, w, smoothing, g, l, m, n) ->
            kernels.sigmoidCrossEntropy(s, 0, t, 0, w, 0, 0.5f, smoothing, g, 0, l, 0, m, n));
  }

  @Test
  void softmaxCrossEntropyIsTheFormula() {
    checkLoss(
        (z, y, smoothing, loss, gradient) -> {
          double sum = 0;
          double labels = 0;
          for (int j = 0; j < z.length; j++) {
            sum += Math.exp(z[j]);
            labels += (1 - smoothing) * y[j] + smoothing / z.length;
          }
          for (int j = 0; j < z.length; j++) {
            double target = (1 - smoothing) * y[j] + smoothing / z.length;
            loss[0] -= target * Math.log(Math.exp(z[j]) / sum);
            gradient[j] = Math.exp(z[j]) / sum * labels - target;
          }
        },
        new double[] {0, 0.2},
        (s, t, w, smoothing, g, l, m, n) ->
            kernels.softmaxCrossEntropy(s, 0, t, 0, w, 0, 0.5f, smoothing, g, 0, l, 0, m, n));
  }

  @Test
  void regressionLossesAreTheFormulas() {
    checkLoss(
        (z, y, smoothing, loss, gradient) -> {
          for (int j = 0; j < z.length; j++) {
            loss[0] += (z[j] - y[j]) * (z[j] - y[j]) / 2;
            gradient[j] = z[j] - y[j];
          }
        },
        new double[] {0},
        (s, t, w, smoothing, g, l, m, n) ->
            kernels.squaredError(s, 0, t, 0, w, 0, 0.5f, g, 0, l, 0, m, n));
    checkLoss(
        (z, y, smoothing, loss, gradient) -> {
          for (int j = 0; j < z.length; j++) {
            loss[0] += Math.abs(z[j] - y[j]);
            gradient[j] = Math.signum(z[j] - y[j]);
          }
        },
        new double[] {0},
        (s, t, w, smoothing, g, l, m, n) ->
            kernels.absoluteError(s, 0, t, 0, w, 0, 0.5f, g, 0, l, 0, m, n));
    checkLoss(
        (z, y, smoothing, loss, gradient) -> {
          for (int j = 0; j < z.length; j++) {
            double d = Math.abs(z[j] - y[j]);
            loss[0] += d <= 0.6f ? d * d / 2 : 0.6f * (d - 0.3f);
            gradient[j] = Math.clamp(z[j] - y[j], -0.6f, 0.6f);
          }
        },
        new double[] {0},
        (s, t, w, smoothing, g, l, m, n) ->
            kernels.huberError(s, 0, t, 0, w, 0, 0.5f, 0.6f, g, 0, l, 0, m, n));
  }

  @Test
  void classificationLossesStayFiniteForAnyFiniteScore() {
    float[] scores = {3e38f, -3e38f, 3e38f, -3e38f, 0, 1e30f};
    float[] targets = {0, 1, 0, 0, 0, 1};
    float[] weights = {1, 1};
    float[] gradient = new float[6];
    float[] loss = new float[2];
    kernels.softmaxCrossEntropy(
        scores, 0, targets, 0, weights, 0, 1, 0, gradient, 0, loss, 0, 2, 3);
    assertThat(loss[0]).isFinite();
    assertThat(loss[1]).isEqualTo(0f);
    for (float g : gradient) {
      assertThat(g).isFinite();
    }
    kernels.sigmoidCrossEntropy(
        scores, 0, targets, 0, weights, 0, 1, 0, gradient, 0, loss, 0, 2, 1);
    assertThat(loss).containsExactly(3e38f, 3e38f);
    assertThat(gradient[0]).isEqualTo(1f);
    assertThat(gradient[1]).isEqualTo(-1f);
  }

  @Property(tries = 30)
  void squaresAreSummed(@ForAll @IntRange(min = 0, max = 100) int n, @ForAll long seed) {
    float[] x = values(new Random(seed), n + 2);
    double expected = 0;
    for (int i = 0; i < n; i++) {
      expected += (double) x[1 + i] * x[1 + i];
    }
    assertThat(kernels.sumOfSquares(x, 1, n)).isCloseTo(expected, within(1e-12 * (1 + expected)));
  }

  @Test
  void descentStepsAreTheirFormulas() {
    float[] theta = {7, 1, 2};
    kernels.updates().sgd(theta, new float[] {9, 0.5f, -1}, 1, 2, 0.5f);
    assertThat(theta).containsExactly(7f, 0.75f, 2.5f);

    float[] velocity = {9, 1, 2};
    theta = new float[] {7, 1, 2};
    kernels
        .updates()
        .momentum(theta, new float[] {9, 0.5f, -1}, velocity, 1, 2, 0.5f, 0.25f, false);
    assertThat(velocity).containsExactly(9f, 0.75f, -0.5f);
    assertThat(theta).containsExactly(7f, 0.625f, 2.25f);

    velocity = new float[] {9, 1, 2};
    theta = new float[] {7, 1, 2};
    kernels.updates().momentum(theta, new float[] {9, 0.5f, -1}, velocity, 1, 2, 0.5f, 0.25f, true);
    assertThat(velocity).containsExactly(9f, 0.75f, -0.5f);
    assertThat(theta).containsExactly(7f, 1 - 0.5f * (0.5f + 0.1875f), 2 - 0.5f * (-1 - 0.125f));

    float[] y = {1, 2};
    kernels.addScaled(0.5f, new float[] {4, 6}, 0, y, 0, 2);
    assertThat(y).containsExactly(3f, 5f);
  }

  @Test
  void adamIsItsFormulaAndForgetsMomentsTooSmallToMatter() {
    float[] theta = {0.5f, 0.5f};
    float[] g = {0.2f, 0f};
    float[] first = {0.1f, 1e-25f};
    float[] second = {0.04f, 1e-35f};
    kernels.updates().adam(theta, g, first, second, 0, 2, 0.9f, 0.999f, 1e-8f, 0.01f, 1.5f, 0.99f);
    double m = 0.9 * 0.1 + 0.1 * 0.2;
    double v = 0.999 * 0.04 + 0.001 * 0.04;
    assertThat((double) first[0]).isCloseTo(m, CLOSE);
    assertThat((double) second[0]).isCloseTo(v, CLOSE);
    assertThat((double) theta[0])
        .isCloseTo(0.99 * 0.5 - 0.01 * m / (Math.sqrt(v) * 1.5 + 1e-8), CLOSE);
    assertThat(first[1]).isZero();
    assertThat(second[1]).isZero();
    assertThat(theta[1]).isEqualTo(0.99f * 0.5f);
  }

  @Test
  void derivativesMatchCentralDifferencesOfTheFunctions() {
    for (ElementFunction f : ElementFunction.values()) {
      for (float x = -4.05f; x < 4; x += 0.3f) {
        float h = 0.01f;
        float[] z = {x - h, x, x + h};
        float[] a = new float[3];
        kernels.activate(f, 0.5f, z, 0, a, 0, 3);
        float[] delta = {1, 2, 3};
        kernels.multiplyByDerivative(f, 0.5f, z, 0, a, 0, delta, 0, 3);
        assertThat((double) delta[1] / 2)
            .as("%s at %s", f, x)
            .isCloseTo((a[2] - a[0]) / (2.0 * h), within(2e-4));
      }
    }
  }

  // ---- losses

  private interface Formula {
    void row(double[] z, double[] y, double smoothing, double[] loss, double[] gradient);
  }

  private interface LossCall {
    void run(
        float[] scores,
        float[] targets,
        float[] weights,
        float smoothing,
        float[] gradient,
        float[] loss,
        int m,
        int n);
  }

  private static void checkLoss(Formula formula, double[] smoothings, LossCall call) {
    int m = 5;
    int n = 4;
    Random random = new Random(3);
    float[] scores = values(random, m * n);
    float[] targets = values(random, m * n);
    float[] weights = values(random, m);
    for (int i = 0; i < targets.length; i++) {
      targets[i] = Math.abs(targets[i]) / 2;
    }
    for (double smoothing : smoothings) {
      float[] gradient = new float[m * n];
      float[] rowLoss = new float[m];
      call.run(scores, targets, weights, (float) smoothing, gradient, rowLoss, m, n);
      for (int i = 0; i < m; i++) {
        double[] z = new double[n];
        double[] y = new double[n];
        for (int j = 0; j < n; j++) {
          z[j] = scores[i * n + j];
          y[j] = targets[i * n + j];
        }
        double[] loss = new double[1];
        double[] expected = new double[n];
        formula.row(z, y, smoothing, loss, expected);
        assertThat((double) rowLoss[i]).isCloseTo(loss[0], CLOSE);
        for (int j = 0; j < n; j++) {
          assertThat((double) gradient[i * n + j]).isCloseTo(expected[j] * weights[i] * 0.5, CLOSE);
        }
      }
    }
  }

  private static float[] values(Random random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = 4 * random.nextFloat() - 2;
    }
    return x;
  }

  private static float[] transposed(float[] x, int rows, int columns) {
    float[] t = new float[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        t[j * rows + i] = x[i * columns + j];
      }
    }
    return t;
  }
}
