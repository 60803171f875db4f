package dev.chainrule.training;

import dev.chainrule.model.Checkpoint;
import dev.chainrule.optimizer.Horizon;
import dev.chainrule.optimizer.Schedule;
import dev.chainrule.optimizer.Schedule.Plateau;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The learning rate of a training as it goes: α times the {@link Schedule}, and what a plateau has
 * come to, the only part of it that changes.
 */
final class LearningRate {

  private final double alpha;
  private final Schedule schedule;
  private final Horizon horizon;
  private final Optional<Plateau> plateau;

  /** Whether the schedule's factor is 1 at every step, which is then not asked for. */
  private final boolean level;

  private double reduction = 1;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int epochsSince;

  LearningRate(double alpha, Schedule schedule, Horizon horizon) {
    this.alpha = alpha;
    this.schedule = schedule;
    this.horizon = horizon;
    plateau = schedule.plateau();
    level = schedule instanceof Schedule.Constant || schedule instanceof Plateau;
  }

  /**
   * Refuses a schedule that the training ends before.
   *
   * @throws ChoiceException if it could never have an effect
   */
  static void requireEffect(Trainer recipe) {
    double warmup = recipe.schedule().warmupEpochs();
    if (warmup >= recipe.epochs()) {
      throw new ChoiceException(
          "A warm-up of %s epochs takes the whole training of at most %s epochs: make it shorter, or the training longer."
              .formatted(Decisions.plain(warmup), recipe.epochs()));
    }
    if (recipe.schedule() instanceof Schedule.Step step && step.every() >= recipe.epochs()) {
      throw new ChoiceException(
          "A step every %s epochs never comes in a training of at most %s epochs: use step(every=%s) or less, or more epochs."
              .formatted(step.every(), recipe.epochs(), Math.max(1, recipe.epochs() - 1)));
    }
    recipe
        .schedule()
        .plateau()
        .ifPresent(plateau -> {
          int patience =
              recipe.earlyStopping().map(EarlyStopping::patience).orElse(recipe.epochs());
          if (plateau.patience() >= Math.min(patience, recipe.epochs())) {
            throw new ChoiceException(
                "A plateau of %s epochs never lowers the learning rate, because the training ends by then (%sat most %s epochs): use plateau(patience=…) with fewer."
                    .formatted(
                        plateau.patience(),
                        recipe
                            .earlyStopping()
                            .map(rule ->
                                "early stopping after %s epochs, ".formatted(rule.patience()))
                            .orElse(""),
                        recipe.epochs()));
          }
        });
  }

  /** The rate for a step, counted from 0 over the whole training. */
  double at(long step) {
    return level ? alpha * reduction : alpha * schedule.factor(step, horizon) * reduction;
  }

  /** Hears the loss behind an epoch, counted from 1; a plateau may lower the rate. */
  void judge(int epoch, double loss) {
    if (plateau.isEmpty()) {
      return;
    }
    if (loss < bestLoss) {
      bestLoss = loss;
      epochsSince = 0;
    } else if (epoch > schedule.warmupEpochs()) {
      epochsSince++;
    }
    if (epochsSince >= plateau.get().patience()) {
      reduction = Math.max(reduction * plateau.get().factor(), plateau.get().least());
      epochsSince = 0;
    }
  }

  // ---- going on later

  /** What has changed since the first step; nothing without a plateau. */
  void save(SequencedMap<String, Double> numbers) {
    if (plateau.isPresent()) {
      numbers.put("plateau reduction", reduction);
      numbers.put("plateau best loss", bestLoss);
      numbers.put("plateau epochs since", (double) epochsSince);
    }
  }

  void restore(Checkpoint kept) {
    if (plateau.isPresent()) {
      reduction = kept.number("plateau reduction");
      bestLoss = kept.number("plateau best loss");
      epochsSince = (int) kept.number("plateau epochs since");
    }
  }
}
