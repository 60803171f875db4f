package dev.chainrule.engine;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Magnitudes;
import dev.chainrule.kernel.UpdateKernels;
import dev.chainrule.kernel.Workers;
import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Clipping;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.tensor.ParameterLayout.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies an {@link Optimizer} to flat arrays: penalties onto the gradient, its norm, clipping,
 * then one fused loop over parameters, gradient and the optimizer's memory. Work is cut into pieces
 * of fixed length, so sums do not depend on the number of threads.
 */
public final class Updater {

  /** The length of a piece. */
  private static final int PIECE = 1 << 14;

  private final Penalty penalty;
  private final Clipping clipping;
  private final Kernels kernels;
  private final UpdateKernels updates;
  private final Workers workers;
  private final Piece[] pieces;
  private final double[] squares;
  private final UpdaterMemory memory;
  private final Rule rule;
  private double norm;

  // What the regions that run side by side work on.
  private float[] theta = new float[0];
  private float[] gradient = new float[0];
  private float clippingFactor;
  private float averageShare;

  private final Workers.Region squaresRegion = this::squaresOfPiece;
  private final Workers.Region updateRegion = this::updatePiece;

  /** A piece of one tensor. */
  private record Piece(Slice slice, int at, int size) {}

  /** An optimizer at its beginning, for parameters in that layout: no clipping, no averages. */
  public Updater(Optimizer optimizer, Penalty penalty, WorkingLayout layout, Execution execution) {
    this(optimizer, penalty, Clipping.none(), Optional.empty(), layout, execution);
  }

  /** An optimizer at its beginning, for parameters in that layout. */
  public Updater(
      Optimizer optimizer,
      Penalty penalty,
      Clipping clipping,
      Optional<Averaging> averaging,
      WorkingLayout layout,
      Execution execution) {
    this.penalty = penalty;
    this.clipping = clipping;
    kernels = execution.kernels();
    updates = kernels.updates();
    workers = execution.workers();
    List<Piece> cut = new ArrayList<>();
    for (Slice slice : layout.slices()) {
      for (int at = 0; at < slice.size(); at += PIECE) {
        cut.add(new Piece(slice, slice.offset() + at, Math.min(PIECE, slice.size() - at)));
      }
    }
    pieces = cut.toArray(Piece[]::new);
    squares = new double[pieces.length];
    memory = new UpdaterMemory(optimizer, averaging, layout);
    rule = new Rule(optimizer, memory, updates);
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

  /** (λ₂/2)·ΣW² + λ₁·Σ|W| for parameters as they are. */
  public double penalty(float[] theta) {
    double squares = 0;
    double magnitudes = 0;
    for (Piece piece : pieces) {
      if (penalty.scope().covers(piece.slice().role())) {
        if (penalty.l2() > 0) {
          squares += kernels.sumOfSquares(theta, piece.at(), piece.size());
        }
        if (penalty.l1() > 0) {
          magnitudes += Magnitudes.sum(theta, piece.at(), piece.size());
        }
      }
    }
    return penalty.l2() / 2 * squares + penalty.l1() * magnitudes;
  }

  /**
   * Adds the gradient of the penalty and returns the Euclidean norm of the whole gradient, before
   * any clipping; not finite if any entry is not.
   */
  public double finishGradient(float[] theta, float[] gradient) {
    this.theta = theta;
    this.gradient = gradient;
    workers.run(pieces.length, squaresRegion);
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    norm = Math.sqrt(sum);
    return norm;
  }

  private void squaresOfPiece(int part, int worker) {
    Piece piece = pieces[part];
    if (penalty.scope().covers(piece.slice().role())) {
      if (penalty.l2() > 0) {
        kernels.addScaled(
            (float) penalty.l2(), theta, piece.at(), gradient, piece.at(), piece.size());
      }
      if (penalty.l1() > 0) {
        Magnitudes.addSigns(
            (float) penalty.l1(), theta, piece.at(), gradient, piece.at(), piece.size());
      }
    }
    squares[part] = kernels.sumOfSquares(gradient, piece.at(), piece.size());
  }

  /**
   * One step: new parameters from the gradient, finished by {@link #finishGradient}, at a learning
   * rate. Clipping changes the gradient in place.
   */
  public void update(float[] theta, float[] gradient, double rate) {
    this.theta = theta;
    this.gradient = gradient;
    long step = memory.countStep();
    clippingFactor = clipping instanceof Clipping.Norm limit ? (float) limit.factor(norm) : 1f;
    averageShare = (float) memory.averageShare();
    rule.begin(step, rate);
    workers.run(pieces.length, updateRegion);
  }

  private void updatePiece(int part, int worker) {
    Piece piece = pieces[part];
    int at = piece.at();
    int n = piece.size();
    switch (clipping) {
      case Clipping.None() -> {}
      case Clipping.Norm _ -> {
        if (clippingFactor < 1) {
          updates.scale(gradient, at, n, clippingFactor);
        }
      }
      case Clipping.Value(double limit) -> updates.clamp(gradient, at, n, (float) limit);
    }
    rule.apply(theta, gradient, at, n, piece.slice().role());
    if (averageShare > 0) {
      updates.approach(memory.average(), theta, at, n, averageShare);
    }
  }
}
