package dev.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.bench.Options.Task;
import dev.chainrule.bench.Steady.Span;
import dev.chainrule.bench.Steady.Turn;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir private Path folder;

  private static Steady steady() {
    List<Span> spans = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      spans.add(new Span(0.5 * i, List.of(new Turn(1000 - 10 * i, i < 7 ? 3 : 0)), 20 + i));
    }
    return new Steady(Samples.conditions(), 2, List.of("2-2-1"), spans);
  }

  @Test
  void writesAllPagesFromWhatWasKept() throws IOException {
    Path bench = Files.createDirectory(folder.resolve("bench"));
    Files.writeString(
        bench.resolve("README.md"),
        "before\n<!-- medians -->\nold\n<!-- end of medians -->\nbehind\n");
    Files.writeString(folder.resolve("README.md"), "nothing to replace\n");
    Report report = new Report(bench);
    report.keep("results", Samples.results().json());
    report.keep("steady", steady().json());

    report.write();
    String once = Files.readString(bench.resolve("README.md"));
    report.write();

    assertThat(once)
        .startsWith("before\n<!-- medians -->\n")
        .contains("| W2 | training | Smile 3.1 | float32 | 2 | 105 samples/s | 3.81 × |")
        .endsWith("<!-- end of medians -->\nbehind\n")
        .doesNotContain("old");
    assertThat(bench.resolve("README.md")).hasContent(once);
    assertThat(folder.resolve("README.md")).hasContent("nothing to replace\n");
    assertThat(bench.resolve("results"))
        .isDirectoryContaining("glob:**/results.md")
        .isDirectoryContaining("glob:**/ratios.svg")
        .isDirectoryContaining("glob:**/steady.svg")
        .isDirectoryNotContaining("glob:**/growth.md");
  }

  @Test
  void theLongRunComparesItsFirstQuarterWithItsLast() {
    Steady steady = steady();

    assertThat(Steady.read(new Located("", Json.parse(steady.json().toText())))).isEqualTo(steady);
    assertThat(steady.page())
        .contains("| 2-2-1 | 990 | 930 | 0.939 × | 0 |")
        .contains("The heap holds 22 MiB in the first quarter and 28 MiB in the last")
        .contains("| 0.5 | 990 | 21 |");
    assertThat(steady.plot()).contains("Samples/s over time", "The heap over time");
  }

  @Test
  void optionsSayWhatToDo() {
    assertThat(Options.read().task()).isEqualTo(Task.SIDE_BY_SIDE);
    assertThat(Options.read("--growth").rounds()).isOne();
    assertThat(Options.read("--steady").minutes()).isEqualTo(10);
    assertThat(Options.read("--steady", "0.5", "--threads", "1"))
        .extracting(Options::minutes, Options::threads)
        .containsExactly(0.5, 1);
    assertThat(Options.read("--steady", "--threads", "3").threads()).isEqualTo(3);
    assertThat(Options.read("--only", "W2,W5", "--seconds", "2.5").workloads())
        .containsExactly("W2", "W5");
  }

  @Test
  void wrongOptionsAreRefusedByName() {
    assertThatThrownBy(() -> Options.read("--round", "1"))
        .hasMessageContaining("There is no option '--round'");
    assertThatThrownBy(() -> Options.read("--rounds", "1.5")).hasMessageContaining("whole number");
    assertThatThrownBy(() -> Options.read("--seconds")).hasMessageContaining("above 0, got ''");
    assertThatThrownBy(() -> Options.read("--only", "W9")).hasMessageContaining("got 'W9'");
  }
}
