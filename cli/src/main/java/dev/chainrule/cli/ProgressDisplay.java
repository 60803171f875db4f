package dev.chainrule.cli;

import dev.chainrule.training.TrainingListener;

/** Shows how a training goes. */
interface ProgressDisplay extends TrainingListener, AutoCloseable {

  /**
   * A bar on a terminal, lines elsewhere.
   *
   * @param metric the name of the validation metric
   */
  static ProgressDisplay on(Console console, String metric) {
    return console.errTerminal().present()
        ? new ProgressBarDisplay(console.err(), console.errTerminal().columns(), metric)
        : new ProgressLines(console.err(), metric);
  }

  /** Nothing but what goes wrong. */
  static ProgressDisplay quiet(Console console) {
    return event -> TrainingNotices.troubles(event).forEach(console.err()::line);
  }

  /** Leaves the terminal as it was. */
  @Override
  default void close() {}
}
