package dev.chainrule.engine;

import dev.chainrule.kernel.Kernels;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The kernels for work of unknown length: plain loops at first, which need no warm-up, and vector
 * kernels from the moment that they are faster.
 *
 * <p>Until the JVM has compiled them whole, vector kernels are hundreds of times slower than plain
 * loops. So when there has been enough work to expect more of it, they practise in the background
 * on made-up numbers, and take over when rounds of practice take them less time than plain loops.
 * Both give the same bits, so only the speed depends on when that is.
 */
final class Acceleration {

  /** Multiply-adds that take plain loops about a tenth of a second. */
  private static final long WORTH_PRACTISING = 250_000_000;

  /** One round that is faster may be luck. */
  private static final int WINS = 3;

  /** Vector kernels that are not faster by then will not be. */
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final Consumer<Kernels> round;
  private final LongSupplier nanoTime;
  private final AtomicLong done = new AtomicLong();
  private volatile boolean settled;
  private volatile Kernels kernels = Kernels.forWork(0);

  /**
   * Begins with plain loops.
   *
   * @param round a round of practice: work of the kind to come, on made-up numbers
   */
  Acceleration(Consumer<Kernels> round) {
    this(round, System::nanoTime);
  }

  Acceleration(Consumer<Kernels> round, LongSupplier nanoTime) {
    this.round = round;
    this.nanoTime = nanoTime;
  }

  /** The kernels for a piece of work that has so many multiply-adds. */
  Kernels kernels(long multiplyAdds) {
    if (!settled) {
      long before = done.getAndAdd(multiplyAdds);
      if (before < WORTH_PRACTISING && before + multiplyAdds >= WORTH_PRACTISING) {
        Thread.ofPlatform().daemon().name("chainrule-warm-up").start(this::practise);
      }
    }
    return kernels;
  }

  /** Changes to the kernels that long work deserves, compiled or not. */
  void hasten() {
    settle(Kernels.forWork(Double.POSITIVE_INFINITY));
  }

  private void settle(Kernels chosen) {
    kernels = chosen;
    settled = true;
  }

  private void practise() {
    Kernels plain = kernels;
    Kernels fast = Kernels.forWork(Double.POSITIVE_INFINITY);
    long begin = nanoTime.getAsLong();
    int wins = fast.name().equals(plain.name()) ? WINS : 0;
    while (wins < WINS && !settled && nanoTime.getAsLong() - begin < PATIENCE_NANOS) {
      wins = nanosOf(fast) < nanosOf(plain) ? wins + 1 : 0;
    }
    if (!settled) {
      settle(wins == WINS ? fast : plain);
    }
  }

  private long nanosOf(Kernels tried) {
    long begin = nanoTime.getAsLong();
    round.accept(tried);
    return nanoTime.getAsLong() - begin;
  }
}
