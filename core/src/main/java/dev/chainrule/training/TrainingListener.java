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

  /** Whether {@link TrainingEvent.Diagnosed} is wanted; looking for troubles takes some time. */
  default boolean wantsHints() {
    return true;
  }

  /** A listener that does nothing. */
  static TrainingListener none() {
    return new TrainingListener() {
      @Override
      public void on(TrainingEvent event) {}

      @Override
      public boolean wantsHints() {
        return false;
      }
    };
  }
}
