package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same as {@link VectorTiles12} where vectors are shorter and there may be but 16 registers: 6
 * rows, which want 15.
 */
final class VectorTiles6 {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorTiles6() {}

  /** 6 rows of one vector or two. One of the two steps through A is 1. */
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

  /** 6 rows of two vectors, along the rows of A. */
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
    int c1 = cAt + ldc;
    int c2 = c1 + ldc;
    int c3 = c2 + ldc;
    int c4 = c3 + ldc;
    int c5 = c4 + ldc;
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
  }

  /** 6 rows of two vectors, down the columns of A. */
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
  }

  /** 6 rows of one vector. */
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
    int c1 = cAt + ldc;
    int c2 = c1 + ldc;
    int c3 = c2 + ldc;
    int c4 = c3 + ldc;
    int c5 = c4 + ldc;
    FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + startStep);
    FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
    FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
    FloatVector s4 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep);
    FloatVector s5 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep);
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
      bi += ldb;
      q += columnStep;
    }
    s0.intoArray(c, cAt);
    s1.intoArray(c, c1);
    s2.intoArray(c, c2);
    s3.intoArray(c, c3);
    s4.intoArray(c, c4);
    s5.intoArray(c, c5);
  }
}
