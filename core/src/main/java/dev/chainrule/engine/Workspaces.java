package dev.chainrule.engine;

import dev.chainrule.kernel.Kernels;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Working memory for blocks of rows, lent for the time of a block and kept for the next one. Safe
 * for many threads; more of them than there is room for make memory of their own.
 */
final class Workspaces {

  private static final int KEPT = 16;

  private final ForwardLayer[] layers;
  private final int inputs;
  private final int rows;
  private final AtomicReferenceArray<Workspace> idle = new AtomicReferenceArray<>(KEPT);

  /**
   * Memory for a block of rows.
   *
   * @param kernels whom the scratch is large enough for
   * @param inputs room for inputs that have to be gathered
   * @param odd room for what every other layer gives
   * @param even room for what the layers between them give
   * @param scratch room for what a layer needs beside that
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Workspace(Kernels kernels, float[] inputs, float[] odd, float[] even, float[] scratch) {}

  /** For blocks of at most so many rows. */
  Workspaces(ForwardLayer[] layers, int inputs, int rows) {
    this.layers = layers;
    this.inputs = inputs;
    this.rows = rows;
  }

  /** Memory for these kernels, which is to be given back. */
  Workspace borrow(Kernels kernels) {
    for (int i = 0; i < KEPT; i++) {
      if (idle.getPlain(i) != null) {
        Workspace workspace = idle.getAndSet(i, null);
        if (workspace != null && workspace.kernels().equals(kernels)) {
          return workspace;
        }
      }
    }
    return make(kernels);
  }

  /** Memory for these kernels that nobody has had before. */
  Workspace make(Kernels kernels) {
    int widest = Arrays.stream(layers).mapToInt(ForwardLayer::units).max().orElseThrow();
    int scratch =
        Arrays.stream(layers).mapToInt(layer -> layer.scratch(kernels, rows)).max().orElseThrow();
    return new Workspace(kernels, room(inputs), room(widest), room(widest), new float[scratch]);
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
