package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.kernel.Kernels;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExecutionTest {

  /** More than two trainings may have at once. */
  private static final int THREADS = 2 * Execution.processors();

  @Test
  void twoTrainingsAtATimeDivideTheProcessorsAndALoneOneHasAllItAskedFor() {
    int share = Math.max(1, Execution.processors() / 2);
    try (Execution first = Execution.of(Kernels.scalar(), THREADS);
        Execution second = Execution.of(Kernels.scalar(), THREADS)) {
      AtomicInteger most = new AtomicInteger();
      for (int repeat = 0; repeat < 300; repeat++) {
        for (Execution execution : List.of(first, second)) {
          execution
              .workers()
              .run(32, (part, worker) -> most.accumulateAndGet(worker + 1, Math::max));
        }
      }
      assertThat(most.get()).isLessThanOrEqualTo(share);
    }
    try (Execution alone = Execution.of(Kernels.scalar(), THREADS)) {
      CountDownLatch together = new CountDownLatch(THREADS); // opens only for that many threads
      alone
          .workers()
          .run(
              THREADS,
              (part, worker) -> {
                together.countDown();
                try {
                  together.await();
                } catch (InterruptedException interrupted) {
                  throw new IllegalStateException(interrupted);
                }
              });
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    Execution twice = Execution.of(Kernels.scalar(), 1);
    twice.close();
    twice.close();
    try (Execution other = Execution.of(Kernels.scalar(), THREADS);
        Execution another = Execution.of(Kernels.scalar(), THREADS)) {
      // A second leaving would let these two believe that they are one.
      other
          .workers()
          .run(
              8,
              (part, worker) ->
                  assertThat(worker).isLessThan(Math.max(1, Execution.processors() / 2)));
      assertThat(another.threads()).isEqualTo(THREADS);
    }
  }
}
