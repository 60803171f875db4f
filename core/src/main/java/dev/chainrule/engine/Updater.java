package dev.chainrule.engine;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Workers;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.tensor.ParameterLayout.Slice;
import dev.chainrule.tensor.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Applies an {@link Optimizer} to flat arrays: penalties onto the gradient, its norm, then one
 * fused loop over parameters, gradient and the optimizer's memory. Work is cut into pieces of fixed
 * length, so sums do not depend on the number of threads.
 */
public final class Updater {

  /** The length of a piece. */
  private static final int PIECE = 1 << 14;

  private final Optimizer optimizer;
  private final Penalty penalty;
  private final WorkingLayout layout;
  private final Kernels kernels;
  private final Workers workers;
  private final Piece[] pieces;
  private final double[] squares;
  private final float[] first;
  private final float[] second;
  private long steps;

  // What the regions that run side by side work on.
  private float[] theta = new float[0];
  private float[] gradient = new float[0];
  private double rate;
  private double firstCorrection;
  private double secondCorrection;

  private final Workers.Region squaresRegion = this::squaresOfPiece;
  private final Workers.Region updateRegion = this::updatePiece;

  /** A piece of one tensor. */
  private record Piece(Slice slice, int at, int size) {}

  /** An optimizer at its beginning, for parameters in that layout. */
  public Updater(Optimizer optimizer, Penalty penalty, WorkingLayout layout, Execution execution) {
    this.optimizer = optimizer;
    this.penalty = penalty;
    this.layout = layout;
    kernels = execution.kernels();
    workers = execution.workers();
    List<Piece> cut = new ArrayList<>();
    for (Slice slice : layout.slices()) {
      for (int at = 0; at < slice.size(); at += PIECE) {
        cut.add(new Piece(slice, slice.offset() + at, Math.min(PIECE, slice.size() - at)));
      }
    }
    pieces = cut.toArray(Piece[]::new);
    squares = new double[pieces.length];
    first = new float[optimizer.stateTensors() > 0 ? layout.size() : 0];
    second = new float[optimizer.stateTensors() > 1 ? layout.size() : 0];
  }

  // ---- going on later

  /** What the optimizer remembers. */
  public OptimizerState state() {
    SequencedMap<String, Parameters> arrays = new LinkedHashMap<>();
    memory().forEach((name, array) -> arrays.put(name, layout.parameters(array)));
    return new OptimizerState(steps, arrays, new LinkedHashMap<>());
  }

  /**
   * Goes on from there.
   *
   * @throws IllegalArgumentException if an array that this optimizer needs is not there
   */
  public void restore(OptimizerState state) {
    memory()
        .forEach((name, array) -> {
          float[] kept = layout.working(state.array(name));
          System.arraycopy(kept, 0, array, 0, array.length);
        });
    steps = state.steps();
  }

  /** The arrays that this optimizer uses, in working order. */
  private SequencedMap<String, float[]> memory() {
    SequencedMap<String, float[]> memory = new LinkedHashMap<>();
    if (first.length > 0) {
      memory.put("first", first);
    }
    if (second.length > 0) {
      memory.put("second", second);
    }
    return memory;
  }

  // ---- a step

  /** (λ/2)·ΣW² for parameters as they are. */
  public double penalty(float[] theta) {
    double sum = 0;
    if (penalty.l2() > 0) {
      for (Piece piece : pieces) {
        if (penalty.scope().covers(piece.slice().role())) {
          sum += kernels.sumOfSquares(theta, piece.at(), piece.size());
        }
      }
    }
    return penalty.l2() / 2 * sum;
  }

  /**
   * Adds the gradient of the penalty and returns the Euclidean norm of the whole gradient; not
   * finite if any entry is not.
   */
  public double finishGradient(float[] theta, float[] gradient) {
    this.theta = theta;
    this.gradient = gradient;
    workers.run(pieces.length, squaresRegion);
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  private void squaresOfPiece(int part, int worker) {
    Piece piece = pieces[part];
    if (penalty.l2() > 0 && penalty.scope().covers(piece.slice().role())) {
      kernels.addScaled(
          (float) penalty.l2(), theta, piece.at(), gradient, piece.at(), piece.size());
    }
    squares[part] = kernels.sumOfSquares(gradient, piece.at(), piece.size());
  }

  /** One step: new parameters from the gradient at a learning rate. */
  public void update(float[] theta, float[] gradient, double rate) {
    this.theta = theta;
    this.gradient = gradient;
    this.rate = rate;
    steps++;
    switch (optimizer) {
      case Optimizer.Adam adam -> correct(adam.beta1(), adam.beta2());
      case Optimizer.AdamW adam -> correct(adam.beta1(), adam.beta2());
      case Optimizer.Sgd _, Optimizer.Momentum _, Optimizer.Nesterov _ -> {}
    }
    workers.run(pieces.length, updateRegion);
  }

  /** The bias corrections 1/(1−β₁ᵗ) and 1/√(1−β₂ᵗ). */
  private void correct(double beta1, double beta2) {
    firstCorrection = 1 / (1 - StrictMath.pow(beta1, (double) steps));
    secondCorrection = 1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) steps));
  }

  private void updatePiece(int part, int worker) {
    Piece piece = pieces[part];
    int at = piece.at();
    int n = piece.size();
    switch (optimizer) {
      case Optimizer.Sgd() -> kernels.sgd(theta, gradient, at, n, (float) rate);
      case Optimizer.Momentum(double mu) ->
          kernels.momentum(theta, gradient, first, at, n, (float) rate, (float) mu, false);
      case Optimizer.Nesterov(double mu) ->
          kernels.momentum(theta, gradient, first, at, n, (float) rate, (float) mu, true);
      case Optimizer.Adam adam -> adam(at, n, adam.beta1(), adam.beta2(), adam.epsilon(), 0);
      case Optimizer.AdamW adam ->
          adam(
              at,
              n,
              adam.beta1(),
              adam.beta2(),
              adam.epsilon(),
              adam.scope().covers(piece.slice().role()) ? adam.weightDecay() : 0);
    }
  }

  private void adam(int at, int n, double beta1, double beta2, double epsilon, double weightDecay) {
    kernels.adam(
        theta,
        gradient,
        first,
        second,
        at,
        n,
        (float) beta1,
        (float) beta2,
        (float) epsilon,
        (float) (rate * firstCorrection),
        (float) secondCorrection,
        (float) (1 - rate * weightDecay));
  }
}
