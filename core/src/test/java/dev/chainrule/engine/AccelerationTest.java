package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.kernel.Kernels;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A clock that only practice moves makes practice as slow as a test wants it. */
@Timeout(120)
class AccelerationTest {

  private static final long MUCH = 2_000_000_000L;

  private final AtomicLong clock = new AtomicLong();

  @Test
  void muchWorkMakesTheVectorKernelsPractiseAndTheyTakeOverWhenTheyAreFaster() throws Exception {
    AtomicInteger rounds = new AtomicInteger();
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    Acceleration acceleration =
        new Acceleration(
            kernels -> {
              asked.join(); // however fast practice is, the caller has its answer first
              if (kernels.name().equals("scalar")) {
                clock.addAndGet(10);
              } else { // once faster by luck, then not yet compiled, then compiled
                int round = rounds.incrementAndGet();
                clock.addAndGet(round == 2 || round > 5 ? 1 : 1000);
              }
            },
            clock::get);
    assertThat(acceleration.kernels(MUCH).name()).isEqualTo("scalar");
    asked.complete(true);
    while (acceleration.kernels(1).name().equals("scalar")) {
      Thread.sleep(1);
    }
    assertThat(acceleration.kernels(1).name()).isEqualTo(Kernels.vector().name());
    assertThat(rounds).hasValue(8);
  }

  @Test
  void vectorKernelsThatNeverGetFasterAreLeftAlone() throws Exception {
    AtomicInteger rounds = new AtomicInteger();
    Acceleration acceleration =
        new Acceleration(
            kernels -> {
              rounds.incrementAndGet();
              clock.addAndGet(kernels.name().equals("scalar") ? 1_000_000_000 : 1_500_000_000);
            },
            clock::get);
    assertThat(acceleration.kernels(MUCH).name()).isEqualTo("scalar");
    while (rounds.get() < 16) { // eight rounds of both take the twenty seconds of its patience
      Thread.sleep(1);
    }
    Thread.sleep(5);
    assertThat(rounds).hasValue(16);
    assertThat(acceleration.kernels(MUCH).name()).isEqualTo("scalar");
  }

  @Test
  void littleWorkStaysOnPlainLoopsAndNothingPractises() {
    AtomicInteger rounds = new AtomicInteger();
    Acceleration acceleration = new Acceleration(kernels -> rounds.incrementAndGet());
    for (int call = 0; call < 100; call++) {
      assertThat(acceleration.kernels(1_000_000).name()).isEqualTo("scalar");
    }
    assertThat(rounds).hasValue(0);
  }
}
