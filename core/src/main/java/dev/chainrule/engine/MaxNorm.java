package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.DenseAt;
import dev.chainrule.kernel.Magnitudes;
import dev.chainrule.kernel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Max-norm: behind an update, the vector w_j of the weights into each unit is scaled down to ‖w_j‖₂
 * = c where it is longer. Srivastava et al. 2014.
 */
public final class MaxNorm {

  /** So many units are one piece of work. */
  private static final int BLOCK_UNITS = 64;

  private final double limit;
  private final Workers workers;
  private final List<Block> blocks = new ArrayList<>();
  private final double[][] squares;
  private float[] theta = new float[0];
  private final Workers.Region region = this::limitBlock;

  /** Some units of a layer. */
  private record Block(DenseAt layer, int from, int to) {}

  /**
   * For the weights of all dense layers.
   *
   * @param limit c, above 0
   */
  public MaxNorm(double limit, WorkingLayout layout, Execution execution) {
    this.limit = limit;
    workers = execution.workers();
    int widest = 0;
    for (DenseAt layer : layout.dense()) {
      widest = Math.max(widest, layer.units());
      for (int from = 0; from < layer.units(); from += BLOCK_UNITS) {
        blocks.add(new Block(layer, from, Math.min(layer.units(), from + BLOCK_UNITS)));
      }
    }
    squares = new double[workers.threads()][widest];
  }

  /** Holds all weights to the limit. */
  public void apply(float[] theta) {
    this.theta = theta;
    workers.run(blocks.size(), region);
  }

  private void limitBlock(int part, int worker) {
    Block block = blocks.get(part);
    DenseAt layer = block.layer();
    Magnitudes.limitColumns(
        theta,
        layer.weightAt(),
        layer.inputs(),
        layer.units(),
        block.from(),
        block.to(),
        limit,
        squares[worker]);
  }
}
