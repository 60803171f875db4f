package dev.chainrule.kernel;

/**
 * The products of {@link ScalarKernels}: C ← S + A·B, every element one chain of fused
 * multiply-adds in increasing order of the summation index.
 *
 * <p>A few elements of C stay in variables while the summation index runs. Eight chains keep a
 * processor busy; the elements of two rows and four columns share what they read, and fit with it
 * into sixteen registers. That is faster, compiled well or simply, than loops along a row that the
 * compiler turns into vectors, but for sums of few products. Columns and a row that are left over
 * are chains side by side, too, as in {@link Chains}, whose factors have no gaps: that is a quarter
 * faster.
 */
final class ScalarProducts {

  /** Sums of fewer products than this go along the rows. */
  private static final int FEW = 4;

  private ScalarProducts() {}

  /**
   * C ← S + A·B, where {@code aRow} and {@code bRow} lead from row to row of a factor, {@code
   * aColumn} and {@code bColumn} from column to column.
   */
  static void multiply(
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      int bColumn,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k) {
    if (bColumn == 1 && k < FEW) {
      alongRows(
          a, aAt, aRow, aColumn, b, bAt, bRow, start, startAt, startStep, c, cAt, ldc, m, n, k);
      return;
    }
    int rows = m & -2;
    int columns = n & -4;
    for (int i = 0; i < rows; i += 2) {
      int ai = aAt + i * aRow;
      int si = startAt + i * startStep;
      int ci = cAt + i * ldc;
      for (int j = 0; j < columns; j += 4) {
        int bj = bAt + j * bColumn;
        twoByFour(
            a, ai, aRow, aColumn, b, bj, bRow, bColumn, start, si + j, startStep, c, ci + j, ldc,
            k);
      }
    }
    for (int j = columns; j < n; j++) {
      column(
          a,
          aAt,
          aRow,
          aColumn,
          b,
          bAt + j * bColumn,
          bRow,
          start,
          startAt + j,
          startStep,
          c,
          cAt + j,
          ldc,
          rows,
          k);
    }
    if (rows < m) {
      column(
          b,
          bAt,
          bColumn,
          bRow,
          a,
          aAt + rows * aRow,
          aColumn,
          start,
          startAt + rows * startStep,
          1,
          c,
          cAt + rows * ldc,
          1,
          n,
          k);
    }
  }

  private static void twoByFour(
      float[] a,
      int a0,
      int aRow,
      int aColumn,
      float[] b,
      int b0,
      int bRow,
      int bColumn,
      float[] start,
      int s0,
      int startStep,
      float[] c,
      int c0,
      int ldc,
      int k) {
    int a1 = a0 + aRow;
    int b1 = b0 + bColumn;
    int b2 = b1 + bColumn;
    int b3 = b2 + bColumn;
    int s1 = s0 + startStep;
    int c1 = c0 + ldc;
    float c00 = start[s0];
    float c01 = start[s0 + 1];
    float c02 = start[s0 + 2];
    float c03 = start[s0 + 3];
    float c10 = start[s1];
    float c11 = start[s1 + 1];
    float c12 = start[s1 + 2];
    float c13 = start[s1 + 3];
    for (int p = 0, ap = 0, bp = 0; p < k; p++, ap += aColumn, bp += bRow) {
      float x0 = a[a0 + ap];
      float x1 = a[a1 + ap];
      float y0 = b[b0 + bp];
      float y1 = b[b1 + bp];
      float y2 = b[b2 + bp];
      float y3 = b[b3 + bp];
      c00 = Math.fma(x0, y0, c00);
      c01 = Math.fma(x0, y1, c01);
      c02 = Math.fma(x0, y2, c02);
      c03 = Math.fma(x0, y3, c03);
      c10 = Math.fma(x1, y0, c10);
      c11 = Math.fma(x1, y1, c11);
      c12 = Math.fma(x1, y2, c12);
      c13 = Math.fma(x1, y3, c13);
    }
    c[c0] = c00;
    c[c0 + 1] = c01;
    c[c0 + 2] = c02;
    c[c0 + 3] = c03;
    c[c1] = c10;
    c[c1 + 1] = c11;
    c[c1 + 2] = c12;
    c[c1 + 3] = c13;
  }

  /**
   * One column of C: c[i·cStep] ← start[i·startStep] + Σ A[i][p]·b[p·bStep], eight chains at a
   * time, because one waits most of its time for its last sum. In A, {@code aRow} leads from row to
   * row and {@code aColumn} from column to column. A row of C is a column of Cᵀ = Bᵀ·Aᵀ.
   */
  private static void column(
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bStep,
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
          aAt + i * aRow,
          aRow,
          aColumn,
          b,
          bAt,
          bStep,
          start,
          startAt + i * startStep,
          startStep,
          c,
          cAt + i * cStep,
          cStep,
          k);
    }
    for (; i < m; i++) {
      float sum = start[startAt + i * startStep];
      c[cAt + i * cStep] = one(sum, a, aAt + i * aRow, aColumn, b, bAt, bStep, k);
    }
  }

  private static void eight(
      float[] a,
      int a0,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bStep,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int cStep,
      int k) {
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    int a4 = a3 + aRow;
    int a5 = a4 + aRow;
    int a6 = a5 + aRow;
    int a7 = a6 + aRow;
    float s0 = start[startAt];
    float s1 = start[startAt + startStep];
    float s2 = start[startAt + 2 * startStep];
    float s3 = start[startAt + 3 * startStep];
    float s4 = start[startAt + 4 * startStep];
    float s5 = start[startAt + 5 * startStep];
    float s6 = start[startAt + 6 * startStep];
    float s7 = start[startAt + 7 * startStep];
    for (int p = 0, ap = 0, bp = bAt; p < k; p++, ap += aColumn, bp += bStep) {
      float x = b[bp];
      s0 = Math.fma(a[a0 + ap], x, s0);
      s1 = Math.fma(a[a1 + ap], x, s1);
      s2 = Math.fma(a[a2 + ap], x, s2);
      s3 = Math.fma(a[a3 + ap], x, s3);
      s4 = Math.fma(a[a4 + ap], x, s4);
      s5 = Math.fma(a[a5 + ap], x, s5);
      s6 = Math.fma(a[a6 + ap], x, s6);
      s7 = Math.fma(a[a7 + ap], x, s7);
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

  private static float one(
      float start, float[] a, int aAt, int aColumn, float[] b, int bAt, int bStep, int k) {
    float sum = start;
    for (int p = 0, ap = aAt, bp = bAt; p < k; p++, ap += aColumn, bp += bStep) {
      sum = Math.fma(a[ap], b[bp], sum);
    }
    return sum;
  }

  /**
   * C ← S + A·B where the elements of a row of B are neighbours, row after row in loops that the
   * compiler turns into vectors.
   */
  private static void alongRows(
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k) {
    for (int i = 0; i < m; i++) {
      int ci = cAt + i * ldc;
      System.arraycopy(start, startAt + i * startStep, c, ci, n);
      for (int p = 0; p < k; p++) {
        addRow(a[aAt + i * aRow + p * aColumn], b, bAt + p * bRow, c, ci, n);
      }
    }
  }

  private static void addRow(float a, float[] b, int bAt, float[] c, int cAt, int n) {
    for (int j = 0; j < n; j++) {
      c[cAt + j] = Math.fma(a, b[bAt + j], c[cAt + j]);
    }
  }
}
