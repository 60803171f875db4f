package dev.chainrule.engine;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Workers;
import java.util.Optional;

/**
 * What the engine runs on: a set of kernels and a number of threads. Neither changes a bit of any
 * result.
 */
public final class Execution implements AutoCloseable {

  /**
   * Below this many multiply-adds a step, handing work to other threads costs more than it saves.
   */
  private static final double WORTH_SHARING = 250_000;

  private final Kernels kernels;
  private final Workers workers;

  private Execution(Kernels kernels, Workers workers) {
    this.kernels = kernels;
    this.workers = workers;
  }

  /**
   * Picks kernels and starts threads for a piece of work.
   *
   * @param threads how many threads may be used, at least 1
   * @param multiplyAdds how many multiply-adds a single step has
   * @param steps how many steps there will be
   */
  public static Execution open(int threads, double multiplyAdds, double steps) {
    if (threads < 1) {
      throw new IllegalArgumentException("At least 1 thread is needed, got " + threads + ".");
    }
    return new Execution(
        Kernels.forWork(multiplyAdds * steps),
        new Workers(multiplyAdds < WORTH_SHARING ? 1 : threads));
  }

  /** These kernels on so many threads, whatever the work. */
  static Execution of(Kernels kernels, int threads) {
    return new Execution(kernels, new Workers(threads));
  }

  /** The calling thread alone, for work of unknown length. */
  public static Execution single(double multiplyAdds) {
    return open(1, multiplyAdds, 1);
  }

  /** The name of the kernels in use. */
  public String kernel() {
    return kernels.name();
  }

  /** How many threads are in use. */
  public int threads() {
    return workers.threads();
  }

  /** Why the fast kernels cannot be used in this process and how to get them, if they cannot. */
  public static Optional<String> notice() {
    return Kernels.notice();
  }

  Kernels kernels() {
    return kernels;
  }

  Workers workers() {
    return workers;
  }

  /** Ends the threads. */
  @Override
  public void close() {
    workers.close();
  }
}
