package dev.chainrule.kernel;

/**
 * The inner product of two vectors. It passes over both once and is bound by memory, so there is
 * one version for all kernels.
 */
public final class InnerProduct {

  private InnerProduct() {}

  /**
   * Σ xᵢyᵢ, each product exact in double: element i in lane i mod 4 as far as whole fours go, the
   * lanes added pairwise, then the elements that remain one after the other.
   */
  public static double of(float[] x, float[] y) {
    int whole = x.length - x.length % 4;
    double lane0 = 0;
    double lane1 = 0;
    double lane2 = 0;
    double lane3 = 0;
    for (int i = 0; i < whole; i += 4) {
      lane0 += (double) x[i] * y[i];
      lane1 += (double) x[i + 1] * y[i + 1];
      lane2 += (double) x[i + 2] * y[i + 2];
      lane3 += (double) x[i + 3] * y[i + 3];
    }
    double sum = (lane0 + lane1) + (lane2 + lane3);
    for (int i = whole; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }
}
