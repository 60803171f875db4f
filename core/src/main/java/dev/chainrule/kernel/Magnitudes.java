package dev.chainrule.kernel;

/**
 * The loops of the L1 penalty and of max-norm. They pass over the weights once and are bound by
 * memory, so there is one version for all kernels.
 */
public final class Magnitudes {

  private Magnitudes() {}

  /** Σ|x| in double: elements of even and of odd place by themselves, from left to right. */
  public static double sum(float[] x, int at, int n) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i < n - 1; i += 2) {
      even += Math.abs(x[at + i]);
      odd += Math.abs(x[at + i + 1]);
    }
    return i < n ? even + Math.abs(x[at + i]) + odd : even + odd;
  }

  /** y[i] ← y[i] + factor·sign x[i], with sign 0 = 0. */
  public static void addSigns(float factor, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      float value = x[xAt + i];
      y[yAt + i] += value > 0 ? factor : value < 0 ? -factor : 0f;
    }
  }

  /**
   * Columns from … to of the m×n matrix W at {@code at}: those longer than {@code limit} are scaled
   * down to it.
   *
   * @param squares working memory for n numbers: Σᵢ w_ij² in row order
   */
  public static void limitColumns(
      float[] w,
      int at,
      int m,
      int n,
      int fromColumn,
      int toColumn,
      double limit,
      double[] squares) {
    for (int j = fromColumn; j < toColumn; j++) {
      squares[j] = 0;
    }
    for (int i = 0; i < m; i++) {
      int row = at + i * n;
      for (int j = fromColumn; j < toColumn; j++) {
        squares[j] += (double) w[row + j] * w[row + j];
      }
    }
    for (int j = fromColumn; j < toColumn; j++) {
      if (squares[j] > limit * limit) {
        float factor = (float) (limit / Math.sqrt(squares[j]));
        for (int i = 0; i < m; i++) {
          w[at + i * n + j] *= factor;
        }
      }
    }
  }
}
