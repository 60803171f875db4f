package dev.chainrule.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the parts of a region with the thread that runs it.
 *
 * <p>A region costs well under a microsecond and allocates nothing: the threads stay, and an idle
 * one watches for the next region for a few microseconds, then yields the processor for some more,
 * then parks. Whoever is free takes the next part, so a thread that the system has put aside holds
 * up nothing but the part it is at. Which thread takes which part is left to chance: parts must not
 * depend on it.
 *
 * <p>One region runs at a time. Trainings that run at the same time have workers of their own,
 * which are parked while they have nothing to do.
 */
@SuppressWarnings("ThreadPriorityCheck") // yielding is for speed under load; nothing relies on it
public final class Workers implements AutoCloseable {

  /** A loop body: part 0, 1, … of a region. */
  @FunctionalInterface
  public interface Region {

    /**
     * Runs one part.
     *
     * @param part which part
     * @param worker which thread runs it, from 0 (the caller) to {@link Workers#threads} − 1: an
     *     index for working memory
     */
    void run(int part, int worker);
  }

  private static final int SPINS = 500;
  private static final long YIELD_NANOS = 50_000;

  private final Helper[] helpers;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * The number of the region in the high half; in the low half how many of its parts nobody has
   * taken yet.
   */
  private final AtomicLong untaken = new AtomicLong();

  private final AtomicInteger finished = new AtomicInteger();

  // Written before a region is published in `untaken`, and not again before all its parts are
  // finished.
  private int parts;
  private Region region = (part, worker) -> {};

  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread waiting;
  private volatile boolean closed;

  /**
   * Starts the threads.
   *
   * @param threads how many threads run a region, the caller included; with 1 no thread is started
   */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Workers need at least 1 thread, got " + threads + ".");
    }
    helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(i + 1);
    }
    for (Helper helper : helpers) {
      helper.thread.start();
    }
  }

  /** How many threads run a region, the caller included. */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Runs every part of a region exactly once and returns when all are finished.
   *
   * @throws IllegalStateException if a region is running already, or these workers are closed
   * @throws RuntimeException what a part threw, after the other parts have finished; if several
   *     did, one of them
   */
  public void run(int parts, Region region) {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "A region is running on these workers already: regions run one after the other; "
              + "neither may one start inside another nor may two threads share workers.");
    }
    try {
      if (closed) {
        throw new IllegalStateException("These workers are closed: open new ones.");
      }
      this.parts = parts;
      this.region = region;
      if (helpers.length == 0 || parts <= 1) {
        for (int part = 0; part < parts; part++) {
          execute(part, 0);
        }
      } else {
        share(parts);
      }
      rethrow();
    } finally {
      busy.set(false);
    }
  }

  private void share(int parts) {
    finished.set(0);
    long number = (untaken.get() >>> 32) + 1;
    untaken.set(number << 32 | parts);
    int wanted = parts - 1;
    for (int i = 0; i < helpers.length && i < wanted; i++) {
      if (helpers[i].parked) {
        LockSupport.unpark(helpers[i].thread);
      }
    }
    int part = take();
    while (part >= 0) {
      execute(part, 0);
      finished.incrementAndGet();
      part = take();
    }
    awaitFinished(parts);
  }

  /** The next part that nobody has taken, or −1. */
  private int take() {
    while (true) {
      long seen = untaken.get();
      int left = (int) seen;
      if (left == 0) {
        return -1;
      }
      if (untaken.compareAndSet(seen, seen - 1)) {
        return parts - left;
      }
    }
  }

  private void execute(int part, int worker) {
    try {
      region.run(part, worker);
    } catch (Throwable thrown) {
      failure = thrown;
    }
  }

  private void awaitFinished(int parts) {
    for (int i = 0; i < SPINS; i++) {
      if (finished.get() == parts) {
        return;
      }
      Thread.onSpinWait();
    }
    long start = System.nanoTime();
    while (System.nanoTime() - start < YIELD_NANOS) {
      if (finished.get() == parts) {
        return;
      }
      Thread.yield();
    }
    waiting = Thread.currentThread();
    while (finished.get() != parts) {
      LockSupport.park(this);
      Thread.yield(); // an interrupted thread does not park
    }
    waiting = null;
  }

  private void rethrow() {
    Throwable thrown = failure;
    if (thrown == null) {
      return;
    }
    failure = null;
    switch (thrown) {
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalStateException("A part of a region failed.", thrown);
    }
  }

  /** Ends the threads; a region that is running finishes first. */
  @Override
  public void close() {
    closed = true;
    for (Helper helper : helpers) {
      LockSupport.unpark(helper.thread);
    }
  }

  /** One thread beside the caller. */
  private final class Helper implements Runnable {

    private final int worker;
    private final Thread thread;
    private volatile boolean parked;

    Helper(int worker) {
      this.worker = worker;
      this.thread = new Thread(this, "chainrule-worker-" + worker);
      thread.setDaemon(true);
    }

    @Override
    public void run() {
      while (true) {
        int part = take();
        if (part >= 0) {
          int total = parts;
          execute(part, worker);
          if (finished.incrementAndGet() == total) {
            LockSupport.unpark(waiting);
          }
        } else if (closed) {
          return;
        } else {
          awaitWork();
        }
      }
    }

    private void awaitWork() {
      for (int i = 0; i < SPINS; i++) {
        if (hasWork()) {
          return;
        }
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      while (System.nanoTime() - start < YIELD_NANOS) {
        if (hasWork()) {
          return;
        }
        Thread.yield();
      }
      parked = true;
      if (!hasWork()) {
        LockSupport.park(Workers.this);
      }
      parked = false;
    }

    private boolean hasWork() {
      return (int) untaken.get() != 0 || closed;
    }
  }
}
