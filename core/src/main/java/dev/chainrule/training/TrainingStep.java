package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Execution;
import dev.chainrule.engine.MaxNorm;
import dev.chainrule.engine.OptimizerState;
import dev.chainrule.engine.Pass;
import dev.chainrule.engine.Updater;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Network;
import dev.chainrule.tensor.Parameters;
import java.util.Arrays;
import java.util.Optional;

/**
 * One step of gradient descent, and the only things that change in a training: the working
 * parameters θ, their gradient, the workspace of the pass and the optimizer's memory. A step
 * allocates nothing.
 */
final class TrainingStep {

  private static final float[] NOWHERE = {};

  private final Pass pass;
  private final Updater updater;
  private final Optional<MaxNorm> maxNorm;
  private final float[] theta;
  private final float[] gradient;
  private double dataLoss;
  private double loss;
  private double gradientNorm;

  /** A step of that recipe, for batches of at most so many rows. */
  TrainingStep(
      Trainer recipe, Network start, Loss loss, Dataset rows, int batchSize, Execution execution) {
    pass = new Pass(start.architecture(), loss, rows, batchSize, recipe.augmentation(), execution);
    updater =
        new Updater(
            recipe.optimizer(),
            recipe.penalty(),
            recipe.clipping(),
            recipe.averaging(),
            pass.layout(),
            execution);
    maxNorm =
        recipe.maxNorm().stream()
            .mapToObj(limit -> new MaxNorm(limit, pass.layout(), execution))
            .findFirst();
    theta = pass.layout().working(start.parameters());
    gradient = new float[theta.length];
  }

  /**
   * Forward, loss, backward, update, for the rows {@code order[first]} to before {@code order[first
   * + size]}.
   *
   * @param key what the random numbers of the step derive from
   * @return whether loss and gradient are finite; if not, the parameters have not been touched
   */
  boolean run(Dataset rows, int[] order, int first, int size, long key, double rate) {
    Arrays.fill(gradient, 0);
    dataLoss = pass.gradient(theta, rows, order, first, size, key, gradient);
    loss = dataLoss + updater.penalty(theta);
    gradientNorm = updater.finishGradient(theta, gradient);
    if (!Double.isFinite(loss) || !Double.isFinite(gradientNorm)) {
      return false;
    }
    pass.moveStatistics(theta);
    updater.update(theta, gradient, rate);
    if (maxNorm.isPresent()) {
      maxNorm.get().apply(theta);
      if (updater.averages()) {
        maxNorm.get().apply(updater.kept(theta));
      }
    }
    return true;
  }

  /**
   * The mean loss over some rows with the parameters that would be kept now: their average where
   * the recipe has one. The predictions go into {@code predictions}.
   */
  double evaluate(Dataset rows, int[] order, float[] predictions) {
    return pass.evaluate(updater.kept(theta), rows, order, 0, order.length, predictions);
  }

  /** What the last step's rows weigh together. */
  double weight() {
    return pass.weight();
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
    System.arraycopy(updater.kept(theta), 0, snapshot, 0, theta.length);
  }

  // ---- going on later

  /** θ as it is, in canonical order. */
  Parameters parameters() {
    return parameters(theta);
  }

  /** What the optimizer remembers. */
  OptimizerState optimizerState() {
    return updater.state();
  }

  /** Goes on from there. */
  void restore(Parameters parameters, OptimizerState state) {
    System.arraycopy(working(parameters), 0, theta, 0, theta.length);
    updater.restore(state);
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
