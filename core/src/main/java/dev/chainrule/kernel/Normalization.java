package dev.chainrule.kernel;

/**
 * The loops of batch norm and layer norm. They are bound by memory and have no product in them, so
 * there is one version for all kernels. Sums run in row order, or from left to right, in double.
 *
 * <p>All matrices are contiguous, n columns wide; {@code from} and {@code to} are rows or columns,
 * as the name says.
 */
public final class Normalization {

  private Normalization() {}

  // ---- batch norm: statistics of columns

  /** mean[j] ← (1/m)·Σᵢ x_ij, variance[j] ← (1/m)·Σᵢ (x_ij − mean[j])², for some columns. */
  public static void columnMoments(
      float[] x, int m, int n, int fromColumn, int toColumn, double[] mean, double[] variance) {
    for (int j = fromColumn; j < toColumn; j++) {
      mean[j] = 0;
      variance[j] = 0;
    }
    for (int i = 0; i < m; i++) {
      int row = i * n;
      for (int j = fromColumn; j < toColumn; j++) {
        mean[j] += x[row + j];
      }
    }
    for (int j = fromColumn; j < toColumn; j++) {
      mean[j] /= m;
    }
    for (int i = 0; i < m; i++) {
      int row = i * n;
      for (int j = fromColumn; j < toColumn; j++) {
        double difference = x[row + j] - mean[j];
        variance[j] += difference * difference;
      }
    }
    for (int j = fromColumn; j < toColumn; j++) {
      variance[j] /= m;
    }
  }

  /** Rows from … to: x̂_ij ← (x_ij − mean[j])·inverse[j]. */
  public static void normalizeColumns(
      float[] x, float[] mean, float[] inverse, float[] normalized, int n, int fromRow, int toRow) {
    for (int i = fromRow; i < toRow; i++) {
      int row = i * n;
      for (int j = 0; j < n; j++) {
        normalized[row + j] = (x[row + j] - mean[j]) * inverse[j];
      }
    }
  }

  /** Rows from … to: z_ij ← scale[j]·x_ij + shift[j], fused. */
  public static void scaleAndShift(
      float[] x,
      float[] scale,
      int scaleAt,
      float[] shift,
      int shiftAt,
      float[] z,
      int n,
      int fromRow,
      int toRow) {
    for (int i = fromRow; i < toRow; i++) {
      int row = i * n;
      for (int j = 0; j < n; j++) {
        z[row + j] = Math.fma(scale[scaleAt + j], x[row + j], shift[shiftAt + j]);
      }
    }
  }

  /** sum[j] ← Σᵢ δ_ij, product[j] ← Σᵢ δ_ij x̂_ij, for some columns. */
  public static void columnSums(
      float[] delta,
      float[] normalized,
      int m,
      int n,
      int fromColumn,
      int toColumn,
      double[] sum,
      double[] product) {
    for (int j = fromColumn; j < toColumn; j++) {
      sum[j] = 0;
      product[j] = 0;
    }
    for (int i = 0; i < m; i++) {
      int row = i * n;
      for (int j = fromColumn; j < toColumn; j++) {
        double d = delta[row + j];
        sum[j] += d;
        product[j] += d * normalized[row + j];
      }
    }
  }

  /** Rows from … to: dx_ij ← factor[j]·(δ_ij − mean[j] − x̂_ij·product[j]). */
  public static void backThroughColumns(
      float[] delta,
      float[] normalized,
      float[] factor,
      float[] mean,
      float[] product,
      float[] dX,
      int n,
      int fromRow,
      int toRow) {
    for (int i = fromRow; i < toRow; i++) {
      int row = i * n;
      for (int j = 0; j < n; j++) {
        dX[row + j] =
            factor[j] * Math.fma(-normalized[row + j], product[j], delta[row + j] - mean[j]);
      }
    }
  }

  // ---- layer norm: statistics of rows

  /**
   * Rows from … to: x̂_ij ← (x_ij − μ_i)·inverse[i], inverse[i] ← 1/√(σ_i² + ε), with the mean and
   * the biased variance of the row.
   */
  public static void normalizeRows(
      float[] x,
      double epsilon,
      float[] normalized,
      float[] inverse,
      int n,
      int fromRow,
      int toRow) {
    for (int i = fromRow; i < toRow; i++) {
      int row = i * n;
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += x[row + j];
      }
      double mean = sum / n;
      double squares = 0;
      for (int j = 0; j < n; j++) {
        double difference = x[row + j] - mean;
        squares += difference * difference;
      }
      float middle = (float) mean;
      float factor = (float) (1 / Math.sqrt(squares / n + epsilon));
      inverse[i] = factor;
      for (int j = 0; j < n; j++) {
        normalized[row + j] = (x[row + j] - middle) * factor;
      }
    }
  }

  /**
   * Rows from … to: with ĝ_ij = δ_ij·scale[j], dx_ij ← inverse[i]·(ĝ_ij − mean(ĝ_i) −
   * x̂_ij·mean(ĝ_i x̂_i)).
   */
  public static void backThroughRows(
      float[] delta,
      float[] normalized,
      float[] scale,
      int scaleAt,
      float[] inverse,
      float[] dX,
      int n,
      int fromRow,
      int toRow) {
    for (int i = fromRow; i < toRow; i++) {
      int row = i * n;
      double sum = 0;
      double products = 0;
      for (int j = 0; j < n; j++) {
        double g = (double) delta[row + j] * scale[scaleAt + j];
        sum += g;
        products += g * normalized[row + j];
      }
      float mean = (float) (sum / n);
      float product = (float) (products / n);
      float factor = inverse[i];
      for (int j = 0; j < n; j++) {
        dX[row + j] =
            factor
                * Math.fma(
                    -normalized[row + j],
                    product,
                    Math.fma(delta[row + j], scale[scaleAt + j], -mean));
      }
    }
  }
}
