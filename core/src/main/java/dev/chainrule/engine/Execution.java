package dev.chainrule.engine;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Processors;
import dev.chainrule.kernel.Workers;
import java.util.Optional;

/**
 * What a training runs on: a set of kernels and a number of threads. Neither changes a bit of any
 * result. While several are open, they divide the processors among themselves.
 */
public final class Execution implements AutoCloseable {

  /**
   * Below this many multiply-adds a step, handing work to another thread costs more than it saves:
   * with vector kernels, a step of 64-128-64-10 breaks even on two threads at 32 rows, where it has
   * 1.6 million, 30-64-32-1 at 128, where it has as many, 784-128-10 at 24, where it has 7 million.
   */
  private static final double WORTH_SHARING = 2e6;

  /** The same with scalar kernels: 30-64-32-1 breaks even at 32 rows. */
  private static final double WORTH_SHARING_SCALAR = 5e5;

  /**
   * Up to this many multiply-adds a step, {@link RowByRow} is faster than any kernels however many
   * steps there are: 2-2-1 takes 0.08 µs a step of one row instead of 0.20; 4-8-3, which has about
   * this many, takes the same.
   */
  private static final double WORTH_VECTORS = 250;

  /**
   * Up to this many it is faster than the scalar kernels: 2-2-1 takes 1.6 µs a step of 32 rows
   * instead of 2.2; 4-16-3 with 4 rows, which has this many, takes the same.
   */
  private static final double WORTH_KERNELS = 1_500;

  private final Kernels kernels;
  private final Workers workers;
  private final boolean smallSteps;
  private boolean closed;

  private Execution(Kernels kernels, Workers workers, boolean smallSteps) {
    this.kernels = kernels;
    this.workers = workers;
    this.smallSteps = smallSteps;
    Processors.ofProcess().enter();
  }

  /**
   * How many processors this process may use: as many as the system property {@code
   * chainrule.threads} says, else all of the machine.
   *
   * @throws IllegalArgumentException if the property is no whole number from 1 on
   */
  public static int processors() {
    return Processors.ofProcess().count();
  }

  /**
   * Picks kernels and threads for a piece of work.
   *
   * @param threads how many threads may be used, at least 1
   * @param multiplyAdds how many multiply-adds a single step has
   * @param steps how many steps there will be
   */
  public static Execution open(int threads, double multiplyAdds, double steps) {
    if (threads < 1) {
      throw new IllegalArgumentException("At least 1 thread is needed, got " + threads + ".");
    }
    Kernels kernels = Kernels.forWork(multiplyAdds > WORTH_VECTORS ? multiplyAdds * steps : 0);
    boolean scalar = kernels.name().equals(Kernels.scalar().name());
    double worthSharing = scalar ? WORTH_SHARING_SCALAR : WORTH_SHARING;
    return new Execution(
        kernels,
        new Workers(multiplyAdds < worthSharing ? 1 : threads),
        scalar && multiplyAdds <= WORTH_KERNELS);
  }

  /** These kernels on so many threads, whatever the work. */
  static Execution of(Kernels kernels, int threads) {
    return new Execution(kernels, new Workers(threads), false);
  }

  /** The calling thread alone, for work of unknown length. */
  public static Execution single(double multiplyAdds) {
    return open(1, multiplyAdds, 1);
  }

  /** The name of the kernels in use. */
  public String kernel() {
    return kernels.name();
  }

  /** How many threads are in use at most. */
  public int threads() {
    return workers.threads();
  }

  /** Why the fast kernels cannot be used in this process and how to get them, if they cannot. */
  public static Optional<String> notice() {
    return Kernels.notice();
  }

  /** Whether steps are so small that plain loops are faster than the kernels. */
  boolean hasSmallSteps() {
    return smallSteps;
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
    if (!closed) {
      closed = true;
      workers.close();
      Processors.ofProcess().leave();
    }
  }
}
