package dev.chainrule.engine;

import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Workspaces.Workspace;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Network;
import java.util.Arrays;

/**
 * A finished network from inputs to outputs: a block of rows at a time, which goes through all
 * layers while it is in the processor's cache. Safe for many threads.
 */
final class ForwardPass {

  /** A block has at most so many rows. */
  static final int BLOCK_ROWS = 120;

  /** With all these numbers of rows, every tile that a product is cut into has been practised. */
  private static final int PRACTISED_ROWS = 32;

  /** A single row is practised so often that its time can be told. */
  private static final double PRACTISED_MULTIPLY_ADDS = 1e6;

  private final Loss loss;
  private final ForwardLayer[] layers;
  private final int inputs;
  private final int outputs;
  private final long multiplyAdds;
  private final Workspaces ofRow;
  private final Workspaces ofBlock;
  private final Acceleration rowKernels;
  private final Acceleration blockKernels;

  ForwardPass(Network network, Loss loss) {
    network.architecture().requireEndsFor(loss);
    this.loss = loss;
    layers = ForwardLayer.of(new WorkingLayout(network.architecture()), network.parameters());
    inputs = network.architecture().input().size();
    outputs = network.architecture().output().size();
    multiplyAdds = (long) Arrays.stream(layers).mapToDouble(ForwardLayer::multiplyAdds).sum();
    ofRow = new Workspaces(layers, inputs, 1);
    ofBlock = new Workspaces(layers, inputs, BLOCK_ROWS);
    rowKernels = new Acceleration(this::practiseRow);
    blockKernels = new Acceleration(this::practiseBlocks);
  }

  /** How many numbers a row of inputs has. */
  int inputs() {
    return inputs;
  }

  /** How many numbers a row of outputs has. */
  int outputs() {
    return outputs;
  }

  /** About how many multiply-adds a row takes. */
  double multiplyAdds() {
    return multiplyAdds;
  }

  /** Changes to the kernels that long work deserves, compiled or not. */
  void hasten() {
    rowKernels.hasten();
    blockKernels.hasten();
  }

  /**
   * The outputs for some rows.
   *
   * @param x their inputs, from {@code xAt} on
   * @param rows at most {@link #BLOCK_ROWS}
   * @param linked whether the loss's link is applied to the scores
   * @param to room for the outputs, from {@code at} on
   * @param sharing who may help with the large layers of a single row
   */
  void run(float[] x, int xAt, int rows, boolean linked, float[] to, int at, SharedWork sharing) {
    Kernels kernels = kernels(rows);
    Workspace lent = memory(rows).borrow(kernels);
    run(lent, x, xAt, rows, linked, to, at, sharing);
    memory(rows).giveBack(lent);
  }

  /** The same for rows of a data set. */
  void run(
      Dataset data, int from, int rows, boolean linked, float[] to, int at, SharedWork sharing) {
    Kernels kernels = kernels(rows);
    Workspace lent = memory(rows).borrow(kernels);
    for (int i = 0; i < rows; i++) {
      data.copyInputs(from + i, lent.inputs(), i * inputs);
    }
    run(lent, lent.inputs(), 0, rows, linked, to, at, sharing);
    memory(rows).giveBack(lent);
  }

  private Workspaces memory(int rows) {
    return rows == 1 ? ofRow : ofBlock;
  }

  private Kernels kernels(int rows) {
    return (rows == 1 ? rowKernels : blockKernels).kernels(rows * multiplyAdds);
  }

  private void run(
      Workspace memory,
      float[] x,
      int xAt,
      int rows,
      boolean linked,
      float[] to,
      int at,
      SharedWork sharing) {
    Kernels kernels = memory.kernels();
    float[] values = x;
    int valuesAt = xAt;
    boolean odd = true;
    for (ForwardLayer layer : layers) {
      float[] a = odd ? memory.odd() : memory.even();
      if (!(rows == 1
          && layer instanceof ForwardDense dense
          && sharedRow(dense, kernels, values, valuesAt, a, sharing))) {
        layer.apply(kernels, values, valuesAt, a, rows, memory.scratch());
      }
      values = a;
      valuesAt = 0;
      odd = !odd;
    }
    System.arraycopy(values, valuesAt, to, at, rows * outputs);
    if (linked) {
      Link.apply(loss, kernels, to, at, rows, outputs);
    }
  }

  /** Whether others helped with a layer of a single row: a thread takes some panels of weights. */
  private boolean sharedRow(
      ForwardDense layer, Kernels kernels, float[] x, int xAt, float[] a, SharedWork sharing) {
    int panels = layer.panels();
    int parts = Math.min(panels, sharing.threads());
    return sharing.isWorthIt(parts, layer.multiplyAdds())
        && sharing.run(
            parts,
            layer.multiplyAdds(),
            (part, worker) -> {
              Workspace own = ofRow.borrow(kernels);
              int from = part * panels / parts;
              int to = (part + 1) * panels / parts;
              layer.applyToRow(kernels, x, xAt, a, from, to, own.scratch());
              ofRow.giveBack(own);
            });
  }

  // ---- practice

  private void practiseRow(Kernels kernels) {
    Workspace memory = ofRow.make(kernels);
    int times = (int) Math.clamp(PRACTISED_MULTIPLY_ADDS / multiplyAdds, 1, 1000);
    for (int i = 0; i < times; i++) {
      practise(memory, 1);
    }
  }

  private void practiseBlocks(Kernels kernels) {
    Workspace memory = ofBlock.make(kernels);
    for (int rows = 2; rows <= PRACTISED_ROWS; rows++) {
      practise(memory, rows);
    }
    practise(memory, BLOCK_ROWS);
  }

  private void practise(Workspace memory, int rows) {
    run(memory, memory.inputs(), 0, rows, true, new float[rows * outputs], 0, SharedWork.ALONE);
  }
}
