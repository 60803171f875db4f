package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.engine.BatchGradient;
import dev.chainrule.engine.Execution;
import dev.chainrule.engine.OptimizerState;
import dev.chainrule.engine.Pass;
import dev.chainrule.engine.PenalizedGradient;
import dev.chainrule.engine.RowByRow;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Checkpoint;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.tensor.Parameters;
import java.util.SequencedMap;

/**
 * One step of a training, and the only things that change in it: the working parameters θ, their
 * gradient, the workspace of the pass and the optimizer's memory. A step allocates nothing.
 */
abstract sealed class TrainingStep permits UpdateStep, LineSearchStep {

  private static final float[] NOWHERE = {};

  /** θ, in working order. */
  protected final float[] theta;

  /** ∂ℒ/∂θ, in working order. */
  protected final float[] gradient;

  private final Pass pass;

  /** What takes the gradient: the pass, or for small steps who is faster there. */
  private final BatchGradient taker;

  private final PenalizedGradient penalized;
  private double dataLoss;
  private double loss;
  private double gradientNorm;

  TrainingStep(
      Trainer recipe, Network start, Loss loss, Dataset rows, int batchSize, Execution execution) {
    pass = new Pass(start.architecture(), loss, rows, batchSize, recipe.augmentation(), execution);
    taker = RowByRow.of(start.architecture(), loss, recipe.augmentation(), execution).orElse(pass);
    penalized = new PenalizedGradient(recipe.penalty(), pass.layout(), execution);
    theta = pass.layout().working(start.parameters());
    gradient = new float[theta.length];
  }

  /** A step of that recipe, for batches of at most so many rows. */
  static TrainingStep of(
      Trainer recipe, Network start, Loss loss, Dataset rows, int batchSize, Execution execution) {
    return switch (recipe.optimizer()) {
      case Optimizer.Elementwise rule ->
          new UpdateStep(rule, recipe, start, loss, rows, batchSize, execution);
      case Optimizer.Lbfgs rule ->
          new LineSearchStep(rule, recipe, start, loss, rows, batchSize, execution);
    };
  }

  /**
   * New parameters by the rows {@code order[first]} to before {@code order[first + size]}.
   *
   * @param key what the random numbers of the step derive from
   * @return whether loss and gradient are finite; if not, the parameters have not been touched
   */
  abstract boolean run(Dataset rows, int[] order, int first, int size, long key, double rate);

  /**
   * ℒ and its gradient at some parameters, penalties included; {@link #loss} and the like tell of
   * them.
   *
   * @return whether both are finite
   */
  protected final boolean evaluate(
      float[] theta, float[] gradient, Dataset rows, int[] order, int first, int size, long key) {
    return evaluate(taker, theta, gradient, rows, order, first, size, key)
        // Not finite: the pass takes the same once more, since it can tell in which layer.
        || (taker != pass && evaluate(pass, theta, gradient, rows, order, first, size, key));
  }

  private boolean evaluate(
      BatchGradient taker,
      float[] theta,
      float[] gradient,
      Dataset rows,
      int[] order,
      int first,
      int size,
      long key) {
    dataLoss = taker.gradient(theta, rows, order, first, size, key, gradient);
    loss = dataLoss + penalized.penalty(theta);
    gradientNorm = penalized.finish(theta, gradient);
    return Double.isFinite(loss) && Double.isFinite(gradientNorm);
  }

  /** Whether there is no use in another step, since nothing lower can be found. */
  boolean isAtRest() {
    return false;
  }

  /** The parameters to judge and to keep: θ, or its average where the recipe has one. */
  protected float[] kept() {
    return theta;
  }

  /**
   * The mean loss over some rows with the parameters that would be kept now: their average where
   * the recipe has one. The predictions go into {@code predictions}.
   */
  double evaluate(Dataset rows, int[] order, float[] predictions) {
    return pass.evaluate(kept(), rows, order, 0, order.length, predictions);
  }

  /** What the last step's rows weigh together. */
  double weight() {
    return taker.weight();
  }

  // ---- looking inside

  /** θ as it is, in working order; not to be changed. */
  float[] theta() {
    return theta;
  }

  /** The gradient of the last step, in working order; not to be changed. */
  float[] gradient() {
    return gradient;
  }

  /** Runs some rows through the layers, whose outputs the pass then has. */
  void forward(Dataset rows, int[] order, int first, int size) {
    pass.evaluate(theta, rows, order, first, size, NOWHERE);
  }

  /** The pass. */
  Pass pass() {
    return pass;
  }

  /** The mean loss of the last step's rows, without penalty. */
  double dataLoss() {
    return dataLoss;
  }

  /** ℒ of the last step, penalty included. */
  double loss() {
    return loss;
  }

  /** The Euclidean norm of the last step's gradient, before any clipping. */
  double gradientNorm() {
    return gradientNorm;
  }

  /** In which layer the last step first met a number that is not finite. */
  int layerOfFirstNonFinite() {
    return pass.layerOfFirstNonFinite(gradient);
  }

  /** Copies the parameters that would be kept now: θ, or its average. */
  void copyTo(float[] snapshot) {
    System.arraycopy(kept(), 0, snapshot, 0, theta.length);
  }

  // ---- going on later

  /** θ as it is, in canonical order. */
  Parameters parameters() {
    return parameters(theta);
  }

  /** What the optimizer remembers. */
  abstract OptimizerState optimizerState();

  /** What else there is to remember, but for {@link #parameters} and {@link #optimizerState}. */
  void save(SequencedMap<String, Double> numbers) {}

  /** Goes on from there. */
  void restore(Checkpoint kept) {
    System.arraycopy(working(kept.network().parameters()), 0, theta, 0, theta.length);
  }

  /** A working copy of parameters. */
  float[] working(Parameters parameters) {
    return pass.layout().working(parameters);
  }

  /** How many parameters there are. */
  int size() {
    return theta.length;
  }

  /** The parameters of a snapshot, in canonical order. */
  Parameters parameters(float[] snapshot) {
    return pass.layout().parameters(snapshot);
  }
}
