package dev.chainrule.training;

import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.optimizer.Clipping;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Schedule;
import dev.chainrule.training.Choices.Choice;
import java.util.List;

/**
 * What a training by L-BFGS cannot have, each with its reason: the losses that a line search
 * compares must be of the same rows, without chance, and smooth; and the search alone decides how
 * long a step is.
 */
final class LbfgsConditions {

  /** What users choose of a training only where another optimizer is at work. */
  private static final List<Choice<?>> OF_OTHERS =
      List.of(
          Choices.BATCH_SIZE,
          Choices.LEARNING_RATE,
          Choices.SCHEDULE,
          Choices.WARMUP,
          Choices.CLIP_NORM,
          Choices.CLIP_VALUE,
          Choices.AVERAGE,
          Choices.L1,
          Choices.MAX_NORM,
          Choices.INPUT_NOISE,
          Choices.MIXUP);

  private LbfgsConditions() {}

  /** Whether it goes with that loss and with everything that was chosen, but for the layers. */
  static boolean suits(Loss loss, Decisions decisions) {
    return isSmooth(loss)
        && OF_OTHERS.stream().allMatch(choice -> decisions.chosen(choice).isEmpty());
  }

  private static boolean isSmooth(Loss loss) {
    return !(loss instanceof Loss.MeanAbsoluteError || loss instanceof Loss.Quantile);
  }

  /**
   * Refuses what does not go with the recipe's optimizer, if that is L-BFGS.
   *
   * @throws ChoiceException naming the first such thing
   */
  static void require(Trainer recipe, Architecture architecture, Loss loss, int rows) {
    if (recipe.optimizer() instanceof Optimizer.Lbfgs) {
      requireSameRows(recipe, rows);
      requireNoChance(recipe, architecture);
      requireSmooth(recipe, loss);
      requireLengthOfItsOwn(recipe);
    }
  }

  private static void requireSameRows(Trainer recipe, int rows) {
    refuseIf(
        recipe.batchSize() < rows,
        "takes all rows in every step, because its line search compares losses of the same rows, and batches of %s of %s rows were given: leave the batch size out"
            .formatted(recipe.batchSize(), rows));
  }

  private static void requireNoChance(Trainer recipe, Architecture architecture) {
    for (Layer layer : architecture.layers()) {
      refuseIf(
          layer instanceof Dropout,
          "compares losses along a line, and dropout changes them by chance: leave dropout out");
      refuseIf(
          layer instanceof BatchNorm,
          "takes few long steps, which the running statistics of batch norm, a tenth a step, cannot follow: use layer norm");
    }
    refuseIf(
        recipe.augmentation().inputNoise() > 0,
        "compares losses along a line, and noise on the inputs changes them by chance: leave the noise out");
    refuseIf(
        recipe.augmentation().mixup() > 0,
        "compares losses along a line, and mixup changes them by chance: leave mixup out");
  }

  private static void requireSmooth(Trainer recipe, Loss loss) {
    refuseIf(
        recipe.penalty().l1() > 0,
        "needs a smooth loss, and the L1 penalty has a kink at 0, where the best weights lie: use the L2 penalty");
    refuseIf(
        !isSmooth(loss),
        "needs a smooth loss, and %s has kinks where it is least: use %s"
            .formatted(loss.label(), loss instanceof Loss.Quantile ? "mse" : "huber"));
  }

  private static void requireLengthOfItsOwn(Trainer recipe) {
    refuseIf(
        recipe.learningRate() != 1,
        "finds the length of each step itself, and a learning rate of %s was given: leave it at 1"
            .formatted(Decisions.plain(recipe.learningRate())));
    refuseIf(
        !(recipe.schedule() instanceof Schedule.Constant),
        "finds the length of each step itself, and a schedule of the learning rate was given: leave it out");
    refuseIf(
        !(recipe.clipping() instanceof Clipping.None),
        "needs the gradient as it is, and a clipping was given: leave it out");
    refuseIf(
        recipe.maxNorm().isPresent(),
        "remembers what its steps did to the gradient, and max-norm would change the weights behind them: leave max-norm out, or use the L2 penalty");
    refuseIf(
        recipe.averaging().isPresent(),
        "lowers the loss in every step, so that there is nothing to average out: leave the average of the weights out");
  }

  private static void refuseIf(boolean condition, String reason) {
    if (condition) {
      throw new ChoiceException("L-BFGS " + reason + ", or choose another optimizer.");
    }
  }
}
