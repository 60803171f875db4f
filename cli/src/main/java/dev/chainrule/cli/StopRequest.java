package dev.chainrule.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Turns Ctrl-C during a training into a request to stop: the Java runtime, which is about to end
 * then, is held until the best model so far has been saved.
 */
final class StopRequest implements BooleanSupplier, AutoCloseable {

  private static final long LONGEST_WAIT_SECONDS = 120;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "chainrule-stop");
  private volatile boolean requested;
  private boolean listening;

  /** A request that Ctrl-C and the signal to terminate make. */
  static StopRequest bySignal() {
    StopRequest request = new StopRequest();
    Runtime.getRuntime().addShutdownHook(request.hook);
    request.listening = true;
    return request;
  }

  /** A request that nobody makes. */
  static StopRequest never() {
    return new StopRequest();
  }

  /** Whether training should end. */
  @Override
  public boolean getAsBoolean() {
    return requested;
  }

  private void interrupted() {
    requested = true;
    try {
      var _ = finished.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** All is saved: the process may end. */
  @Override
  public void close() {
    if (listening && !requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException endingAlready) {
        requested = true;
      }
    }
    finished.countDown();
  }
}
