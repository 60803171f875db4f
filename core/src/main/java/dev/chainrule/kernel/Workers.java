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
 * then parks. Whoever is free takes the next part, the caller from the front and the others from
 * the back: a thread that the system has put aside holds up nothing but the part it is at, and from
 * region to region the same parts tend to stay with the same thread, whose cache has what they work
 * on. Which thread takes which part is left to chance all the same: parts must not depend on it.
 *
 * <p>One region runs at a time. A training has workers of its own; predictions have those of {@link
 * #shared} in common, and one that finds them busy computes alone. How many threads take part in a
 * region is asked of {@link Processors} each time: the others stay parked. Threads start when they
 * are first needed and do not keep the JVM alive.
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

  /** Bits of a part's number. */
  private static final int PART_BITS = 20;

  /** A region has at most so many parts. */
  private static final int MOST_PARTS = (1 << PART_BITS) - 1;

  private final Processors processors;
  private final Helper[] helpers;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * The parts that nobody has taken yet, from the one in the middle bits to before the one in the
   * low bits; above them the number of the region.
   */
  private final AtomicLong untaken = new AtomicLong();

  private final AtomicInteger finished = new AtomicInteger();

  // Written before a region is published in `untaken`, and not again before all its parts are
  // finished.
  private int parts;
  private int helping;
  private Region region = (part, worker) -> {};

  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread waiting;
  private volatile boolean closed;

  /**
   * Workers on the processors of this process.
   *
   * @param threads how many threads run a region at most, the caller included
   */
  public Workers(int threads) {
    this(threads, Processors.ofProcess());
  }

  Workers(int threads, Processors processors) {
    if (threads < 1) {
      throw new IllegalArgumentException("Workers need at least 1 thread, got " + threads + ".");
    }
    this.processors = processors;
    helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(i + 1);
    }
  }

  /** Made by the first who needs them. */
  private static final class Shared {
    static final Workers WORKERS = new Workers(Processors.ofProcess().count());
  }

  /**
   * The workers that all predictions of this process have in common, as many as there are
   * processors. Nobody closes them.
   */
  public static Workers shared() {
    return Shared.WORKERS;
  }

  /** How many threads run a region at most, the caller included. */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Runs every part of a region exactly once and returns when all are finished.
   *
   * @param parts how many parts there are, at most 1,048,575
   * @throws IllegalArgumentException if there are more
   * @throws IllegalStateException if a region is running already, or these workers are closed
   * @throws RuntimeException what a part threw, after the other parts have finished; if several
   *     did, one of them
   */
  public void run(int parts, Region region) {
    if (!tryRun(threads(), parts, region, true)) {
      throw new IllegalStateException(
          "A region is running on these workers already: regions run one after the other; "
              + "neither may one start inside another nor may two threads share workers.");
    }
  }

  /**
   * {@link #run}, unless a region is running on these workers already.
   *
   * @param threads how many threads may run the region, the caller included
   * @param wake whether it is worth the time to wake threads that are parked; those that are awake
   *     take part in any case
   * @return whether the region has run
   */
  public boolean tryRun(int threads, int parts, Region region, boolean wake) {
    if (parts > MOST_PARTS) {
      throw new IllegalArgumentException(
          "A region has at most " + MOST_PARTS + " parts, got " + parts + ".");
    }
    if (!busy.compareAndSet(false, true)) {
      return false;
    }
    try {
      if (closed) {
        throw new IllegalStateException("These workers are closed: open new ones.");
      }
      this.parts = parts;
      this.region = region;
      helping = Math.min(processors.share(Math.min(threads, threads())), parts) - 1;
      if (helping <= 0) {
        for (int part = 0; part < parts; part++) {
          execute(part, 0);
        }
      } else {
        share(parts, wake);
      }
      rethrow();
      return true;
    } finally {
      busy.set(false);
    }
  }

  /** The first part is the caller's, so that its share of the memory stays in its cache. */
  private void share(int parts, boolean wake) {
    int woken = wake ? helping : 0;
    for (int i = 0; i < woken; i++) {
      helpers[i].start();
    }
    finished.set(0);
    long number = (untaken.get() >>> (2 * PART_BITS)) + 1;
    untaken.set((((number << PART_BITS) | 1) << PART_BITS) | parts);
    for (int i = 0; i < woken; i++) {
      helpers[i].wake();
    }
    int part = 0;
    while (part >= 0) {
      execute(part, 0);
      finished.incrementAndGet();
      part = take(0);
    }
    awaitFinished(parts);
  }

  /**
   * The next part that nobody has taken, the first for the caller and the last for the others, or
   * −1 if there is none for that worker.
   */
  private int take(int worker) {
    while (true) {
      long seen = untaken.get();
      int first = (int) (seen >>> PART_BITS) & MOST_PARTS;
      int end = (int) seen & MOST_PARTS;
      // If `helping` belongs to a later region than `seen`, the exchange fails.
      if (first == end || worker > helping) {
        return -1;
      }
      if (worker == 0) {
        if (untaken.compareAndSet(seen, seen + (1 << PART_BITS))) {
          return first;
        }
      } else if (untaken.compareAndSet(seen, seen - 1)) {
        return end - 1;
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
      LockSupport.unpark(helper.thread); // one that has not started does nothing
    }
  }

  /** One thread beside the caller. */
  private final class Helper implements Runnable {

    private final int worker;
    private final Thread thread;
    private boolean started; // known to callers of regions, who take turns
    private volatile boolean parked;

    Helper(int worker) {
      this.worker = worker;
      this.thread = new Thread(this, "chainrule-worker-" + worker);
      thread.setDaemon(true);
    }

    void start() {
      if (!started) {
        thread.start();
        started = true;
      }
    }

    void wake() {
      if (parked) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      while (true) {
        int part = take(worker);
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
      long seen = untaken.get();
      boolean left = ((seen >>> PART_BITS) & MOST_PARTS) != (seen & MOST_PARTS);
      return (left && worker <= helping) || closed;
    }
  }
}
