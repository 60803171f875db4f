package dev.chainrule.engine;

import dev.chainrule.kernel.CacheLines;
import dev.chainrule.kernel.UpdateKernels;
import dev.chainrule.kernel.Workers;
import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Clipping;
import dev.chainrule.optimizer.Optimizer;
import java.util.Optional;

/**
 * Applies an elementwise {@link Optimizer} to flat arrays: clipping, then one fused loop over
 * parameters, gradient and the optimizer's memory, then the average of the parameters.
 */
public final class Updater {

  private final Clipping clipping;
  private final boolean clips;
  private final UpdateKernels updates;
  private final Workers workers;
  private final Piece[] pieces;
  private final UpdaterMemory memory;
  private final Rule rule;

  // What the regions that run side by side work on.
  private float[] theta = new float[0];
  private float[] gradient = new float[0];
  private float clippingFactor;
  private float averageShare;

  private final Workers.Region updateRegion = this::updatePart;

  /** An optimizer at its beginning, for parameters in that layout: no clipping, no averages. */
  public Updater(Optimizer.Elementwise optimizer, WorkingLayout layout, Execution execution) {
    this(optimizer, Clipping.none(), Optional.empty(), layout, execution);
  }

  /** An optimizer at its beginning, for parameters in that layout. */
  public Updater(
      Optimizer.Elementwise optimizer,
      Clipping clipping,
      Optional<Averaging> averaging,
      WorkingLayout layout,
      Execution execution) {
    this.clipping = clipping;
    clips = !(clipping instanceof Clipping.None);
    updates = execution.kernels().updates();
    workers = execution.workers();
    memory = new UpdaterMemory(optimizer, averaging, layout);
    rule = new Rule(optimizer, memory, updates);
    pieces = rule.dependsOnRole() ? Piece.of(layout) : Piece.ofWhole(layout, workers.threads());
  }

  // ---- going on later

  /** What the optimizer remembers, the average of the parameters included. */
  public OptimizerState state() {
    return memory.state();
  }

  /**
   * Goes on from there.
   *
   * @throws IllegalArgumentException if an array that this optimizer needs is not there
   */
  public void restore(OptimizerState state) {
    memory.restore(state);
  }

  // ---- a step

  /** The parameters to judge and to keep: their average where there is one, else θ itself. */
  public float[] kept(float[] theta) {
    return memory.kept(theta);
  }

  /** Whether the parameters to keep are an average, beside θ itself. */
  public boolean averages() {
    return memory.averages();
  }

  /**
   * One step: new parameters from a gradient at a learning rate. Clipping changes the gradient in
   * place.
   *
   * @param norm the Euclidean norm of the gradient
   */
  public void update(float[] theta, float[] gradient, double norm, double rate) {
    this.theta = theta;
    this.gradient = gradient;
    long step = memory.countStep();
    clippingFactor = clipping instanceof Clipping.Norm limit ? (float) limit.factor(norm) : 1f;
    averageShare = (float) memory.averageShare();
    rule.begin(step, rate);
    if (workers.threads() == 1) {
      for (Piece piece : pieces) {
        update(piece);
      }
    } else {
      workers.run(pieces.length, updateRegion);
    }
  }

  /** All threads have read θ for the gradient. */
  private void updatePart(int part, int worker) {
    Piece piece = pieces[part];
    CacheLines.own(theta, piece.at(), piece.size());
    update(piece);
  }

  private void update(Piece piece) {
    int at = piece.at();
    int n = piece.size();
    if (clips) {
      clip(at, n);
    }
    rule.apply(theta, gradient, at, n, piece.role());
    if (averageShare > 0) {
      updates.approach(memory.average(), theta, at, n, averageShare);
    }
  }

  private void clip(int at, int n) {
    switch (clipping) {
      case Clipping.None() -> {}
      case Clipping.Norm _ -> {
        if (clippingFactor < 1) {
          updates.scale(gradient, at, n, clippingFactor);
        }
      }
      case Clipping.Value(double limit) -> updates.clamp(gradient, at, n, (float) limit);
    }
  }
}
