package dev.chainrule.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The processors that computations divide among themselves.
 *
 * <p>A computation enters, and leaves when it is over. While it is alone it may use as many threads
 * as it was given; from the moment that k of them compute, each may use the k-th part of the
 * processors, and its own thread in any case. So two trainings take no more threads than one, and
 * what is left of them has all processors again. {@link Workers} ask before each region.
 */
public final class Processors {

  /** The system property that says how many processors this process may use. */
  static final String PROPERTY = "chainrule.threads";

  /**
   * Who computes in a process is the one thing that all parts of it share; no result depends on it.
   */
  private static final Processors OF_PROCESS = new Processors(0);

  /** 0 until it is asked for, which is when a wrong property is an error. */
  private int count;

  private final AtomicInteger computations = new AtomicInteger();

  Processors(int count) {
    this.count = count;
  }

  /**
   * Those of this process: as many as the system property {@code chainrule.threads} says, else all
   * of the machine.
   */
  public static Processors ofProcess() {
    return OF_PROCESS;
  }

  /** What the property says, else how many there are. */
  static int count(@Nullable String property, int available) {
    if (property == null) {
      return available;
    }
    try {
      int count = Integer.parseInt(property.strip());
      if (count >= 1) {
        return count;
      }
    } catch (NumberFormatException refused) {
      // said below
    }
    throw new IllegalArgumentException(
        "The system property "
            + PROPERTY
            + " must be a whole number from 1 on, got \""
            + property
            + "\".");
  }

  /**
   * How many there are.
   *
   * @throws IllegalArgumentException if the property is no whole number from 1 on
   */
  public int count() {
    int known = count;
    if (known == 0) {
      known = count(System.getProperty(PROPERTY), Runtime.getRuntime().availableProcessors());
      count = known;
    }
    return known;
  }

  /** A computation begins. */
  public void enter() {
    computations.incrementAndGet();
  }

  /** A computation that entered is over. */
  public void leave() {
    computations.decrementAndGet();
  }

  /** How many threads, its own included, a computation may use now that wants so many. */
  int share(int wanted) {
    int sharers = computations.get();
    return sharers <= 1 ? wanted : Math.max(1, Math.min(wanted, count() / sharers));
  }
}
