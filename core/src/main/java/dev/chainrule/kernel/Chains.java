package dev.chainrule.kernel;

/** Sums of products where C has a column or two: a chain of fused multiply-adds an element. */
final class Chains {

  private Chains() {}

  /**
   * One column of C: c[i·cStep] ← start[i·startStep] + Σ A[i][p]·b[p], eight chains at a time,
   * because one waits most of its time for its last sum.
   */
  static void column(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int cStep,
      int m,
      int k) {
    int i = 0;
    for (; i <= m - 8; i += 8) {
      eight(
          a,
          aAt + i * lda,
          lda,
          b,
          bAt,
          start,
          startAt + i * startStep,
          startStep,
          c,
          cAt + i * cStep,
          cStep,
          k);
    }
    for (; i < m; i++) {
      int ai = aAt + i * lda;
      float sum = start[startAt + i * startStep];
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[ai + p], b[bAt + p], sum);
      }
      c[cAt + i * cStep] = sum;
    }
  }

  private static void eight(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int cStep,
      int k) {
    int a1 = aAt + lda;
    int a2 = a1 + lda;
    int a3 = a2 + lda;
    int a4 = a3 + lda;
    int a5 = a4 + lda;
    int a6 = a5 + lda;
    int a7 = a6 + lda;
    float s0 = start[startAt];
    float s1 = start[startAt + startStep];
    float s2 = start[startAt + 2 * startStep];
    float s3 = start[startAt + 3 * startStep];
    float s4 = start[startAt + 4 * startStep];
    float s5 = start[startAt + 5 * startStep];
    float s6 = start[startAt + 6 * startStep];
    float s7 = start[startAt + 7 * startStep];
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
