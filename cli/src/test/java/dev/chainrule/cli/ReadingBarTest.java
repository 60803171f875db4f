package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadingBarTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Output err = new Output(screen);
  private final Console console =
      new Console(
          new Output(new ByteArrayOutputStream()),
          err,
          Terminal.none(),
          new Terminal(true, true, true, 60));
  private long milliseconds;

  @Test
  void aFileThatIsReadInLessThanASecondHasNone() {
    try (ReadingBar bar = bar(1000)) {
      for (milliseconds = 0; milliseconds < 1000; milliseconds += 50) {
        bar.accept(milliseconds);
      }
    }

    assertThat(screen.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void afterASecondItSaysTenTimesASecondHowFarItIsAndIsErasedInTheEnd() {
    try (ReadingBar bar = bar(4000)) {
      for (milliseconds = 0; milliseconds <= 1200; milliseconds += 50) {
        bar.accept(2 * milliseconds);
      }
    }

    assertThat(screen.toString(StandardCharsets.UTF_8).split("\r\u001b\\[K", -1))
        .containsExactly(
            "",
            "━".repeat(15) + "─".repeat(15) + "  reading rows.csv, 50%",
            "━".repeat(17) + "─".repeat(13) + "  reading rows.csv, 55%",
            "━".repeat(18) + "─".repeat(12) + "  reading rows.csv, 60%",
            "");
  }

  private ReadingBar bar(long size) {
    return new ReadingBar(
        console, Path.of("data", "rows.csv"), size, () -> milliseconds * 1_000_000);
  }
}
