package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link VectorProducts} that do nearly all the work where a processor has 32
 * registers for vectors: 12 rows, which want 27. What a tile is, tells {@link VectorTiles}.
 *
 * <p>Two vectors wide they are there twice: along the rows of A (column step 1) and down its
 * columns (row step 1: Aᵀ and packed strips). Where one step is known to be 1, the compiler needs
 * fewer checks and sums of indices: for a summation index, with its 24 multiply-adds, 69 and 55
 * instructions instead of 95. A processor core that serves two threads at a time, or has short
 * vectors, has no time for more.
 */
final class VectorTiles12 {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorTiles12() {}

  /** 12 rows of one vector or two. One of the two steps through A is 1. */
  static void strip(
      int vectors,
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int k) {
    if (vectors == 1) {
      narrow(a, aAt, rowStep, columnStep, b, bAt, ldb, start, startAt, startStep, c, cAt, ldc, k);
    } else if (rowStep == 1) {
      downColumns(a, aAt, columnStep, b, bAt, ldb, start, startAt, startStep, c, cAt, ldc, k);
    } else {
      alongRows(a, aAt, rowStep, b, bAt, ldb, start, startAt, startStep, c, cAt, ldc, k);
    }
  }

  /** 12 rows of two vectors, along the rows of A. */
  private static void alongRows(
      float[] a,
      int aAt,
      int rowStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int k) {
    int a1 = aAt + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int a4 = a3 + rowStep;
    int a5 = a4 + rowStep;
    int a6 = a5 + rowStep;
    int a7 = a6 + rowStep;
    int a8 = a7 + rowStep;
    int a9 = a8 + rowStep;
    int a10 = a9 + rowStep;
    int a11 = a10 + rowStep;
    int c1 = cAt + ldc;
    int c2 = c1 + ldc;
    int c3 = c2 + ldc;
    int c4 = c3 + ldc;
    int c5 = c4 + ldc;
    int c6 = c5 + ldc;
    int c7 = c6 + ldc;
    int c8 = c7 + ldc;
    int c9 = c8 + ldc;
    int c10 = c9 + ldc;
    int c11 = c10 + ldc;
    FloatVector s0a = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s0b = FloatVector.fromArray(SPECIES, start, startAt + LANES);
    FloatVector s1a = FloatVector.fromArray(SPECIES, start, startAt + startStep);
    FloatVector s1b = FloatVector.fromArray(SPECIES, start, startAt + startStep + LANES);
    FloatVector s2a = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
    FloatVector s2b = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + LANES);
    FloatVector s3a = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
    FloatVector s3b = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + LANES);
    FloatVector s4a = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep);
    FloatVector s4b = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + LANES);
    FloatVector s5a = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep);
    FloatVector s5b = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + LANES);
    FloatVector s6a = FloatVector.fromArray(SPECIES, start, startAt + 6 * startStep);
    FloatVector s6b = FloatVector.fromArray(SPECIES, start, startAt + 6 * startStep + LANES);
    FloatVector s7a = FloatVector.fromArray(SPECIES, start, startAt + 7 * startStep);
    FloatVector s7b = FloatVector.fromArray(SPECIES, start, startAt + 7 * startStep + LANES);
    FloatVector s8a = FloatVector.fromArray(SPECIES, start, startAt + 8 * startStep);
    FloatVector s8b = FloatVector.fromArray(SPECIES, start, startAt + 8 * startStep + LANES);
    FloatVector s9a = FloatVector.fromArray(SPECIES, start, startAt + 9 * startStep);
    FloatVector s9b = FloatVector.fromArray(SPECIES, start, startAt + 9 * startStep + LANES);
    FloatVector s10a = FloatVector.fromArray(SPECIES, start, startAt + 10 * startStep);
    FloatVector s10b = FloatVector.fromArray(SPECIES, start, startAt + 10 * startStep + LANES);
    FloatVector s11a = FloatVector.fromArray(SPECIES, start, startAt + 11 * startStep);
    FloatVector s11b = FloatVector.fromArray(SPECIES, start, startAt + 11 * startStep + LANES);
    int bi = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + p]);
      s0a = x.fma(b0, s0a);
      s0b = x.fma(b1, s0b);
      x = FloatVector.broadcast(SPECIES, a[a1 + p]);
      s1a = x.fma(b0, s1a);
      s1b = x.fma(b1, s1b);
      x = FloatVector.broadcast(SPECIES, a[a2 + p]);
      s2a = x.fma(b0, s2a);
      s2b = x.fma(b1, s2b);
      x = FloatVector.broadcast(SPECIES, a[a3 + p]);
      s3a = x.fma(b0, s3a);
      s3b = x.fma(b1, s3b);
      x = FloatVector.broadcast(SPECIES, a[a4 + p]);
      s4a = x.fma(b0, s4a);
      s4b = x.fma(b1, s4b);
      x = FloatVector.broadcast(SPECIES, a[a5 + p]);
      s5a = x.fma(b0, s5a);
      s5b = x.fma(b1, s5b);
      x = FloatVector.broadcast(SPECIES, a[a6 + p]);
      s6a = x.fma(b0, s6a);
      s6b = x.fma(b1, s6b);
      x = FloatVector.broadcast(SPECIES, a[a7 + p]);
      s7a = x.fma(b0, s7a);
      s7b = x.fma(b1, s7b);
      x = FloatVector.broadcast(SPECIES, a[a8 + p]);
      s8a = x.fma(b0, s8a);
      s8b = x.fma(b1, s8b);
      x = FloatVector.broadcast(SPECIES, a[a9 + p]);
      s9a = x.fma(b0, s9a);
      s9b = x.fma(b1, s9b);
      x = FloatVector.broadcast(SPECIES, a[a10 + p]);
      s10a = x.fma(b0, s10a);
      s10b = x.fma(b1, s10b);
      x = FloatVector.broadcast(SPECIES, a[a11 + p]);
      s11a = x.fma(b0, s11a);
      s11b = x.fma(b1, s11b);
      bi += ldb;
    }
    s0a.intoArray(c, cAt);
    s0b.intoArray(c, cAt + LANES);
    s1a.intoArray(c, c1);
    s1b.intoArray(c, c1 + LANES);
    s2a.intoArray(c, c2);
    s2b.intoArray(c, c2 + LANES);
    s3a.intoArray(c, c3);
    s3b.intoArray(c, c3 + LANES);
    s4a.intoArray(c, c4);
    s4b.intoArray(c, c4 + LANES);
    s5a.intoArray(c, c5);
    s5b.intoArray(c, c5 + LANES);
    s6a.intoArray(c, c6);
    s6b.intoArray(c, c6 + LANES);
    s7a.intoArray(c, c7);
    s7b.intoArray(c, c7 + LANES);
    s8a.intoArray(c, c8);
    s8b.intoArray(c, c8 + LANES);
    s9a.intoArray(c, c9);
    s9b.intoArray(c, c9 + LANES);
    s10a.intoArray(c, c10);
    s10b.intoArray(c, c10 + LANES);
    s11a.intoArray(c, c11);
    s11b.intoArray(c, c11 + LANES);
  }

  /** 12 rows of two vectors, down the columns of A. */
  private static void downColumns(
      float[] a,
      int aAt,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int k) {
    int c1 = cAt + ldc;
    int c2 = c1 + ldc;
    int c3 = c2 + ldc;
    int c4 = c3 + ldc;
    int c5 = c4 + ldc;
    int c6 = c5 + ldc;
    int c7 = c6 + ldc;
    int c8 = c7 + ldc;
    int c9 = c8 + ldc;
    int c10 = c9 + ldc;
    int c11 = c10 + ldc;
    FloatVector s0a = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s0b = FloatVector.fromArray(SPECIES, start, startAt + LANES);
    FloatVector s1a = FloatVector.fromArray(SPECIES, start, startAt + startStep);
    FloatVector s1b = FloatVector.fromArray(SPECIES, start, startAt + startStep + LANES);
    FloatVector s2a = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
    FloatVector s2b = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + LANES);
    FloatVector s3a = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
    FloatVector s3b = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + LANES);
    FloatVector s4a = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep);
    FloatVector s4b = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + LANES);
    FloatVector s5a = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep);
    FloatVector s5b = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + LANES);
    FloatVector s6a = FloatVector.fromArray(SPECIES, start, startAt + 6 * startStep);
    FloatVector s6b = FloatVector.fromArray(SPECIES, start, startAt + 6 * startStep + LANES);
    FloatVector s7a = FloatVector.fromArray(SPECIES, start, startAt + 7 * startStep);
    FloatVector s7b = FloatVector.fromArray(SPECIES, start, startAt + 7 * startStep + LANES);
    FloatVector s8a = FloatVector.fromArray(SPECIES, start, startAt + 8 * startStep);
    FloatVector s8b = FloatVector.fromArray(SPECIES, start, startAt + 8 * startStep + LANES);
    FloatVector s9a = FloatVector.fromArray(SPECIES, start, startAt + 9 * startStep);
    FloatVector s9b = FloatVector.fromArray(SPECIES, start, startAt + 9 * startStep + LANES);
    FloatVector s10a = FloatVector.fromArray(SPECIES, start, startAt + 10 * startStep);
    FloatVector s10b = FloatVector.fromArray(SPECIES, start, startAt + 10 * startStep + LANES);
    FloatVector s11a = FloatVector.fromArray(SPECIES, start, startAt + 11 * startStep);
    FloatVector s11b = FloatVector.fromArray(SPECIES, start, startAt + 11 * startStep + LANES);
    int bi = bAt;
    int q = aAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
      s0a = x.fma(b0, s0a);
      s0b = x.fma(b1, s0b);
      x = FloatVector.broadcast(SPECIES, a[q + 1]);
      s1a = x.fma(b0, s1a);
      s1b = x.fma(b1, s1b);
      x = FloatVector.broadcast(SPECIES, a[q + 2]);
      s2a = x.fma(b0, s2a);
      s2b = x.fma(b1, s2b);
      x = FloatVector.broadcast(SPECIES, a[q + 3]);
      s3a = x.fma(b0, s3a);
      s3b = x.fma(b1, s3b);
      x = FloatVector.broadcast(SPECIES, a[q + 4]);
      s4a = x.fma(b0, s4a);
      s4b = x.fma(b1, s4b);
      x = FloatVector.broadcast(SPECIES, a[q + 5]);
      s5a = x.fma(b0, s5a);
      s5b = x.fma(b1, s5b);
      x = FloatVector.broadcast(SPECIES, a[q + 6]);
      s6a = x.fma(b0, s6a);
      s6b = x.fma(b1, s6b);
      x = FloatVector.broadcast(SPECIES, a[q + 7]);
      s7a = x.fma(b0, s7a);
      s7b = x.fma(b1, s7b);
      x = FloatVector.broadcast(SPECIES, a[q + 8]);
      s8a = x.fma(b0, s8a);
      s8b = x.fma(b1, s8b);
      x = FloatVector.broadcast(SPECIES, a[q + 9]);
      s9a = x.fma(b0, s9a);
      s9b = x.fma(b1, s9b);
      x = FloatVector.broadcast(SPECIES, a[q + 10]);
      s10a = x.fma(b0, s10a);
      s10b = x.fma(b1, s10b);
      x = FloatVector.broadcast(SPECIES, a[q + 11]);
      s11a = x.fma(b0, s11a);
      s11b = x.fma(b1, s11b);
      bi += ldb;
      q += columnStep;
    }
    s0a.intoArray(c, cAt);
    s0b.intoArray(c, cAt + LANES);
    s1a.intoArray(c, c1);
    s1b.intoArray(c, c1 + LANES);
    s2a.intoArray(c, c2);
    s2b.intoArray(c, c2 + LANES);
    s3a.intoArray(c, c3);
    s3b.intoArray(c, c3 + LANES);
    s4a.intoArray(c, c4);
    s4b.intoArray(c, c4 + LANES);
    s5a.intoArray(c, c5);
    s5b.intoArray(c, c5 + LANES);
    s6a.intoArray(c, c6);
    s6b.intoArray(c, c6 + LANES);
    s7a.intoArray(c, c7);
    s7b.intoArray(c, c7 + LANES);
    s8a.intoArray(c, c8);
    s8b.intoArray(c, c8 + LANES);
    s9a.intoArray(c, c9);
    s9b.intoArray(c, c9 + LANES);
    s10a.intoArray(c, c10);
    s10b.intoArray(c, c10 + LANES);
    s11a.intoArray(c, c11);
    s11b.intoArray(c, c11 + LANES);
  }

  /** 12 rows of one vector. */
  private static void narrow(
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int k) {
    int a1 = aAt + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int a4 = a3 + rowStep;
    int a5 = a4 + rowStep;
    int a6 = a5 + rowStep;
    int a7 = a6 + rowStep;
    int a8 = a7 + rowStep;
    int a9 = a8 + rowStep;
    int a10 = a9 + rowStep;
    int a11 = a10 + rowStep;
    int c1 = cAt + ldc;
    int c2 = c1 + ldc;
    int c3 = c2 + ldc;
    int c4 = c3 + ldc;
    int c5 = c4 + ldc;
    int c6 = c5 + ldc;
    int c7 = c6 + ldc;
    int c8 = c7 + ldc;
    int c9 = c8 + ldc;
    int c10 = c9 + ldc;
    int c11 = c10 + ldc;
    FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + startStep);
    FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
    FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
    FloatVector s4 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep);
    FloatVector s5 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep);
    FloatVector s6 = FloatVector.fromArray(SPECIES, start, startAt + 6 * startStep);
    FloatVector s7 = FloatVector.fromArray(SPECIES, start, startAt + 7 * startStep);
    FloatVector s8 = FloatVector.fromArray(SPECIES, start, startAt + 8 * startStep);
    FloatVector s9 = FloatVector.fromArray(SPECIES, start, startAt + 9 * startStep);
    FloatVector s10 = FloatVector.fromArray(SPECIES, start, startAt + 10 * startStep);
    FloatVector s11 = FloatVector.fromArray(SPECIES, start, startAt + 11 * startStep);
    int bi = bAt;
    int q = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + q]);
      s0 = x.fma(b0, s0);
      x = FloatVector.broadcast(SPECIES, a[a1 + q]);
      s1 = x.fma(b0, s1);
      x = FloatVector.broadcast(SPECIES, a[a2 + q]);
      s2 = x.fma(b0, s2);
      x = FloatVector.broadcast(SPECIES, a[a3 + q]);
      s3 = x.fma(b0, s3);
      x = FloatVector.broadcast(SPECIES, a[a4 + q]);
      s4 = x.fma(b0, s4);
      x = FloatVector.broadcast(SPECIES, a[a5 + q]);
      s5 = x.fma(b0, s5);
      x = FloatVector.broadcast(SPECIES, a[a6 + q]);
      s6 = x.fma(b0, s6);
      x = FloatVector.broadcast(SPECIES, a[a7 + q]);
      s7 = x.fma(b0, s7);
      x = FloatVector.broadcast(SPECIES, a[a8 + q]);
      s8 = x.fma(b0, s8);
      x = FloatVector.broadcast(SPECIES, a[a9 + q]);
      s9 = x.fma(b0, s9);
      x = FloatVector.broadcast(SPECIES, a[a10 + q]);
      s10 = x.fma(b0, s10);
      x = FloatVector.broadcast(SPECIES, a[a11 + q]);
      s11 = x.fma(b0, s11);
      bi += ldb;
      q += columnStep;
    }
    s0.intoArray(c, cAt);
    s1.intoArray(c, c1);
    s2.intoArray(c, c2);
    s3.intoArray(c, c3);
    s4.intoArray(c, c4);
    s5.intoArray(c, c5);
    s6.intoArray(c, c6);
    s7.intoArray(c, c7);
    s8.intoArray(c, c8);
    s9.intoArray(c, c9);
    s10.intoArray(c, c10);
    s11.intoArray(c, c11);
  }
}
