package dev.chainrule.bench;

import dev.chainrule.training.TrainingEvent;
import dev.chainrule.training.TrainingListener;
import java.util.Arrays;

/**
 * Samples/s of a training, from the steps themselves: after a warm-up the time is cut into slices
 * of some steps, and their median counts. So an epoch may be longer than what is measured.
 */
final class Pace implements TrainingListener {

  private static final double SLICE = 0.02;

  private final double samplesAStep;
  private final double warmUp;
  private final double end;
  private final long begin = System.nanoTime();
  private double sliceBegin = -1;
  private int steps;
  private double[] rates = new double[64];
  private int count;
  private boolean done;

  /**
   * Begins to watch.
   *
   * @param samplesAStep how many rows a step takes on average
   * @param warmUp so many seconds do not count
   * @param seconds to measure after that
   */
  Pace(double samplesAStep, double warmUp, double seconds) {
    this.samplesAStep = samplesAStep;
    this.warmUp = warmUp;
    end = warmUp + seconds;
  }

  @Override
  public boolean wantsBatches() {
    return true;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.BatchDone) {
      step((System.nanoTime() - begin) / 1e9);
    }
  }

  /** A step has ended at that time. */
  void step(double now) {
    if (sliceBegin < 0) {
      if (now >= warmUp) {
        sliceBegin = now;
      }
      return;
    }
    steps++;
    if (now - sliceBegin >= SLICE) {
      if (count == rates.length) {
        rates = Arrays.copyOf(rates, 2 * count);
      }
      rates[count++] = steps * samplesAStep / (now - sliceBegin);
      steps = 0;
      sliceBegin = now;
      done = now >= end;
    }
  }

  /** Whether enough was measured. */
  boolean isDone() {
    return done;
  }

  /** Samples/s. */
  double median() {
    double[] sorted = Arrays.copyOf(rates, count);
    Arrays.sort(sorted);
    return sorted[count / 2];
  }
}
