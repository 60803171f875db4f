package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning curves, importance and dependence by the command line. */
class JudgingCommandsTest {

  @TempDir private static Path folder;

  private static Path model = Path.of("");

  @BeforeAll
  static void trainOnce() {
    model = folder.resolve("titanic.safetensors");
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            data("titanic.csv"),
            "--target",
            "survived",
            "--epochs",
            8,
            "--out",
            model,
            "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void aLearningCurveHasATableAPlotAndFiles() throws IOException {
    Path csv = folder.resolve("curve.csv");
    Path page = folder.resolve("curve.html");

    CommandLineRun run =
        CommandLineRun.of(
            "learning-curve",
            data("iris.csv"),
            "--sizes",
            "20,0.5,1",
            "--folds",
            2,
            "--epochs",
            3,
            "--csv",
            csv,
            "--report",
            page);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines().getFirst()).matches("rows +learnt from +never seen");
    assertThat(run.out()).contains("accuracy", "● never seen", " ± ");
    assertThat(Files.readAllLines(csv)).hasSize(1 + 3 * 2 * 2);
    assertThat(Files.readString(page)).contains("<svg", "chainrule learning-curve");
    Located json =
        CommandLineRun.of(
                "learning-curve",
                data("iris.csv"),
                "--sizes",
                "1",
                "--folds",
                2,
                "--epochs",
                1,
                "--metric",
                "logLoss",
                "--json")
            .json();
    assertThat(json.member("points").items().getFirst().member("rows").longNumber()).isEqualTo(75);
    assertThat(json.member("metric").text()).isEqualTo("logLoss");
  }

  @Test
  void importanceIsByOriginalColumn() throws IOException {
    Path page = folder.resolve("importance.html");

    CommandLineRun run =
        CommandLineRun.of("importance", model, data("titanic.csv"), "--repeats", 3, "--json");

    assertThat(run.code()).as(run.err()).isZero();
    Located first = run.json().member("columns").items().getFirst();
    assertThat(first.member("column").text()).isEqualTo("sex");
    assertThat(first.member("mean").number()).isGreaterThan(0.05);
    assertThat(first.member("losses").items()).hasSize(3);

    CommandLineRun text =
        CommandLineRun.of(
            "importance",
            model,
            data("titanic.csv"),
            "--repeats",
            3,
            "--metric",
            "rocAuc",
            "--seed",
            4,
            "--report",
            page);
    assertThat(text.lines().getFirst()).startsWith("ROC AUC is 0.");
    assertThat(text.lines().get(1)).startsWith("sex ").contains("█");
    assertThat(Files.readString(page)).contains("<svg", "Permutation importance");
  }

  @Test
  void dependenceOnNumbersIsALineAndOnLabelsBars() throws IOException {
    Path page = folder.resolve("dependence.html");

    CommandLineRun age =
        CommandLineRun.of(
            "dependence",
            model,
            data("titanic.csv"),
            "--column",
            "age",
            "--values",
            10,
            "--report",
            page);
    assertThat(age.code()).as(age.err()).isZero();
    assertThat(age.out()).contains("by age, mean over 1,309 rows", "●");
    assertThat(Files.readString(page)).contains("12 single rows", "curve other");

    CommandLineRun sex =
        CommandLineRun.of(
            "dependence", model, data("titanic.csv"), "--column", "sex", "--json", "--lines", 2);
    Located points = sex.json().member("points");
    assertThat(points.items()).hasSize(2);
    assertThat(points.items().getFirst().member("value").text()).isEqualTo("female");
    assertThat(points.items().getFirst().member("mean").number())
        .isGreaterThan(points.items().getLast().member("mean").number() + 0.2);
    assertThat(sex.json().member("lines").items()).hasSize(2);
  }

  @Test
  void complaintsSayWhatThereIs() {
    assertThat(
            CommandLineRun.of("dependence", model, data("titanic.csv"), "--column", "shoe").err())
        .contains("does not use a column 'shoe'", "sex");
    assertThat(
            CommandLineRun.of(
                    "dependence", model, data("titanic.csv"), "--column", "sex", "--label", "maybe")
                .err())
        .contains("no label 'maybe'");
    assertThat(CommandLineRun.of("importance", model, data("iris.csv")).err()).contains("missing");
    CommandLineRun sizes =
        CommandLineRun.of("learning-curve", data("iris.csv"), "--sizes", "500", "--epochs", 1);
    assertThat(sizes.code()).isNotZero();
    assertThat(sizes.err()).contains("got 500");
  }

  @Test
  void aMetricThatDoesNotSuitIsRefusedBeforeTheFirstTrainingOfALearningCurve() {
    CommandLineRun run =
        CommandLineRun.of("learning-curve", data("iris.csv"), "--metric", "r2", "--epochs", 1);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("chainrule: --metric: ").doesNotContain("fold");
  }
}
