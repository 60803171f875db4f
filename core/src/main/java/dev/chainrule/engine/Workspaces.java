package dev.chainrule.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Working memory for blocks of rows, lent for the time of a block and kept for the next one. Safe
 * for many threads; more of them than there is room for make memory of their own.
 */
final class Workspaces {

  private static final int KEPT = 16;

  private final int rows;
  private final int inputs;
  private final int widest;
  private final AtomicReferenceArray<Workspace> idle = new AtomicReferenceArray<>(KEPT);

  /**
   * Memory for a block of rows.
   *
   * @param inputs room for inputs that have to be gathered
   * @param odd room for what every other layer gives
   * @param even room for what the layers between them give
   * @param rowValues room for a number a row
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Workspace(float[] inputs, float[] odd, float[] even, float[] rowValues) {}

  /**
   * For blocks of at most so many rows.
   *
   * @param inputs how many numbers of a row have to be gathered
   * @param widest how many numbers of a row a layer gives at most
   */
  Workspaces(int rows, int inputs, int widest) {
    this.rows = rows;
    this.inputs = inputs;
    this.widest = widest;
  }

  Workspace borrow() {
    for (int i = 0; i < KEPT; i++) {
      if (idle.getPlain(i) != null) {
        Workspace workspace = idle.getAndSet(i, null);
        if (workspace != null) {
          return workspace;
        }
      }
    }
    return new Workspace(room(inputs), room(widest), room(widest), new float[rows]);
  }

  private float[] room(int width) {
    return new float[Math.multiplyExact(rows, width)];
  }

  void giveBack(Workspace workspace) {
    for (int i = 0; i < KEPT; i++) {
      if (idle.getPlain(i) == null && idle.compareAndSet(i, null, workspace)) {
        return;
      }
    }
  }
}
