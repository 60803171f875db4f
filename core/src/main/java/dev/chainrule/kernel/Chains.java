package dev.chainrule.kernel;

/** Sums of products where C has a column or two: a chain of fused multiply-adds an element. */
final class Chains {

  private Chains() {}

  /**
   * One column of C: c[i·cStep] ← c[i·cStep] + Σ A[i][p]·b[p], eight chains at a time, because one
   * waits most of its time for its last sum.
   */
  static void column(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cStep,
      int m,
      int k) {
    int i = 0;
    for (; i <= m - 8; i += 8) {
      eight(a, aAt + i * lda, lda, b, bAt, c, cAt + i * cStep, cStep, k);
    }
    for (; i < m; i++) {
      int ai = aAt + i * lda;
      int ci = cAt + i * cStep;
      float sum = c[ci];
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[ai + p], b[bAt + p], sum);
      }
      c[ci] = sum;
    }
  }

  private static void eight(
      float[] a, int aAt, int lda, float[] b, int bAt, float[] c, int cAt, int cStep, int k) {
    int a1 = aAt + lda;
    int a2 = a1 + lda;
    int a3 = a2 + lda;
    int a4 = a3 + lda;
    int a5 = a4 + lda;
    int a6 = a5 + lda;
    int a7 = a6 + lda;
    float s0 = c[cAt];
    float s1 = c[cAt + cStep];
    float s2 = c[cAt + 2 * cStep];
    float s3 = c[cAt + 3 * cStep];
    float s4 = c[cAt + 4 * cStep];
    float s5 = c[cAt + 5 * cStep];
    float s6 = c[cAt + 6 * cStep];
    float s7 = c[cAt + 7 * cStep];
    for (int p = 0; p < k; p++) {
      float x = b[bAt + p];
      s0 = Math.fma(a[aAt + p], x, s0);
      s1 = Math.fma(a[a1 + p], x, s1);
      s2 = Math.fma(a[a2 + p], x, s2);
      s3 = Math.fma(a[a3 + p], x, s3);
      s4 = Math.fma(a[a4 + p], x, s4);
      s5 = Math.fma(a[a5 + p], x, s5);
      s6 = Math.fma(a[a6 + p], x, s6);
      s7 = Math.fma(a[a7 + p], x, s7);
    }
    c[cAt] = s0;
    c[cAt + cStep] = s1;
    c[cAt + 2 * cStep] = s2;
    c[cAt + 3 * cStep] = s3;
    c[cAt + 4 * cStep] = s4;
    c[cAt + 5 * cStep] = s5;
    c[cAt + 6 * cStep] = s6;
    c[cAt + 7 * cStep] = s7;
  }
}
