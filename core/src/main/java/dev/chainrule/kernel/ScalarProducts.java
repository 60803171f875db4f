package dev.chainrule.kernel;

/**
 * The products of {@link ScalarKernels}: C ← C + A·B, every element one chain of fused
 * multiply-adds in increasing order of the summation index.
 *
 * <p>A few elements of C stay in variables while the summation index runs. Eight chains keep a
 * processor busy; the elements of two rows and four columns share what they read, and fit with it
 * into sixteen registers. That is faster, compiled well or simply, than loops along a row that the
 * compiler turns into vectors.
 */
final class ScalarProducts {

  private ScalarProducts() {}

  /**
   * C ← C + A·B, where {@code aRow} and {@code bRow} lead from row to row of a factor, {@code
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
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k) {
    int i = 0;
    for (; i <= m - 2; i += 2) {
      int ai = aAt + i * aRow;
      int ci = cAt + i * ldc;
      int j = 0;
      for (; j <= n - 4; j += 4) {
        int bj = bAt + j * bColumn;
        twoByFour(a, ai, aRow, aColumn, b, bj, bRow, bColumn, c, ci + j, ldc, k);
      }
      for (; j < n; j++) {
        twoByOne(a, ai, aRow, aColumn, b, bAt + j * bColumn, bRow, c, ci + j, ldc, k);
      }
    }
    if (i < m) {
      int ai = aAt + i * aRow;
      int ci = cAt + i * ldc;
      int j = 0;
      for (; j <= n - 8; j += 8) {
        oneByEight(a, ai, aColumn, b, bAt + j * bColumn, bRow, bColumn, c, ci + j, k);
      }
      for (; j < n; j++) {
        oneByOne(a, ai, aColumn, b, bAt + j * bColumn, bRow, c, ci + j, k);
      }
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
      float[] c,
      int c0,
      int ldc,
      int k) {
    int a1 = a0 + aRow;
    int b1 = b0 + bColumn;
    int b2 = b1 + bColumn;
    int b3 = b2 + bColumn;
    int c1 = c0 + ldc;
    float c00 = c[c0];
    float c01 = c[c0 + 1];
    float c02 = c[c0 + 2];
    float c03 = c[c0 + 3];
    float c10 = c[c1];
    float c11 = c[c1 + 1];
    float c12 = c[c1 + 2];
    float c13 = c[c1 + 3];
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

  private static void twoByOne(
      float[] a,
      int a0,
      int aRow,
      int aColumn,
      float[] b,
      int b0,
      int bRow,
      float[] c,
      int c0,
      int ldc,
      int k) {
    int a1 = a0 + aRow;
    int c1 = c0 + ldc;
    float c00 = c[c0];
    float c10 = c[c1];
    for (int p = 0, ap = 0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
      float y = b[bp];
      c00 = Math.fma(a[a0 + ap], y, c00);
      c10 = Math.fma(a[a1 + ap], y, c10);
    }
    c[c0] = c00;
    c[c1] = c10;
  }

  private static void oneByEight(
      float[] a,
      int a0,
      int aColumn,
      float[] b,
      int b0,
      int bRow,
      int bColumn,
      float[] c,
      int c0,
      int k) {
    int b1 = b0 + bColumn;
    int b2 = b1 + bColumn;
    int b3 = b2 + bColumn;
    int b4 = b3 + bColumn;
    int b5 = b4 + bColumn;
    int b6 = b5 + bColumn;
    int b7 = b6 + bColumn;
    float c00 = c[c0];
    float c01 = c[c0 + 1];
    float c02 = c[c0 + 2];
    float c03 = c[c0 + 3];
    float c04 = c[c0 + 4];
    float c05 = c[c0 + 5];
    float c06 = c[c0 + 6];
    float c07 = c[c0 + 7];
    for (int p = 0, ap = a0, bp = 0; p < k; p++, ap += aColumn, bp += bRow) {
      float x = a[ap];
      c00 = Math.fma(x, b[b0 + bp], c00);
      c01 = Math.fma(x, b[b1 + bp], c01);
      c02 = Math.fma(x, b[b2 + bp], c02);
      c03 = Math.fma(x, b[b3 + bp], c03);
      c04 = Math.fma(x, b[b4 + bp], c04);
      c05 = Math.fma(x, b[b5 + bp], c05);
      c06 = Math.fma(x, b[b6 + bp], c06);
      c07 = Math.fma(x, b[b7 + bp], c07);
    }
    c[c0] = c00;
    c[c0 + 1] = c01;
    c[c0 + 2] = c02;
    c[c0 + 3] = c03;
    c[c0 + 4] = c04;
    c[c0 + 5] = c05;
    c[c0 + 6] = c06;
    c[c0 + 7] = c07;
  }

  private static void oneByOne(
      float[] a, int a0, int aColumn, float[] b, int b0, int bRow, float[] c, int c0, int k) {
    float sum = c[c0];
    for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
      sum = Math.fma(a[ap], b[bp], sum);
    }
    c[c0] = sum;
  }
}
