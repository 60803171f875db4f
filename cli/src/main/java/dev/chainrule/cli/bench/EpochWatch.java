package dev.chainrule.cli.bench;

import dev.chainrule.training.TrainingEvent;
import dev.chainrule.training.TrainingListener;

/** Times whole epochs, forgets those of the warm-up and says when enough were measured. */
final class EpochWatch implements TrainingListener {

  private final long begin = System.nanoTime();
  private final double warmUp;
  private final double seconds;
  private final Stopwatch epochs = new Stopwatch();
  private boolean done;

  EpochWatch(double warmUp, double seconds) {
    this.warmUp = warmUp;
    this.seconds = seconds;
  }

  @Override
  public void on(TrainingEvent event) {
    // The epoch in which the training hears of the end is cut short: it does not count.
    if (!done && event instanceof TrainingEvent.EpochDone(var epoch, boolean _)) {
      double elapsed = (System.nanoTime() - begin) / 1e9;
      if (elapsed - epoch.seconds() >= warmUp) {
        epochs.add(epoch.seconds());
        done = elapsed >= seconds;
      }
    }
  }

  boolean done() {
    return done;
  }

  Stopwatch epochs() {
    return epochs;
  }
}
