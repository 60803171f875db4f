package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Located;
import dev.chainrule.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints, going on and ending, by the command line. */
class CheckpointsCommandTest {

  @TempDir private Path folder;

  @Test
  void aTrainingGoesOnInAnotherProcessOnOtherKernelsToTheSameModel() {
    CommandLineRun whole = train("--epochs", 12, "--json");
    CommandLineRun part = train("--epochs", 5, "--json", "--checkpoints", run());
    assertThat(part.code()).as(part.err()).isZero();

    List<Object> line =
        line("--epochs", 12, "--json", "--checkpoints", run(), "--resume", "--threads", 1);
    CommandLineRun rest =
        CommandLineRun.inJava(
            List.of("--add-modules=jdk.incubator.vector", "-Dchainrule.kernel=vector"),
            line.toArray());

    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(rest.json().member("kernel").text()).startsWith("vector");
    assertThat(rest.json().member("parametersSha256").text())
        .isEqualTo(whole.json().member("parametersSha256").text());
    assertThat(decision(rest.json(), "checkpoints"))
        .isEqualTo("every 5m in %s, the last 3 kept; going on from the newest".formatted(run()));
  }

  @Test
  void saysWhereItGoesOn() {
    train("--epochs", 5, "--checkpoints", run());

    CommandLineRun rest = train("--epochs", 7, "--checkpoints", run(), "--resume");

    assertThat(rest.err()).contains("Going on from " + run(), "at the end of epoch 5");
    assertThat(rest.err().lines().filter(line -> line.strip().startsWith("6 "))).hasSize(1);
    assertThat(rest.err().lines().filter(line -> line.strip().startsWith("5 "))).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX) // which has a device that is always full
  void aModelThatCannotBeSavedIsKeptByCheckpoints() {
    Object[] full = {"train", CommandLineRun.data("iris.csv"), "--epochs", 2, "--out", "/dev/full"};
    CommandLineRun lost = CommandLineRun.of(full);

    assertThat(lost.code()).isEqualTo(1);
    assertThat(lost.err()).contains("/dev/full: cannot be written", "--checkpoints FOLDER");

    Object[] checkpointed = Arrays.copyOf(full, full.length + 2);
    checkpointed[full.length] = "--checkpoints";
    checkpointed[full.length + 1] = run();
    CommandLineRun kept = CommandLineRun.of(checkpointed);

    assertThat(kept.code()).isEqualTo(1);
    assertThat(kept.err()).contains("The checkpoints in " + run() + " keep", "--resume");
  }

  @Test
  void aDamagedCheckpointIsSaidEvenWhenQuiet() throws IOException {
    train("--epochs", 5, "--checkpoints", run(), "--checkpoint-every", 1, "--keep", 2);
    Path newest = checkpoints().getLast();
    Files.write(newest, new byte[] {1}, StandardOpenOption.TRUNCATE_EXISTING);

    CommandLineRun rest = train("--epochs", 5, "--checkpoints", run(), "--resume", "--quiet");

    assertThat(rest.code()).isZero();
    assertThat(rest.err())
        .contains(newest.toString(), "set aside, the checkpoint before it is used");
  }

  @Test
  void otherDataOrSettingsAreRefusedByName() throws IOException {
    train("--epochs", 2, "--checkpoints", run());

    CommandLineRun settings =
        train("--epochs", 4, "--checkpoints", run(), "--resume", "--learning-rate", 0.5);
    assertThat(settings.code()).isEqualTo(1);
    assertThat(settings.err())
        .contains("belongs to another training", "learning rate: ", "0.5 here");

    Path fewer = folder.resolve("fewer.csv");
    List<String> rows = Files.readAllLines(data("iris.csv"));
    Files.write(fewer, rows.subList(0, rows.size() - 1));
    CommandLineRun other =
        CommandLineRun.of(
            "train", fewer, "--out", out(), "--epochs", 4, "--checkpoints", run(), "--resume");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("training rows: ", "SHA-256");
  }

  @Test
  void vanishedDataAreAnErrorThatLeavesTheCheckpoints() throws IOException {
    Path copy = Files.copy(data("iris.csv"), folder.resolve("copy.csv"));
    CommandLineRun first =
        CommandLineRun.of("train", copy, "--out", out(), "--epochs", 2, "--checkpoints", run());
    assertThat(first.code()).as(first.err()).isZero();
    List<Path> before = checkpoints();
    Files.delete(copy);

    CommandLineRun run =
        CommandLineRun.of(
            "train", copy, "--out", out(), "--epochs", 2, "--checkpoints", run(), "--resume");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(copy.toString()).doesNotContain("\tat ");
    assertThat(checkpoints()).isEqualTo(before);
    assertThat(Model.read(out()).history().epochs()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--resume", "--keep=2", "--checkpoint-every=1"})
  void optionsWithoutEffectAreWrongUsage(String option) {
    CommandLineRun run = train("--epochs", 1, option);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(option.replaceFirst("=.*", "") + " has no effect without --checkpoints FOLDER");
  }

  @Test
  void aMinimalImprovementWithoutPatienceIsWrongUsage() {
    CommandLineRun run = train("--epochs", 1, "--patience", "none", "--min-improvement", 0.1);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("there is no early stopping that it could matter to");
  }

  @Test
  void aFolderThatHoldsCheckpointsIsNotWrittenToByAccident() {
    train("--epochs", 1, "--checkpoints", run());

    CommandLineRun again = train("--epochs", 1, "--checkpoints", run());

    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("holds checkpoints of a training already", "--resume");
  }

  @Test
  void theBestEpochCanBeChosenByAnyMetric() {
    CommandLineRun run = train("--epochs", 4, "--best-by", "macro-f1", "--json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(decision(run.json(), "best by")).isEqualTo("macroF1");
    assertThat(decision(run.json(), "patience")).endsWith("without a better macroF1");
    assertThat(Model.read(out()).history().metric()).isEqualTo("macroF1");

    CommandLineRun wrong = train("--epochs", 4, "--best-by", "rmse");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("rmse does not judge multiclass classification");
  }

  @Test
  void aTimeLimitIsAnEndLikeOthers() {
    CommandLineRun run = train("--epochs", 2_000_000, "--patience", "none", "--time-limit", "1s");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("ended by the time limit", "time limit");
    assertThat(train("--time-limit", "soon").err())
        .contains("expected a time such as 45s, 10m, 2h or 1h30m, got 'soon'");
  }

  private Path run() {
    return folder.resolve("run");
  }

  private Path out() {
    return folder.resolve("m.safetensors");
  }

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(run())) {
      return files.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
    }
  }

  private List<Object> line(Object... more) {
    List<Object> line = new ArrayList<>(List.of("train", data("iris.csv"), "--out", out()));
    line.addAll(List.of(more));
    return line;
  }

  private CommandLineRun train(Object... more) {
    return CommandLineRun.of(line(more).toArray());
  }

  private static String decision(Located summary, String name) {
    return summary.member("decisions").items().stream()
        .filter(decision -> decision.member("name").text().equals(name))
        .map(decision -> decision.member("value").text())
        .findFirst()
        .orElseThrow();
  }
}
