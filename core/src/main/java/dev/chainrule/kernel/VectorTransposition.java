package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes blocks of 16 rows and 16 columns in 16 registers, on processors with vectors of 16
 * floats: in four rounds, each of which swaps the corners off the diagonal of all squares of 16, 8,
 * 4 and then 2 elements a side. That is 64 instructions for 256 elements; plain loops take as many
 * loads and stores as there are elements. The elements are moved as integers, since indices are
 * integers, too: others would have to be converted for every block.
 */
final class VectorTransposition {

  /** Rows, and columns, of a block. */
  static final int SIDE = 16;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;

  // Which elements of two rows of a square, side by side 0 … 31, its upper row is made of, and its
  // lower row.
  private static final IntVector UPPER_8 = upper(8);
  private static final IntVector LOWER_8 = lower(8);
  private static final IntVector UPPER_4 = upper(4);
  private static final IntVector LOWER_4 = lower(4);
  private static final IntVector UPPER_2 = upper(2);
  private static final IntVector LOWER_2 = lower(2);
  private static final IntVector UPPER_1 = upper(1);
  private static final IntVector LOWER_1 = lower(1);

  private VectorTransposition() {}

  /** Left half of the upper row, then left half of the lower row, where a half has d elements. */
  private static IntVector upper(int d) {
    int[] from = new int[SIDE];
    for (int lane = 0; lane < SIDE; lane++) {
      from[lane] = (lane & d) == 0 ? lane : SIDE + lane - d;
    }
    return IntVector.fromArray(IntVector.SPECIES_512, from, 0);
  }

  /** Right half of the upper row, then right half of the lower row. */
  private static IntVector lower(int d) {
    int[] from = new int[SIDE];
    for (int lane = 0; lane < SIDE; lane++) {
      from[lane] = (lane & d) == 0 ? lane + d : SIDE + lane;
    }
    return IntVector.fromArray(IntVector.SPECIES_512, from, 0);
  }

  /** to[j·toStep + i] ← from[i·fromStep + j], for i and j below 16. */
  static void block(float[] from, int fromAt, int fromStep, float[] to, int toAt, int toStep) {
    IntVector r0 = FloatVector.fromArray(SPECIES, from, fromAt).reinterpretAsInts();
    IntVector r1 = FloatVector.fromArray(SPECIES, from, fromAt + fromStep).reinterpretAsInts();
    IntVector r2 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * fromStep).reinterpretAsInts();
    IntVector r3 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * fromStep).reinterpretAsInts();
    IntVector r4 = FloatVector.fromArray(SPECIES, from, fromAt + 4 * fromStep).reinterpretAsInts();
    IntVector r5 = FloatVector.fromArray(SPECIES, from, fromAt + 5 * fromStep).reinterpretAsInts();
    IntVector r6 = FloatVector.fromArray(SPECIES, from, fromAt + 6 * fromStep).reinterpretAsInts();
    IntVector r7 = FloatVector.fromArray(SPECIES, from, fromAt + 7 * fromStep).reinterpretAsInts();
    IntVector r8 = FloatVector.fromArray(SPECIES, from, fromAt + 8 * fromStep).reinterpretAsInts();
    IntVector r9 = FloatVector.fromArray(SPECIES, from, fromAt + 9 * fromStep).reinterpretAsInts();
    IntVector r10 =
        FloatVector.fromArray(SPECIES, from, fromAt + 10 * fromStep).reinterpretAsInts();
    IntVector r11 =
        FloatVector.fromArray(SPECIES, from, fromAt + 11 * fromStep).reinterpretAsInts();
    IntVector r12 =
        FloatVector.fromArray(SPECIES, from, fromAt + 12 * fromStep).reinterpretAsInts();
    IntVector r13 =
        FloatVector.fromArray(SPECIES, from, fromAt + 13 * fromStep).reinterpretAsInts();
    IntVector r14 =
        FloatVector.fromArray(SPECIES, from, fromAt + 14 * fromStep).reinterpretAsInts();
    IntVector r15 =
        FloatVector.fromArray(SPECIES, from, fromAt + 15 * fromStep).reinterpretAsInts();

    IntVector s0 = UPPER_8.selectFrom(r0, r8);
    IntVector s1 = UPPER_8.selectFrom(r1, r9);
    IntVector s2 = UPPER_8.selectFrom(r2, r10);
    IntVector s3 = UPPER_8.selectFrom(r3, r11);
    IntVector s4 = UPPER_8.selectFrom(r4, r12);
    IntVector s5 = UPPER_8.selectFrom(r5, r13);
    IntVector s6 = UPPER_8.selectFrom(r6, r14);
    IntVector s7 = UPPER_8.selectFrom(r7, r15);
    IntVector s8 = LOWER_8.selectFrom(r0, r8);
    IntVector s9 = LOWER_8.selectFrom(r1, r9);
    IntVector s10 = LOWER_8.selectFrom(r2, r10);
    IntVector s11 = LOWER_8.selectFrom(r3, r11);
    IntVector s12 = LOWER_8.selectFrom(r4, r12);
    IntVector s13 = LOWER_8.selectFrom(r5, r13);
    IntVector s14 = LOWER_8.selectFrom(r6, r14);
    IntVector s15 = LOWER_8.selectFrom(r7, r15);

    IntVector t0 = UPPER_4.selectFrom(s0, s4);
    IntVector t1 = UPPER_4.selectFrom(s1, s5);
    IntVector t2 = UPPER_4.selectFrom(s2, s6);
    IntVector t3 = UPPER_4.selectFrom(s3, s7);
    IntVector t4 = LOWER_4.selectFrom(s0, s4);
    IntVector t5 = LOWER_4.selectFrom(s1, s5);
    IntVector t6 = LOWER_4.selectFrom(s2, s6);
    IntVector t7 = LOWER_4.selectFrom(s3, s7);
    IntVector t8 = UPPER_4.selectFrom(s8, s12);
    IntVector t9 = UPPER_4.selectFrom(s9, s13);
    IntVector t10 = UPPER_4.selectFrom(s10, s14);
    IntVector t11 = UPPER_4.selectFrom(s11, s15);
    IntVector t12 = LOWER_4.selectFrom(s8, s12);
    IntVector t13 = LOWER_4.selectFrom(s9, s13);
    IntVector t14 = LOWER_4.selectFrom(s10, s14);
    IntVector t15 = LOWER_4.selectFrom(s11, s15);

    IntVector u0 = UPPER_2.selectFrom(t0, t2);
    IntVector u1 = UPPER_2.selectFrom(t1, t3);
    IntVector u2 = LOWER_2.selectFrom(t0, t2);
    IntVector u3 = LOWER_2.selectFrom(t1, t3);
    IntVector u4 = UPPER_2.selectFrom(t4, t6);
    IntVector u5 = UPPER_2.selectFrom(t5, t7);
    IntVector u6 = LOWER_2.selectFrom(t4, t6);
    IntVector u7 = LOWER_2.selectFrom(t5, t7);
    IntVector u8 = UPPER_2.selectFrom(t8, t10);
    IntVector u9 = UPPER_2.selectFrom(t9, t11);
    IntVector u10 = LOWER_2.selectFrom(t8, t10);
    IntVector u11 = LOWER_2.selectFrom(t9, t11);
    IntVector u12 = UPPER_2.selectFrom(t12, t14);
    IntVector u13 = UPPER_2.selectFrom(t13, t15);
    IntVector u14 = LOWER_2.selectFrom(t12, t14);
    IntVector u15 = LOWER_2.selectFrom(t13, t15);

    IntVector v0 = UPPER_1.selectFrom(u0, u1);
    IntVector v1 = LOWER_1.selectFrom(u0, u1);
    IntVector v2 = UPPER_1.selectFrom(u2, u3);
    IntVector v3 = LOWER_1.selectFrom(u2, u3);
    IntVector v4 = UPPER_1.selectFrom(u4, u5);
    IntVector v5 = LOWER_1.selectFrom(u4, u5);
    IntVector v6 = UPPER_1.selectFrom(u6, u7);
    IntVector v7 = LOWER_1.selectFrom(u6, u7);
    IntVector v8 = UPPER_1.selectFrom(u8, u9);
    IntVector v9 = LOWER_1.selectFrom(u8, u9);
    IntVector v10 = UPPER_1.selectFrom(u10, u11);
    IntVector v11 = LOWER_1.selectFrom(u10, u11);
    IntVector v12 = UPPER_1.selectFrom(u12, u13);
    IntVector v13 = LOWER_1.selectFrom(u12, u13);
    IntVector v14 = UPPER_1.selectFrom(u14, u15);
    IntVector v15 = LOWER_1.selectFrom(u14, u15);

    v0.reinterpretAsFloats().intoArray(to, toAt);
    v1.reinterpretAsFloats().intoArray(to, toAt + toStep);
    v2.reinterpretAsFloats().intoArray(to, toAt + 2 * toStep);
    v3.reinterpretAsFloats().intoArray(to, toAt + 3 * toStep);
    v4.reinterpretAsFloats().intoArray(to, toAt + 4 * toStep);
    v5.reinterpretAsFloats().intoArray(to, toAt + 5 * toStep);
    v6.reinterpretAsFloats().intoArray(to, toAt + 6 * toStep);
    v7.reinterpretAsFloats().intoArray(to, toAt + 7 * toStep);
    v8.reinterpretAsFloats().intoArray(to, toAt + 8 * toStep);
    v9.reinterpretAsFloats().intoArray(to, toAt + 9 * toStep);
    v10.reinterpretAsFloats().intoArray(to, toAt + 10 * toStep);
    v11.reinterpretAsFloats().intoArray(to, toAt + 11 * toStep);
    v12.reinterpretAsFloats().intoArray(to, toAt + 12 * toStep);
    v13.reinterpretAsFloats().intoArray(to, toAt + 13 * toStep);
    v14.reinterpretAsFloats().intoArray(to, toAt + 14 * toStep);
    v15.reinterpretAsFloats().intoArray(to, toAt + 15 * toStep);
  }
}
