package dev.chainrule.kernel;

/**
 * The inner product of two vectors, in lanes: neighbouring products go into sums of their own,
 * which the processor works on side by side.
 */
public final class InnerProduct {

  private InnerProduct() {}

  /**
   * start + Σ xᵢyᵢ in float, every product added by a fused multiply-add: element i in lane i mod 8
   * as far as whole eights go; the lanes, added pairwise, onto {@code start}; then the elements
   * that remain one after the other.
   */
  public static float of(float start, float[] x, int xAt, float[] y, int yAt, int n) {
    int whole = n & -8;
    float sum = whole == 0 ? start : start + sumInLanes(x, xAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      sum = Math.fma(x[xAt + i], y[yAt + i], sum);
    }
    return sum;
  }

  /** The sum over whole eights. */
  private static float sumInLanes(float[] x, int xAt, float[] y, int yAt, int n) {
    float lane0 = 0;
    float lane1 = 0;
    float lane2 = 0;
    float lane3 = 0;
    float lane4 = 0;
    float lane5 = 0;
    float lane6 = 0;
    float lane7 = 0;
    for (int i = 0; i < n; i += 8) {
      int xi = xAt + i;
      int yi = yAt + i;
      lane0 = Math.fma(x[xi], y[yi], lane0);
      lane1 = Math.fma(x[xi + 1], y[yi + 1], lane1);
      lane2 = Math.fma(x[xi + 2], y[yi + 2], lane2);
      lane3 = Math.fma(x[xi + 3], y[yi + 3], lane3);
      lane4 = Math.fma(x[xi + 4], y[yi + 4], lane4);
      lane5 = Math.fma(x[xi + 5], y[yi + 5], lane5);
      lane6 = Math.fma(x[xi + 6], y[yi + 6], lane6);
      lane7 = Math.fma(x[xi + 7], y[yi + 7], lane7);
    }
    return ((lane0 + lane4) + (lane2 + lane6)) + ((lane1 + lane5) + (lane3 + lane7));
  }

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
