package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyPartOfEveryRegionRunsExactlyOnce(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int parts = 0; parts < 40; parts++) {
        for (int repeat = 0; repeat < 50; repeat++) {
          AtomicIntegerArray runs = new AtomicIntegerArray(parts);
          workers.run(parts, (part, worker) -> runs.incrementAndGet(part));
          for (int part = 0; part < parts; part++) {
            assertThat(runs.get(part)).as("runs of part %d of %d", part, parts).isEqualTo(1);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void aRegionMayHaveAMillionPartsAndNoMore(int threads) {
    int most = (1 << 20) - 1;
    AtomicIntegerArray runs = new AtomicIntegerArray(most);
    try (Workers workers = new Workers(threads)) {
      workers.run(most, (part, worker) -> runs.incrementAndGet(part));
      for (int part = 0; part < most; part++) {
        assertThat(runs.get(part)).isEqualTo(1);
      }
      assertThatThrownBy(() -> workers.run(most + 1, (part, worker) -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A region has at most 1048575 parts, got 1048576.");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void plainWritesOfARegionAreSeenByTheNextOne(int threads) {
    int parts = 16;
    long[][] values = new long[2][parts];
    int[] step = {0};
    Workers.Region neighbourPlusOne =
        (part, worker) -> {
          long[] from = values[step[0] % 2];
          long[] to = values[1 - step[0] % 2];
          to[part] = from[(part + 1) % parts] + 1;
        };
    try (Workers workers = new Workers(threads)) {
      for (; step[0] < 5000; step[0]++) {
        workers.run(parts, neighbourPlusOne);
      }
    }
    assertThat(values[0]).containsOnly(5000L);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void workerIndicesAreBelowTheNumberOfThreadsAndNotSharedAtOneTime(int threads) {
    AtomicIntegerArray inside = new AtomicIntegerArray(threads);
    try (Workers workers = new Workers(threads)) {
      assertThat(workers.threads()).isEqualTo(threads);
      for (int repeat = 0; repeat < 200; repeat++) {
        workers.run(
            32,
            (part, worker) -> {
              assertThat(inside.incrementAndGet(worker)).isEqualTo(1);
              inside.decrementAndGet(worker);
            });
      }
    }
  }

  @Test
  void idleThreadsWakeUpAgain() throws InterruptedException {
    try (Workers workers = new Workers(3)) {
      for (int repeat = 0; repeat < 5; repeat++) {
        meet(workers, 3);
        Thread.sleep(5); // long enough to park
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void anExceptionReachesTheCallerAfterAllPartsAndTheWorkersGoOn(int threads) {
    AtomicIntegerArray runs = new AtomicIntegerArray(20);
    try (Workers workers = new Workers(threads)) {
      assertThatThrownBy(() ->
              workers.run(
                  20,
                  (part, worker) -> {
                    runs.incrementAndGet(part);
                    if (part == 7) {
                      throw new ArithmeticException("part 7");
                    }
                  }))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("part 7");
      for (int part = 0; part < 20; part++) {
        assertThat(runs.get(part)).isEqualTo(1);
      }
      assertThatThrownBy(() ->
              workers.run(
                  1,
                  (part, worker) -> {
                    throw new AssertionError("an error");
                  }))
          .isInstanceOf(AssertionError.class)
          .hasMessage("an error");
      assertThatCode(() -> workers.run(20, (part, worker) -> {})).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aRegionInsideARegionIsRefused(int threads) {
    try (Workers workers = new Workers(threads)) {
      assertThatThrownBy(() ->
              workers.run(4, (part, worker) -> workers.run(2, (innerPart, innerWorker) -> {})))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("one after the other");
      assertThatCode(() -> workers.run(4, (part, worker) -> {})).doesNotThrowAnyException();
    }
  }

  @Test
  void twoComputationsDivideTheProcessorsAndTheOneThatIsLeftHasAllOfThem() {
    Processors processors = new Processors(4);
    try (Workers first = new Workers(4, processors);
        Workers second = new Workers(8, processors)) {
      processors.enter();
      meet(first, 4);
      processors.enter();
      for (int repeat = 0; repeat < 500; repeat++) {
        for (Workers workers : List.of(first, second)) {
          workers.run(16, (part, worker) -> assertThat(worker).isLessThan(2));
        }
      }
      meet(first, 2);
      meet(second, 2);
      processors.leave();
      meet(second, 8);
      processors.leave();
    }
  }

  @Test
  void moreComputationsThanProcessorsEachUseTheirOwnThreadAlone() {
    Processors processors = new Processors(2);
    try (Workers workers = new Workers(4, processors)) {
      for (int computation = 0; computation < 3; computation++) {
        processors.enter();
      }
      Thread caller = Thread.currentThread();
      for (int repeat = 0; repeat < 100; repeat++) {
        workers.run(8, (part, worker) -> assertThat(Thread.currentThread()).isSameAs(caller));
      }
    }
  }

  @Test
  void whoFindsTheWorkersBusyIsToldSo() {
    try (Workers workers = new Workers(2)) {
      AtomicBoolean inner = new AtomicBoolean(true);
      assertThat(
              workers.tryRun(
                  2,
                  2,
                  (part, worker) -> {
                    if (part == 0) {
                      inner.set(workers.tryRun(2, 2, (innerPart, innerWorker) -> {}, true));
                    }
                  },
                  true))
          .isTrue();
      assertThat(inner).isFalse();
    }
  }

  @Test
  void threadsThatAreNotWorthWakingAreNotStartedAndTheCallerDoesAllParts() {
    Set<Thread> threads = new HashSet<>();
    try (Workers workers = new Workers(3)) {
      workers.tryRun(3, 20, (part, worker) -> threads.add(Thread.currentThread()), false);
    }
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void aCallerMayAskForFewerThreads() {
    try (Workers workers = new Workers(8)) {
      for (int repeat = 0; repeat < 200; repeat++) {
        workers.tryRun(3, 32, (part, worker) -> assertThat(worker).isLessThan(3), true);
      }
    }
  }

  @Test
  void threadsDoNotKeepTheJvmAliveAndEndWhenTheirWorkersAreClosed() throws InterruptedException {
    List<Thread> helpers = Collections.synchronizedList(new ArrayList<>());
    try (Workers workers = new Workers(3)) {
      CountDownLatch together = new CountDownLatch(3);
      workers.run(
          3,
          (part, worker) -> {
            if (worker > 0) {
              helpers.add(Thread.currentThread());
            }
            await(together);
          });
    }
    assertThat(helpers).hasSize(2).allMatch(Thread::isDaemon);
    for (Thread helper : helpers) {
      helper.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "two", "", "1.5"})
  void aNumberOfProcessorsThatIsNoneIsAnErrorThatNamesTheProperty(String given) {
    assertThatThrownBy(() -> Processors.count(given, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The system property chainrule.threads must be a whole number from 1 on, got \""
                + given
                + "\".");
  }

  @Test
  void thePropertySaysHowManyProcessorsThereAre() {
    assertThat(Processors.count(null, 6)).isEqualTo(6);
    assertThat(Processors.count(" 3 ", 6)).isEqualTo(3);
  }

  /** Opens only if so many threads are in one region. */
  private static void meet(Workers workers, int threads) {
    CountDownLatch together = new CountDownLatch(threads);
    workers.run(threads, (part, worker) -> await(together));
  }

  private static void await(CountDownLatch together) {
    together.countDown();
    try {
      together.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void twoCallersWithWorkersOfTheirOwnDoNotDisturbEachOther() throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < 2; caller++) {
      callers.add(
          new Thread(() -> {
            try (Workers workers = new Workers(2)) {
              long[] counts = new long[4];
              for (int step = 0; step < 3000; step++) {
                workers.run(4, (part, worker) -> counts[part]++);
              }
              assertThat(counts).containsOnly(3000L);
            } catch (Throwable thrown) {
              failure.set(thrown);
            }
          }));
    }
    for (Thread caller : callers) {
      caller.start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(failure.get()).isNull();
  }

  @Test
  void anInterruptedCallerStillGetsAllParts() {
    try (Workers workers = new Workers(2)) {
      long[] counts = new long[2];
      Thread.currentThread().interrupt();
      workers.run(
          2,
          (part, worker) -> {
            long start = System.nanoTime();
            while (System.nanoTime() - start < 1_000_000) {
              Thread.onSpinWait();
            }
            counts[part]++;
          });
      assertThat(Thread.interrupted()).isTrue();
      assertThat(counts).containsOnly(1L);
    }
  }

  @Test
  void closedWorkersRefuseRegions() {
    Workers workers = new Workers(2);
    workers.close();
    workers.close();
    assertThatThrownBy(() -> workers.run(1, (part, worker) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aNumberOfThreadsBelowOneIsRefused() {
    assertThatThrownBy(() -> new Workers(0)).hasMessage("Workers need at least 1 thread, got 0.");
  }
}
