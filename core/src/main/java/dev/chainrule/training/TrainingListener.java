package dev.chainrule.training;

/** Hears what happens in a training, on the thread that trains. */
@FunctionalInterface
public interface TrainingListener {

  /** Something happened. */
  void on(TrainingEvent event);

  /**
   * Whether {@link TrainingEvent.BatchDone} is wanted too; it is the only event that costs
   * anything.
   */
  default boolean wantsBatches() {
    return false;
  }

  /** A listener that does nothing. */
  static TrainingListener none() {
    return event -> {};
  }
}
