package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The products of {@link VectorProducts} that have a row or a column alone. The elements of a row
 * are the lanes of vectors; those of a column are scalar chains, several side by side.
 */
final class VectorThinProducts {

  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /** So many elements of a column of B are copied at a time. */
  private static final int DEPTH = 256;

  private VectorThinProducts() {}

  /** One column of C: c[i·cStep] ← start[i·startStep] + Σ A[i][p]·b[p·bStep]. */
  static void column(
      float[] a,
      int aAt,
      int lda,
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
      int k,
      float[] scratch) {
    float[] sums = start;
    int sumsAt = startAt;
    int sumsStep = startStep;
    int p = 0;
    do {
      int depth = Math.min(DEPTH, k - p);
      copy(b, bAt + p * bStep, bStep, scratch, 0, 1, depth);
      Chains.column(a, aAt + p, lda, scratch, 0, sums, sumsAt, sumsStep, c, cAt, cStep, m, depth);
      sums = c;
      sumsAt = cAt;
      sumsStep = cStep;
      p += DEPTH;
    } while (p < k);
  }

  /** One row of C: c[j·cStep] ← start[j·startStep] + Σ a[p·step]·B[p][j]. */
  static void row(
      float[] a,
      int aAt,
      int step,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int cStep,
      int n,
      int k,
      float[] scratch) {
    for (int j = 0; j < n; ) {
      int vectors = n - j > 2 * LANES ? 4 : n - j > LANES ? 2 : 1;
      int width = Math.min(vectors * LANES, n - j);
      int whole = wholeRows(b, bAt + j, ldb, k, vectors * LANES);
      int si = startAt + j * startStep;
      int ci = cAt + j * cStep;
      boolean direct = startStep == 1 && cStep == 1 && width == vectors * LANES;
      float[] from = direct ? start : scratch;
      int fromAt = direct ? si : 0;
      float[] sums = direct ? c : scratch;
      int sumsAt = direct ? ci : 0;
      if (!direct) {
        copy(start, si, startStep, scratch, 0, 1, width);
      }
      switch (vectors) {
        case 4 ->
            VectorTiles.tile1x4(a, aAt, step, b, bAt + j, ldb, from, fromAt, sums, sumsAt, whole);
        case 2 ->
            VectorTiles.tile1x2(a, aAt, step, b, bAt + j, ldb, from, fromAt, sums, sumsAt, whole);
        default ->
            VectorTiles.tile1x1(a, aAt, step, b, bAt + j, ldb, from, fromAt, sums, sumsAt, whole);
      }
      restOfRow(a, aAt, step, b, bAt + j, ldb, sums, sumsAt, width, whole, k);
      if (!direct) {
        copy(scratch, 0, 1, c, ci, cStep, width);
      }
      j += width;
    }
  }

  /**
   * How many of the k rows of B hold so many floats from {@code bAt} on: all but the last few of
   * the array. What a tile reads beyond the row of a matrix goes into sums that nobody reads.
   */
  private static int wholeRows(float[] b, int bAt, int ldb, int k, int floats) {
    int room = b.length - floats - bAt;
    return room < 0 ? 0 : Math.min(k, room / Math.max(1, ldb) + 1);
  }

  /** The rows of B at the end of its array, from {@code p} on. */
  private static void restOfRow(
      float[] a,
      int aAt,
      int step,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int n,
      int from,
      int k) {
    for (int p = from; p < k; p++) {
      float x = a[aAt + p * step];
      int bi = bAt + p * ldb;
      for (int j = 0; j < n; j++) {
        c[cAt + j] = Math.fma(x, b[bi + j], c[cAt + j]);
      }
    }
  }

  /** to[i·toStep] ← from[i·fromStep]. */
  private static void copy(
      float[] from, int fromAt, int fromStep, float[] to, int toAt, int toStep, int n) {
    for (int i = 0; i < n; i++) {
      to[toAt + i * toStep] = from[fromAt + i * fromStep];
    }
  }
}
