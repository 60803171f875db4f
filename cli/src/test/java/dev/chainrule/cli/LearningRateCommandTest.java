package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateCommandTest {

  @TempDir private Path folder;

  @Test
  void drawsTheLossAndProposesARateWithItsReason() throws IOException {
    Path page = folder.resolve("rates.html");
    CommandLineRun run =
        CommandLineRun.of("lr-find", data("penguins.csv"), "--target", "species", "--report", page);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("learning rate, log scale", "Proposal: --learning-rate 0.", "About a tenth of");
    assertThat(Files.readString(page))
        .contains("<svg", "learning rate, log scale", "curve training", "chainrule lr-find");
  }

  @Test
  void oneLineOfJsonHasEveryStep() {
    CommandLineRun run =
        CommandLineRun.of("lr-find", data("iris.csv"), "--steps", 120, "--to", 100, "--json");

    assertThat(run.code()).as(run.err()).isZero();
    Located summary = run.json();
    assertThat(summary.member("steps").items().size()).isBetween(40, 120);
    assertThat(summary.member("proposal").number()).isBetween(1e-4, 0.5);
    assertThat(summary.member("steps").items().getFirst().member("rate").number()).isEqualTo(1e-6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --schedule cosine    | --schedule has no effect here
          --learning-rate 0.1  | --learning-rate has no effect here
          --epochs 3           | --epochs has no effect here
          --average 0.9        | --average has no effect here
          --from 1 --to 0.1    | The learning rates must rise
          --steps 3            | A range test needs at least 10 steps, got 3.
          """)
  void whatHasNoEffectIsWrongUsage(String options, String complaint) {
    String[] given = options.split(" ", -1);
    Object[] arguments = new Object[given.length + 2];
    arguments[0] = "lr-find";
    arguments[1] = data("iris.csv");
    System.arraycopy(given, 0, arguments, 2, given.length);

    CommandLineRun run = CommandLineRun.of(arguments);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(complaint);
  }
}
