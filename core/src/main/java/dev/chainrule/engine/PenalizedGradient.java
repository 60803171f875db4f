package dev.chainrule.engine;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Magnitudes;
import dev.chainrule.kernel.Workers;
import dev.chainrule.optimizer.Penalty;

/**
 * What a {@link Penalty} adds to the loss and to its gradient. Work is cut into {@link Piece}s, so
 * sums do not depend on the number of threads.
 */
public final class PenalizedGradient {

  private final Penalty penalty;
  private final boolean none;
  private final Kernels kernels;
  private final Workers workers;
  private final Piece[] pieces;
  private final double[] squares;

  // What the region works on.
  private float[] theta = new float[0];
  private float[] gradient = new float[0];

  private final Workers.Region region = this::finishPart;

  /** That penalty on parameters in that layout. */
  public PenalizedGradient(Penalty penalty, WorkingLayout layout, Execution execution) {
    this.penalty = penalty;
    none = penalty.l1() == 0 && penalty.l2() == 0;
    kernels = execution.kernels();
    workers = execution.workers();
    pieces = Piece.of(layout);
    squares = new double[pieces.length];
  }

  /** (λ₂/2)·ΣW² + λ₁·Σ|W| for parameters as they are. */
  public double penalty(float[] theta) {
    if (none) {
      return 0;
    }
    double squares = 0;
    double magnitudes = 0;
    for (Piece piece : pieces) {
      if (penalty.scope().covers(piece.role())) {
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
   * Adds the gradient of the penalty and returns the Euclidean norm of the whole gradient; not
   * finite if any entry is not.
   */
  public double finish(float[] theta, float[] gradient) {
    this.theta = theta;
    this.gradient = gradient;
    double sum = 0;
    if (workers.threads() == 1) {
      for (Piece piece : pieces) {
        sum += finish(piece);
      }
    } else {
      workers.run(pieces.length, region);
      for (double square : squares) {
        sum += square;
      }
    }
    return Math.sqrt(sum);
  }

  private void finishPart(int part, int worker) {
    squares[part] = finish(pieces[part]);
  }

  /** Adds the gradient of the penalty to a piece of the gradient; the sum of its squares. */
  private double finish(Piece piece) {
    if (!none && penalty.scope().covers(piece.role())) {
      if (penalty.l2() > 0) {
        kernels.addScaled(
            (float) penalty.l2(), theta, piece.at(), gradient, piece.at(), piece.size());
      }
      if (penalty.l1() > 0) {
        Magnitudes.addSigns(
            (float) penalty.l1(), theta, piece.at(), gradient, piece.at(), piece.size());
      }
    }
    return kernels.sumOfSquares(gradient, piece.at(), piece.size());
  }
}
