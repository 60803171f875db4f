package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Execution;
import dev.chainrule.engine.MaxNorm;
import dev.chainrule.engine.OptimizerState;
import dev.chainrule.engine.Updater;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Checkpoint;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Optimizer;
import java.util.Optional;

/** A step of gradient descent: forward, loss, backward, update. */
final class UpdateStep extends TrainingStep {

  private final Updater updater;
  private final Optional<MaxNorm> maxNorm;

  UpdateStep(
      Optimizer.Elementwise rule,
      Trainer recipe,
      Network start,
      Loss loss,
      Dataset rows,
      int batchSize,
      Execution execution) {
    super(recipe, start, loss, rows, batchSize, execution);
    updater = new Updater(rule, recipe.clipping(), recipe.averaging(), pass().layout(), execution);
    maxNorm =
        recipe.maxNorm().stream()
            .mapToObj(limit -> new MaxNorm(limit, pass().layout(), execution))
            .findFirst();
  }

  @Override
  boolean run(Dataset rows, int[] order, int first, int size, long key, double rate) {
    if (!evaluate(theta, gradient, rows, order, first, size, key)) {
      return false;
    }
    pass().moveStatistics(theta);
    updater.update(theta, gradient, gradientNorm(), rate);
    if (maxNorm.isPresent()) {
      maxNorm.get().apply(theta);
      if (updater.averages()) {
        maxNorm.get().apply(updater.kept(theta));
      }
    }
    return true;
  }

  @Override
  protected float[] kept() {
    return updater.kept(theta);
  }

  @Override
  OptimizerState optimizerState() {
    return updater.state();
  }

  @Override
  void restore(Checkpoint kept) {
    super.restore(kept);
    updater.restore(kept.optimizer());
  }
}
