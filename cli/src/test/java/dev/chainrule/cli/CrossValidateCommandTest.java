package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossValidateCommandTest {

  @TempDir private Path folder;

  @Test
  void saysEachFoldAndMeanAndStandardError() {
    CommandLineRun run = CommandLineRun.of("cv", data("iris.csv"), "--folds", 3, "--epochs", 5);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Over 3 folds", "standard error", "baseline's mean");
    assertThat(run.lines())
        .anyMatch(line -> line.matches("accuracy +0\\.\\d{4} +0\\.\\d{4} +0\\.3\\d{3}"));
    assertThat(run.err().lines()).hasSize(3);
  }

  @Test
  void writesWhatWasPredictedForEachRowByTheTrainingThatHasNotSeenIt() throws IOException {
    Path csv = folder.resolve("oof.csv");
    Path page = folder.resolve("cv.html");

    CommandLineRun run =
        CommandLineRun.of(
            "cross-validate",
            data("iris.csv"),
            "-k",
            2,
            "--repeats",
            2,
            "--epochs",
            2,
            "--predictions",
            csv,
            "--report",
            page,
            "--json");

    Located summary = run.json();
    assertThat(summary.member("folds").items()).hasSize(4);
    assertThat(summary.member("metrics").member("accuracy").member("folds").longNumber())
        .isEqualTo(4);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(1 + 2 * 150);
    assertThat(lines.getFirst()).startsWith("repeat,row,fold,").contains(",prediction,p(");
    assertThat(lines.get(1)).startsWith("1,1,");
    assertThat(lines.get(300)).startsWith("2,150,");
    assertThat(Files.readString(page))
        .contains("mean ± standard error", "chainrule cross-validate " + data("iris.csv"));
  }

  @Test
  void ofSeveralTargetsItWritesEachTruthAndEachPrediction() throws IOException {
    Path file = folder.resolve("several.csv");
    StringBuilder text = new StringBuilder("x,wet,cold\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 10)
          .append(i % 10 > 4 ? ",yes" : ",no")
          .append(i % 10 > 6 ? ",off\n" : ",on\n");
    }
    Files.writeString(file, text);
    Path csv = folder.resolve("oof.csv");

    CommandLineRun run =
        CommandLineRun.of(
            "cv", file, "-t", "wet,cold", "-k", 2, "--epochs", 2, "--predictions", csv, "-q");

    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(1 + 40);
    assertThat(lines.getFirst())
        .isEqualTo(
            "repeat,row,fold,wet,cold,prediction(wet),prediction(cold),p(wet=yes),p(cold=on)");
    assertThat(lines.get(1)).matches("1,1,[12],no,on,(no|yes),(off|on),[^,]+,[^,]+");
    assertThat(lines.get(10)).matches("1,10,[12],yes,off,.*");
  }

  @Test
  void aColumnNamesTheFoldsAndIsNoInput() throws IOException {
    Path file = folder.resolve("parts.csv");
    StringBuilder text = new StringBuilder("x,y,patient,part\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 7).append(',').append(2 * (i % 7) + 0.1 * (i % 3));
      text.append(",p").append(i / 6).append(',').append("abc".charAt(i % 3)).append('\n');
    }
    Files.writeString(file, text);

    CommandLineRun named =
        CommandLineRun.of(
            "cv",
            file,
            "--target",
            "y",
            "--ignore",
            "patient",
            "--fold-column",
            "part",
            "--epochs",
            2,
            "--json");
    assertThat(named.code()).as(named.err()).isZero();
    assertThat(named.json().member("folds").items())
        .extracting(fold -> fold.member("fold").text())
        .containsExactly("a", "b", "c");

    Path csv = folder.resolve("oof.csv");
    CommandLineRun grouped =
        CommandLineRun.of(
            "cv",
            file,
            "--target",
            "y",
            "--ignore",
            "part",
            "--group-column",
            "patient",
            "--folds",
            3,
            "--epochs",
            2,
            "--quiet",
            "--predictions",
            csv);
    assertThat(grouped.code()).as(grouped.err()).isZero();
    List<String> folds =
        Files.readAllLines(csv).stream().skip(1).map(line -> line.split(",", -1)[2]).toList();
    for (int row = 0; row < 60; row++) {
      assertThat(folds.get(row)).isEqualTo(folds.get(row / 6 * 6));
    }
  }

  @Test
  void aColumnSaysWhichRowsTrainValidateAndTest() throws IOException {
    Path file = folder.resolve("split.csv");
    StringBuilder text = new StringBuilder("x,part,y\n");
    for (int i = 0; i < 60; i++) {
      String part = i % 6 == 0 ? "test" : i % 6 == 1 ? "val" : "train";
      text.append(i % 7 + 0.5).append(',').append(part).append(',').append(2.5 * (i % 7));
      text.append('\n');
    }
    Files.writeString(file, text);
    Path model = folder.resolve("split.safetensors");

    CommandLineRun run =
        CommandLineRun.of(
            "train", file, "--split-column", "part", "--epochs", 2, "--out", model, "--json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().member("rows").member("training").longNumber()).isEqualTo(40);
    assertThat(run.json().member("rows").member("validation").longNumber()).isEqualTo(10);
    assertThat(run.json().member("metrics").member("test").members()).containsKey("rmse");

    Files.writeString(file, text.toString().replaceFirst("train", "training?"));
    CommandLineRun wrong = CommandLineRun.of("train", file, "--split-column", "part");
    assertThat(wrong.err()).contains("'part' says 'training?' of data row 3");
    assertRefused("every training holds out rows of its own", "--split-column", "x");
  }

  @Test
  void whatHasNoEffectIsRefused() {
    assertRefused("each value of --fold-column is a fold", "--fold-column", "x", "--folds", 3);
    assertRefused("cannot go together", "--fold-column", "x", "--group-column", "y");
    assertRefused("--validation takes a share here", "--validation", data("iris.csv"));
    CommandLineRun one = CommandLineRun.of("cv", data("iris.csv"), "--folds", 1, "--epochs", 1);
    assertThat(one.code()).isNotZero();
    assertThat(one.err()).contains("at least 2").contains("got 1");
  }

  private static void assertRefused(String because, Object... options) {
    Object[] line = new Object[options.length + 2];
    line[0] = "cv";
    line[1] = data("iris.csv");
    System.arraycopy(options, 0, line, 2, options.length);
    CommandLineRun run = CommandLineRun.of(line);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(because);
  }
}
