package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --from}: a model that is trained further. */
class WarmStartCommandTest {

  @TempDir private Path folder;

  private Path first = Path.of("");

  @BeforeEach
  void train() {
    first = folder.resolve("first.safetensors");
    CommandLineRun run =
        CommandLineRun.of("train", data("iris.csv"), "--epochs", 3, "--out", first, "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void aModelIsTrainedFurtherOnItsColumns() {
    Path second = folder.resolve("second.safetensors");

    CommandLineRun run =
        CommandLineRun.of(
            "train", data("iris.csv"), "--from", first, "--epochs", 5, "--out", second);

    assertThat(run.code()).as(run.err()).isZero();
    Model model = Model.read(second);
    assertThat(model.preparation()).isEqualTo(Model.read(first).preparation());
    assertThat(model.provenance().dataSha256())
        .isEqualTo(Model.read(first).provenance().dataSha256());
    assertThat(model.provenance().settings().get("from"))
        .contains(Model.read(first).parametersSha256());
    assertThat(run.out()).contains("the model's", "of the model");
  }

  @Test
  void labelsThatTheModelDoesNotKnowAreAnError() throws IOException {
    List<String> rows = Files.readAllLines(data("iris.csv"));
    Path other = folder.resolve("other.csv");
    Files.write(other, rows.stream().map(row -> row.replace("virginica", "rosea")).toList());

    CommandLineRun run =
        CommandLineRun.of(
            "train", other, "--from", first, "--out", folder.resolve("x.safetensors"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("'rosea' in data row", "expected one of");
    assertThat(folder.resolve("x.safetensors")).doesNotExist();
  }

  @Test
  void whatTheModelHasDecidedCannotBeChosen() {
    CommandLineRun hidden =
        CommandLineRun.of("train", data("iris.csv"), "--from", first, "--hidden", "7");
    assertThat(hidden.code()).isEqualTo(2);
    assertThat(hidden.err()).contains("has the hidden '64, 32', and '7' was given");

    CommandLineRun target =
        CommandLineRun.of("train", data("iris.csv"), "--from", first, "--ignore", "species");
    assertThat(target.code()).isEqualTo(2);
    assertThat(target.err()).contains("--ignore has no effect with --from");
  }
}
