package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Execution;
import dev.chainrule.engine.OptimizerState;
import dev.chainrule.engine.QuasiNewton;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Checkpoint;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Optimizer;
import java.util.SequencedMap;

/**
 * A step of L-BFGS: a direction and the line search along it, over the same rows. Loss and gradient
 * are told as they are behind the step, where the search has come to know them.
 */
final class LineSearchStep extends TrainingStep {

  private static final String AT_REST = "at rest";

  private final QuasiNewton method;

  /** Whether loss and gradient at θ are known from the step before. */
  private boolean known;

  private boolean atRest;

  LineSearchStep(
      Optimizer.Lbfgs rule,
      Trainer recipe,
      Network start,
      Loss loss,
      Dataset rows,
      int batchSize,
      Execution execution) {
    super(recipe, start, loss, rows, batchSize, execution);
    method = new QuasiNewton(rule, pass().layout(), execution);
  }

  @Override
  boolean run(Dataset rows, int[] order, int first, int size, long key, double rate) {
    if (!known && !evaluate(theta, gradient, rows, order, first, size, key)) {
      return false;
    }
    atRest =
        !method.step(
            theta,
            gradient,
            loss(),
            (at, into) -> evaluate(at, into, rows, order, first, size, key) ? loss() : Double.NaN);
    known = !atRest || evaluate(theta, gradient, rows, order, first, size, key);
    return true;
  }

  @Override
  boolean isAtRest() {
    return atRest;
  }

  @Override
  OptimizerState optimizerState() {
    return method.state();
  }

  @Override
  void save(SequencedMap<String, Double> numbers) {
    numbers.put(AT_REST, atRest ? 1.0 : 0.0);
  }

  @Override
  void restore(Checkpoint kept) {
    super.restore(kept);
    method.restore(kept.optimizer());
    atRest = kept.number(AT_REST) != 0;
    known = false;
  }
}
