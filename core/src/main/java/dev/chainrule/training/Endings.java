package dev.chainrule.training;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Everything that ends a training but divergence, each by its name in the history. */
final class Endings {

  private final Trainer recipe;
  private final BooleanSupplier stopRequested;
  private final Stopwatch watch;
  private final TrainingStep step;

  Endings(Trainer recipe, BooleanSupplier stopRequested, Stopwatch watch, TrainingStep step) {
    this.recipe = recipe;
    this.stopRequested = stopRequested;
    this.watch = watch;
    this.step = step;
  }

  /** Why there is not to be a first epoch of this run, which may be in the middle, if so. */
  Optional<String> beforeFirstEpoch(int epoch, Best best) {
    if (recipe
        .earlyStopping()
        .filter(rule -> best.waited(epoch - 1) >= rule.patience())
        .isPresent()) {
      return Optional.of("early stopping");
    }
    if (step.isAtRest()) {
      return Optional.of("no further descent");
    }
    return epoch > recipe.epochs() ? Optional.of("the epoch limit") : timeIsOver();
  }

  /**
   * Why there is not to be another epoch, if so. Who has heard of the epoch before may ask for the
   * end here; a run that only begins takes a batch first, so that it gets on.
   */
  Optional<String> beforeNextEpoch(int epoch, Best best) {
    return beforeFirstEpoch(epoch, best).or(this::requested);
  }

  /** Why there is not to be another batch, if so. */
  Optional<String> afterBatch() {
    return requested().or(this::timeIsOver);
  }

  private Optional<String> requested() {
    return stopRequested.getAsBoolean() ? Optional.of("a request") : Optional.empty();
  }

  private Optional<String> timeIsOver() {
    return recipe.timeLimit().isPresent() && recipe.timeLimit().get().isOver(watch.seconds())
        ? Optional.of("the time limit")
        : Optional.empty();
  }
}
