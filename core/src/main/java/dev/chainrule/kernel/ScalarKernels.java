package dev.chainrule.kernel;

/**
 * The specification of {@link Kernels} as plain loops, and the implementation for short trainings
 * and for JVMs without the Vector API.
 */
class ScalarKernels implements Kernels {

  private static final UpdateKernels UPDATES = new ScalarUpdates();

  @Override
  public String name() {
    return "scalar";
  }

  // ---- products

  @Override
  public void multiply(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    ScalarProducts.multiply(
        a, aAt, lda, 1, b, bAt, ldb, 1, start, startAt, startStep, c, cAt, ldc, m, n, k);
  }

  @Override
  public void multiplyTransposedA(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    ScalarProducts.multiply(
        a, aAt, 1, lda, b, bAt, ldb, 1, start, startAt, startStep, c, cAt, ldc, m, n, k);
  }

  @Override
  public void multiplyTransposedB(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    ScalarProducts.multiply(
        a, aAt, lda, 1, b, bAt, 1, ldb, start, startAt, startStep, c, cAt, ldc, m, n, k);
  }

  @Override
  public void innerProducts(
      float start,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int m,
      int k) {
    for (int i = 0; i < m; i++) {
      c[cAt + i] = InnerProduct.of(start, a, aAt + i * lda, b, bAt, k);
    }
  }

  @Override
  public int productScratch(int m, int n, int k) {
    return 0;
  }

  // ---- rows and columns

  @Override
  public void addColumnSums(float[] c, int cAt, int ldc, int m, int n, float[] sums, int sumsAt) {
    for (int i = 0; i < m; i++) {
      int ci = cAt + i * ldc;
      for (int j = 0; j < n; j++) {
        sums[sumsAt + j] += c[ci + j];
      }
    }
  }

  // ---- element-wise

  @Override
  public void activate(
      ElementFunction f, float alpha, float[] z, int zAt, float[] a, int aAt, int n) {
    switch (f) {
      case IDENTITY -> System.arraycopy(z, zAt, a, aAt, n);
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          a[aAt + i] = ScalarMath.sigmoid(z[zAt + i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < n; i++) {
          a[aAt + i] = ScalarMath.tanh(z[zAt + i]);
        }
      }
      case RELU -> {
        for (int i = 0; i < n; i++) {
          a[aAt + i] = ScalarMath.relu(z[zAt + i]);
        }
      }
      case LEAKY_RELU -> {
        for (int i = 0; i < n; i++) {
          a[aAt + i] = ScalarMath.leakyRelu(z[zAt + i], alpha);
        }
      }
      case ELU -> {
        for (int i = 0; i < n; i++) {
          a[aAt + i] = ScalarMath.elu(z[zAt + i], alpha);
        }
      }
      case SELU -> {
        for (int i = 0; i < n; i++) {
          a[aAt + i] = ScalarMath.selu(z[zAt + i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < n; i++) {
          a[aAt + i] = ScalarMath.softplus(z[zAt + i]);
        }
      }
      case SILU -> {
        for (int i = 0; i < n; i++) {
          a[aAt + i] = ScalarMath.silu(z[zAt + i]);
        }
      }
      case GELU -> {
        for (int i = 0; i < n; i++) {
          a[aAt + i] = ScalarMath.gelu(z[zAt + i]);
        }
      }
      case MISH -> {
        for (int i = 0; i < n; i++) {
          a[aAt + i] = ScalarMath.mish(z[zAt + i]);
        }
      }
    }
  }

  @Override
  public void multiplyByDerivative(
      ElementFunction f,
      float alpha,
      float[] z,
      int zAt,
      float[] a,
      int aAt,
      float[] delta,
      int deltaAt,
      int n) {
    switch (f) {
      case IDENTITY -> {
        // f′ = 1
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          delta[deltaAt + i] *= ScalarMath.sigmoidDerivative(a[aAt + i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < n; i++) {
          delta[deltaAt + i] *= ScalarMath.tanhDerivative(a[aAt + i]);
        }
      }
      case RELU -> {
        for (int i = 0; i < n; i++) {
          delta[deltaAt + i] *= ScalarMath.leakyReluDerivative(a[aAt + i], 0f);
        }
      }
      case LEAKY_RELU -> {
        for (int i = 0; i < n; i++) {
          delta[deltaAt + i] *= ScalarMath.leakyReluDerivative(a[aAt + i], alpha);
        }
      }
      case ELU -> {
        for (int i = 0; i < n; i++) {
          delta[deltaAt + i] *= ScalarMath.eluDerivative(a[aAt + i], alpha);
        }
      }
      case SELU -> {
        for (int i = 0; i < n; i++) {
          delta[deltaAt + i] *= ScalarMath.seluDerivative(a[aAt + i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < n; i++) {
          delta[deltaAt + i] *= ScalarMath.sigmoid(z[zAt + i]);
        }
      }
      case SILU -> {
        for (int i = 0; i < n; i++) {
          delta[deltaAt + i] *= ScalarMath.siluDerivative(z[zAt + i]);
        }
      }
      case GELU -> {
        for (int i = 0; i < n; i++) {
          delta[deltaAt + i] *= ScalarMath.geluDerivative(z[zAt + i]);
        }
      }
      case MISH -> {
        for (int i = 0; i < n; i++) {
          delta[deltaAt + i] *= ScalarMath.mishDerivative(z[zAt + i]);
        }
      }
    }
  }

  @Override
  public void softmax(float[] scores, int at, int m, int n) {
    for (int i = 0; i < m; i++) {
      int row = at + i * n;
      float max = maximum(scores, row, n);
      float sum = 0f;
      for (int j = row; j < row + n; j++) {
        float e = ScalarMath.expOfNonPositive(scores[j] - max);
        scores[j] = e;
        sum += e;
      }
      for (int j = row; j < row + n; j++) {
        scores[j] /= sum;
      }
    }
  }

  /** The largest of n ≥ 1 values; NaN if one of them is NaN. */
  static float maximum(float[] x, int at, int n) {
    float max = x[at];
    for (int j = at + 1; j < at + n; j++) {
      max = Math.max(max, x[j]);
    }
    return max;
  }

  // ---- losses

  @Override
  public void sigmoidCrossEntropy(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float smoothing,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n) {
    float keep = 1f - smoothing;
    float shift = smoothing / 2f;
    for (int i = 0; i < m; i++) {
      float factor = weights[weightsAt + i] * scale;
      float sum = 0f;
      for (int j = i * n; j < i * n + n; j++) {
        float z = scores[scoresAt + j];
        float y = Math.fma(keep, targets[targetsAt + j], shift);
        float e = ScalarMath.decay(z);
        sum += Math.fma(-z, y, ScalarMath.relu(z)) + ScalarMath.log1pOfUnit(e);
        float sigma = ScalarMath.oneOr(e, z) / (1f + e);
        gradient[gradientAt + j] = (sigma - y) * factor;
      }
      rowLoss[rowLossAt + i] = sum;
    }
  }

  @Override
  public void softmaxCrossEntropy(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float smoothing,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n) {
    float keep = 1f - smoothing;
    float shift = smoothing / n;
    for (int i = 0; i < m; i++) {
      int s = scoresAt + i * n;
      int t = targetsAt + i * n;
      int g = gradientAt + i * n;
      float max = maximum(scores, s, n);
      float exponentials = 0f;
      float labels = 0f;
      float labelled = 0f;
      for (int j = 0; j < n; j++) {
        float z = scores[s + j] - max;
        z = z < -Float.MAX_VALUE ? -Float.MAX_VALUE : z; // so that a label of 0 takes it to 0
        float y = Math.fma(keep, targets[t + j], shift);
        float e = ScalarMath.expOfNonPositive(z);
        gradient[g + j] = e;
        exponentials += e;
        labels += y;
        labelled = Math.fma(y, z, labelled);
      }
      rowLoss[rowLossAt + i] = Math.fma(labels, ScalarMath.log(exponentials), -labelled);
      float factor = weights[weightsAt + i] * scale;
      for (int j = 0; j < n; j++) {
        float y = Math.fma(keep, targets[t + j], shift);
        gradient[g + j] = Math.fma(gradient[g + j] / exponentials, labels, -y) * factor;
      }
    }
  }

  @Override
  public void squaredError(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n) {
    for (int i = 0; i < m; i++) {
      float factor = weights[weightsAt + i] * scale;
      float sum = 0f;
      for (int j = i * n; j < i * n + n; j++) {
        float d = scores[scoresAt + j] - targets[targetsAt + j];
        sum = Math.fma(d, d, sum);
        gradient[gradientAt + j] = d * factor;
      }
      rowLoss[rowLossAt + i] = 0.5f * sum;
    }
  }

  @Override
  public void absoluteError(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n) {
    for (int i = 0; i < m; i++) {
      float factor = weights[weightsAt + i] * scale;
      float sum = 0f;
      for (int j = i * n; j < i * n + n; j++) {
        float d = scores[scoresAt + j] - targets[targetsAt + j];
        sum += Math.abs(d);
        gradient[gradientAt + j] = Math.signum(d) * factor;
      }
      rowLoss[rowLossAt + i] = sum;
    }
  }

  @Override
  public void huberError(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float delta,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n) {
    for (int i = 0; i < m; i++) {
      float factor = weights[weightsAt + i] * scale;
      float sum = 0f;
      for (int j = i * n; j < i * n + n; j++) {
        float d = scores[scoresAt + j] - targets[targetsAt + j];
        float distance = Math.abs(d);
        sum += distance <= delta ? 0.5f * d * d : delta * (distance - 0.5f * delta);
        gradient[gradientAt + j] = (distance <= delta ? d : Math.signum(d) * delta) * factor;
      }
      rowLoss[rowLossAt + i] = sum;
    }
  }

  @Override
  public void pinballError(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float[] levels,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n) {
    for (int i = 0; i < m; i++) {
      float factor = weights[weightsAt + i] * scale;
      float sum = 0f;
      for (int j = 0; j < n; j++) {
        float tau = levels[j % levels.length];
        float d = targets[targetsAt + i * n + j] - scores[scoresAt + i * n + j];
        sum += Math.max(tau * d, (tau - 1f) * d);
        float slope = d > 0f ? -tau : d < 0f ? 1f - tau : d == 0f ? 0f : d;
        gradient[gradientAt + i * n + j] = slope * factor;
      }
      rowLoss[rowLossAt + i] = sum;
    }
  }

  @Override
  public void poissonDeviance(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n) {
    for (int i = 0; i < m; i++) {
      float factor = weights[weightsAt + i] * scale;
      float sum = 0f;
      for (int j = i * n; j < i * n + n; j++) {
        float z = scores[scoresAt + j];
        float y = targets[targetsAt + j];
        float e = ScalarMath.exp(z);
        float u = z - ScalarMath.log(y);
        sum += y == 0f ? e : y * (ScalarMath.expm1(u) - u);
        gradient[gradientAt + j] = (e - y) * factor;
      }
      rowLoss[rowLossAt + i] = sum;
    }
  }

  // ---- flat vectors

  @Override
  public void exponential(float[] x, int at, int n) {
    for (int i = at; i < at + n; i++) {
      x[i] = ScalarMath.exp(x[i]);
    }
  }

  @Override
  public double sumOfSquares(float[] x, int at, int n) {
    int whole = n & -16;
    double sum = whole == 0 ? 0 : sumOfSquaresInLanes(x, at, whole);
    for (int i = at + whole; i < at + n; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum;
  }

  /** The sum over whole sixteens. */
  double sumOfSquaresInLanes(float[] x, int at, int n) {
    return laneSum(x, at, n, 0, 1);
  }

  /**
   * The sum of the squares of the elements i ≡ lane (mod step): one lane where step is 16, else two
   * halves added.
   */
  private static double laneSum(float[] x, int at, int n, int lane, int step) {
    if (step < 16) {
      return laneSum(x, at, n, lane, 2 * step) + laneSum(x, at, n, lane + step, 2 * step);
    }
    double sum = 0;
    for (int i = lane; i < n; i += 16) {
      double value = x[at + i];
      sum += value * value;
    }
    return sum;
  }

  @Override
  public void addScaled(float factor, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
    }
  }

  // ---- optimizers

  @Override
  public UpdateKernels updates() {
    return UPDATES;
  }
}
