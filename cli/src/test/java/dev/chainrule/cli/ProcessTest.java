package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.model.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows. */
class ProcessTest {

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  @DisabledOnOs(OS.WINDOWS) // which has no signals
  void aSignalEndsTheTrainingAndKeepsTheBestModelSoFar() throws IOException, InterruptedException {
    Path file = folder.resolve("m.safetensors");
    Process process =
        CommandLineRun.java(
                List.of(),
                "train",
                data("iris.csv"),
                "--epochs",
                2_000_000,
                "--patience",
                "none",
                "--out",
                file)
            .start();
    try (BufferedReader progress = process.errorReader(StandardCharsets.UTF_8)) {
      String line = progress.readLine();
      while (line != null && !line.strip().startsWith("5 ")) {
        line = progress.readLine();
      }
      assertThat(line).isNotNull();
      process.toHandle().destroy();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).isEqualTo(128 + 15);
      assertThat(out).contains("ended by a request", "Saved to");
    }
    Model model = Model.read(file);
    assertThat(model.history().bestEpoch()).isPositive();
    assertThat(model.history().stopReason()).isEqualTo("a request");
  }

  @Test
  void germanUsersReadTheSameNumbers() {
    List<String> german = List.of("-Duser.language=de", "-Duser.country=DE");
    Object[] line = {
      "train", data("concrete.csv"), "--epochs", 2, "--out", folder.resolve("m.safetensors")
    };

    CommandLineRun there = CommandLineRun.inJava(german, line);

    assertThat(there.code()).as(there.err()).isZero();
    assertThat(there.out()).containsPattern("RMSE +\\d+\\.\\d+ +\\d+\\.\\d+");
    assertThat(
            CommandLineRun.inJava(
                    german, "predict", folder.resolve("m.safetensors"), data("concrete.csv"))
                .out())
        .isEqualTo(
            CommandLineRun.of("predict", folder.resolve("m.safetensors"), data("concrete.csv"))
                .out());
  }

  @Test
  void outOfMemorySaysHowToGiveMore() {
    CommandLineRun run =
        CommandLineRun.inJava(
            List.of("-Xmx24m"),
            "train",
            data("digits.csv"),
            "--hidden",
            "3000,3000",
            "--epochs",
            1,
            "--out",
            folder.resolve("m.safetensors"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Out of memory", "CHAINRULE_JAVA_OPTS=-Xmx");
    assertThat(folder.resolve("m.safetensors")).doesNotExist();
  }
}
