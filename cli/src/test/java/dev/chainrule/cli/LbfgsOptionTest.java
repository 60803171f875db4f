package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsOptionTest {

  @TempDir private Path folder;

  private CommandLineRun run(String command, String file, String options) {
    List<Object> arguments = new ArrayList<>(List.of(command, data(file)));
    arguments.addAll(List.of("--optimizer", "lbfgs"));
    arguments.addAll(List.of(options.split(" ")));
    return CommandLineRun.of(arguments.toArray());
  }

  @Test
  void logisticRegressionComesToItsEndAndSaysSo() {
    Path model = folder.resolve("m.safetensors");
    CommandLineRun run =
        run("train", "breast_cancer.csv", "--hidden none --patience none -o " + model);

    assertThat(run.code()).as(run.err()).isZero();
    Model trained = Model.read(model);
    assertThat(trained.history().stopReason()).isEqualTo("no further descent");
    assertThat(trained.provenance().settings())
        .containsEntry("optimizer", "lbfgs")
        .containsEntry("batch size", "all 455 rows")
        .doesNotContainKey("learning rate");

    CommandLineRun further =
        CommandLineRun.of(
            "train",
            data("breast_cancer.csv"),
            "--from",
            model,
            "--optimizer",
            "lbfgs",
            "--patience",
            "3",
            "-o",
            folder.resolve("further.safetensors"));
    assertThat(further.code()).as(further.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --hidden none                                  | lbfgs | for a linear model
          --hidden none --l2 0 --label-smoothing 0.1     | lbfgs | for a linear model
          --hidden none --learning-rate 0.1              | adam  | the default
          --hidden none --batch-size all                 | adam  | the default
          --hidden none --input-dropout 0.1              | adam  | the default
          --hidden 4                                     | adam  | the default
          """)
  void itIsTheDefaultOfLinearModelsWhereNothingSpeaksAgainstIt(
      String options, String optimizer, String reason) {
    List<Object> arguments = new ArrayList<>(List.of("train", data("iris.csv"), "--epochs", "3"));
    arguments.addAll(List.of(options.split(" ")));
    arguments.addAll(List.of("-o", folder.resolve("m.safetensors")));
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("optimizer +%s +%s\\b".formatted(optimizer, reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cv --folds 3 --epochs 5",
        "sweep --vary l2=0.001,0.1 --epochs 5",
        "learning-curve --epochs 5"
      })
  void itTrainsWhereverManyTrainingsAreCompared(String line) {
    int space = line.indexOf(' ');
    CommandLineRun run = run(line.substring(0, space), "iris.csv", line.substring(space + 1));
    assertThat(run.code()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iris.csv     | --batch-size 16          | batches of 16 of 120 rows
          iris.csv     | --learning-rate 0.1      | finds the length of each step itself
          iris.csv     | --schedule cosine        | a schedule of the learning rate was given
          iris.csv     | --warmup 2               | a schedule of the learning rate was given
          iris.csv     | --clip-norm 1            | a clipping was given
          iris.csv     | --average 0.9            | nothing to average out
          iris.csv     | --max-norm 3             | leave max-norm out
          iris.csv     | --dropout 0.2            | leave dropout out
          iris.csv     | --input-noise 0.1        | leave the noise out
          iris.csv     | --mixup 0.2              | leave mixup out
          iris.csv     | --l1 0.01                | the L1 penalty has a kink at 0
          iris.csv     | --normalization batch    | use layer norm
          concrete.csv | --loss mae               | mae has kinks where it is least: use huber
          concrete.csv | --quantiles 0.1,0.9      | quantile(0.1,0.9) has kinks
          """)
  void whatALineSearchCannotGoWithIsWrongUsage(String file, String options, String complaint) {
    CommandLineRun run = run("train", file, options);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(complaint, "or choose another optimizer");
  }

  @Test
  void aRangeTestHasNoRateToLookFor() {
    CommandLineRun run = run("lr-find", "iris.csv", "--steps 20");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("L-BFGS has no learning rate to look for");
  }
}
