package dev.chainrule.engine;

import dev.chainrule.kernel.Processors;
import dev.chainrule.kernel.Workers;

/**
 * Predictions that let other threads help, those that all predictions of a process have in common.
 * Who finds them busy computes alone.
 */
final class SharedWork {

  /** From this many multiply-adds on, help saves more time than it costs to hand work over. */
  private static final double WORTH_SHARING = 100_000;

  /** From this many multiply-adds on, it is worth the time to wake threads that sleep. */
  private static final double WORTH_WAKING = 4_000_000;

  /** Calls that follow each other as closely keep the threads awake. */
  private static final long CLOSE_NANOS = 50_000;

  /** No help. */
  static final SharedWork ALONE = new SharedWork(1, new Workers(1));

  private final int threads;
  private final Workers workers;
  private volatile long lastEnd = System.nanoTime() - CLOSE_NANOS;

  /** Help by at most so many threads, the caller's included. */
  SharedWork(int threads, Workers workers) {
    this.threads = threads;
    this.workers = workers;
  }

  /** Into how many equal parts a piece of work may be cut. */
  int threads() {
    return threads;
  }

  /** Whether a piece of work is worth asking for help. */
  boolean isWorthIt(int parts, double multiplyAdds) {
    return threads > 1 && parts > 1 && multiplyAdds >= WORTH_SHARING;
  }

  /**
   * Runs all parts of a region, if the workers are free.
   *
   * @return whether the region has run
   */
  boolean run(int parts, double multiplyAdds, Workers.Region region) {
    boolean wake = multiplyAdds >= WORTH_WAKING || System.nanoTime() - lastEnd < CLOSE_NANOS;
    Processors.ofProcess().enter();
    try {
      return workers.tryRun(threads, parts, region, wake);
    } finally {
      Processors.ofProcess().leave();
      lastEnd = System.nanoTime();
    }
  }
}
