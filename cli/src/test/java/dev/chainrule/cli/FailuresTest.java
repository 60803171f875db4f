package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian data.csv                        | There is no command 'trian'. Did you mean train?",
        "train                                 | Missing required parameter: 'DATA'",
        "train a.csv b.csv                     | There is an argument too many: 'b.csv'",
        "train a.csv --epoch 5                 | There is no option --epoch. Did you mean --epochs?",
        "train a.csv --epochs none             | expected a whole number above 0, got 'none'",
        "train a.csv --epochs 0                | expected a whole number above 0, got '0'",
        "train a.csv --hidden 8,x              | expected whole numbers such as 64,32, or none, got 'x'",
        "train a.csv --hidden 8,-1             | expected whole numbers such as 64,32, or none, got '-1'",
        "train a.csv --activation rellu        | There is no activation 'rellu'; there are identity, sigmoid",
        "train a.csv --optimizer best          | There is no optimizer 'best'; there are sgd",
        "train a.csv --loss l3                 | There is no loss 'l3'; there are bce",
        "train a.csv --initializer big         | There is no initializer 'big'; there are zeros",
        "train a.csv --learning-rate 0         | expected a number above 0, got '0'",
        "train a.csv --learning-rate NaN       | expected a number above 0, got 'NaN'",
        "train a.csv --l2 -1                   | expected a number of at least 0, got '-1'",
        "train a.csv --batch-size some         | expected a whole number above 0, or all, got 'some'",
        "train a.csv --patience never          | expected a whole number, or none, got 'never'",
        "train a.csv --seed x                  | 'x'",
        "train a.csv --threads 0               | expected a whole number above 0, got '0'",
        "train a.csv --validation 1.5          | a share above 0 and below 1, got '1.5'",
        "train a.csv --task ranking            | expected classification or regression, got 'ranking'",
        "train a.csv --separator ;;            | expected one character, or tab, comma",
        "predict model.safetensors             | Missing required parameter: 'DATA'",
        "show                                  | Missing required parameter: 'MODEL'",
      })
  void aWrongCommandLineIsExplainedAndHasExitCode2(String line, String message) {
    CommandLineRun run = CommandLineRun.of((Object[]) line.strip().split(" +"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("chainrule: ").contains(message).contains("--help'");
    assertThat(run.err().lines()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train ../data/iris.csv --loss mse | The loss mse does not suit multiclass classification: use cce",
        "train ../data/iris.csv --hidden none --activation relu | there is no hidden layer to use it",
      })
  void aChoiceThatDoesNotSuitTheDataIsAWrongCommandLine(String command, String message) {
    CommandLineRun run = CommandLineRun.of((Object[]) command.strip().split(" +"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("chainrule: ").contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train nowhere.csv                     | nowhere.csv: there is no such file",
        "train ../data/iris.csv --target kind  | there is no column 'kind'",
        "train ../data/iris.csv --ignore kind  | there is no column 'kind'",
        "train ../data/iris.csv --out nowhere/x.safetensors   | does not exist; create it first",
        "train ../data/iris.csv --report nowhere/x.html       | does not exist; create it first",
        "train ../data/iris.csv --out src      | src: is a folder",
        "train ../data/iris.csv --validation nowhere.csv      | nowhere.csv: there is no such file",
        "train ../data/iris.csv --validation ../data/concrete.csv | 'sepal_length'",
        "predict nowhere.safetensors ../data/iris.csv         | nowhere.safetensors: there is no such file",
        "predict ../data/iris.csv ../data/iris.csv            | is no model; the model comes first",
        "show pom.xml                          | pom.xml: not a sound safetensors file",
      })
  void whatCannotBeDoneIsExplainedAndHasExitCode1(String line, String message) {
    CommandLineRun run = CommandLineRun.of((Object[]) line.strip().split(" +"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("chainrule: ").contains(message);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void tooFewRowsToHoldAnyOutAreSaidToBe() throws IOException {
    Path file = folder.resolve("two.csv");
    Files.writeString(file, "x,y\n1,a\n2,b\n");

    CommandLineRun run = CommandLineRun.of("train", file);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("two.csv: 2 rows are too few to train on some");
  }

  @Test
  void aBadCellIsNamedByFileLineAndColumn() throws IOException {
    Path file = folder.resolve("bad.csv");
    Files.writeString(file, "x,y\n1,2\n\"3,4\n");

    CommandLineRun run = CommandLineRun.of("train", file);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("bad.csv:3");
  }

  @Test
  void stackTracesAreShownOnRequest() {
    assertThat(CommandLineRun.of("show", "nowhere", "--stack-trace").err())
        .contains("chainrule: nowhere")
        .contains("\tat dev.chainrule.");
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoError() {
    Path model = folder.resolve("m.safetensors");
    CommandLineRun.of("train", data("iris.csv"), "--epochs", 1, "--out", model, "-q");
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        Main.run(
            failingAfter(1000, "Broken pipe"),
            err,
            "predict",
            model.toString(),
            data("iris.csv").toString());

    assertThat(code).isEqualTo(Failures.PIPE_CLOSED);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aFullDiskIsAnError() {
    Path model = folder.resolve("m.safetensors");
    CommandLineRun.of("train", data("iris.csv"), "--epochs", 1, "--out", model, "-q");
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        Main.run(
            failingAfter(1000, "No space left on device"),
            err,
            "predict",
            model.toString(),
            data("iris.csv").toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("No space left on device");
  }

  @Test
  void nothingIsLeftBehindByATrainingThatFails() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            data("iris.csv"),
            "--target",
            "kind",
            "--out",
            folder.resolve("m.safetensors"),
            "--report",
            folder.resolve("r.html"));

    assertThat(run.code()).isEqualTo(1);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private static OutputStream failingAfter(int bytes, String message) {
    return new OutputStream() {
      private int left = bytes;

      @Override
      public void write(int single) throws IOException {
        if (left-- <= 0) {
          throw new IOException(message);
        }
      }
    };
  }
}
