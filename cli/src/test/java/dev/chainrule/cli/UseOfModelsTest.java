package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import dev.chainrule.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UseOfModelsTest {

  @TempDir private static Path models;

  @TempDir private Path folder;

  private static Path penguins = Path.of("");
  private static Path concrete = Path.of("");

  @BeforeAll
  static void train() {
    penguins = models.resolve("penguins.safetensors");
    concrete = models.resolve("concrete.safetensors");
    for (Path model : List.of(penguins, concrete)) {
      String csv = model.getFileName().toString().replace(".safetensors", ".csv");
      CommandLineRun run =
          CommandLineRun.of(
              "train",
              data(csv),
              "--hidden",
              "64,32",
              "--activation",
              "relu",
              "--learning-rate",
              "0.001",
              "--epochs",
              30,
              "--out",
              model,
              "--quiet");
      assertThat(run.code()).as(run.err()).isZero();
    }
  }

  @Test
  void predictWritesLabelsAndProbabilitiesRowByRow() {
    CommandLineRun run = CommandLineRun.of("predict", penguins, data("penguins.csv"));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(345);
    assertThat(run.lines().getFirst()).isEqualTo("prediction,p(Adelie),p(Chinstrap),p(Gentoo)");
    for (String line : run.lines().subList(1, 345)) {
      String[] cells = line.split(",", -1);
      double sum = 0;
      for (int i = 1; i < cells.length; i++) {
        sum += Double.parseDouble(cells[i]);
      }
      assertThat(sum).isBetween(0.9999, 1.0001);
    }
    assertThat(run.lines().get(1)).startsWith("Adelie,");
    assertThat(run.lines().getLast()).startsWith("Chinstrap,");
  }

  @Test
  void predictWritesNumbersInTheUnitsOfTheTarget() {
    CommandLineRun run = CommandLineRun.of("predict", concrete, data("concrete.csv"));

    assertThat(run.lines()).hasSize(1031).startsWith("prediction");
    assertThat(Double.parseDouble(run.lines().get(1))).isBetween(40.0, 100.0);
  }

  @Test
  void predictWritesJsonRowByRow() {
    CommandLineRun run = CommandLineRun.of("predict", penguins, data("penguins.csv"), "--json");

    assertThat(run.lines()).hasSize(344);
    Located first = new Located("line", Json.parse(run.lines().getFirst()));
    assertThat(first.member("prediction").text()).isEqualTo("Adelie");
    assertThat(first.member("probabilities").member("Adelie").number()).isGreaterThan(0.5);
  }

  @Test
  void predictWritesTheSameIntoAFile() throws IOException {
    Path out = folder.resolve("predictions.csv");

    CommandLineRun run = CommandLineRun.of("predict", penguins, data("penguins.csv"), "--out", out);

    assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
    assertThat(Files.readString(out))
        .isEqualTo(CommandLineRun.of("predict", penguins, data("penguins.csv")).out());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(out);
    }
  }

  @Test
  void columnsAreMatchedByNameAndExtraOnesAreIgnored() throws IOException {
    List<String> rows = Files.readAllLines(data("concrete.csv"));
    Path turned = folder.resolve("turned.csv");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      List<String> cells = List.of(rows.get(i).split(",", -1)).reversed();
      text.append(i == 0 ? "remark" : "so-so " + i).append(',');
      text.append(String.join(",", cells)).append('\n');
    }
    Files.writeString(turned, text);

    assertThat(CommandLineRun.of("predict", concrete, turned).out())
        .isEqualTo(CommandLineRun.of("predict", concrete, data("concrete.csv")).out());
  }

  @Test
  void columnsThatAreMissingAreAllNamed() {
    CommandLineRun run = CommandLineRun.of("predict", concrete, data("iris.csv"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("iris.csv", "'cement'", "'water'", "'age'");
  }

  @Test
  void anUnknownCategoryIsPredictedAllTheSame() throws IOException {
    Path file = folder.resolve("far.csv");
    Files.writeString(
        file,
        """
        island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex,year
        South Georgia,39.1,18.7,181,3750,male,2007
        Dream,,,,,,2008
        """);

    CommandLineRun run = CommandLineRun.of("predict", penguins, file);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(3);
  }

  @Test
  void evaluateComparesWithTheTruthAndABaseline() {
    CommandLineRun run = CommandLineRun.of("evaluate", penguins, data("penguins.csv"));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("344 rows", "accuracy", "baseline", "0.4419", "precision", "true \\ predicted");
  }

  @Test
  void evaluateSumsUpInOneLineOfJson() {
    Located classes =
        CommandLineRun.of("evaluate", penguins, data("penguins.csv"), "--json").json();
    Located numbers =
        CommandLineRun.of("evaluate", concrete, data("concrete.csv"), "--json").json();

    assertThat(classes.member("task").text()).isEqualTo("multiclass");
    assertThat(classes.member("metrics").member("test").member("accuracy").number())
        .isGreaterThan(0.9);
    assertThat(classes.member("metrics").member("test").member("logLoss").number()).isPositive();
    assertThat(numbers.member("metrics").member("test").member("r2").number()).isGreaterThan(0.5);
    assertThat(numbers.member("metrics").member("baseline").member("r2").number()).isZero();
    assertThat(numbers.member("parametersSha256").text())
        .isEqualTo(Model.read(concrete).parametersSha256());
  }

  @Test
  void evaluateSaysTheMetricsThatAreAskedFor() {
    CommandLineRun few =
        CommandLineRun.of(
            "evaluate", penguins, data("penguins.csv"), "--metrics", "roc-auc,cohensKappa");
    assertThat(few.code()).as(few.err()).isZero();
    assertThat(few.lines().subList(1, 4))
        .satisfiesExactly(
            header -> assertThat(header).contains("network", "baseline", "better"),
            auc -> assertThat(auc).startsWith("ROC AUC").endsWith("higher"),
            kappa -> assertThat(kappa).startsWith("Cohen’s kappa").endsWith("higher"));
    assertThat(few.out()).doesNotContain("log loss");

    assertThat(
            CommandLineRun.of("evaluate", concrete, data("concrete.csv"), "--metrics", "all").out())
        .contains("explained variance", "MSE");

    Located json =
        CommandLineRun.of("evaluate", concrete, data("concrete.csv"), "--metrics", "mae", "--json")
            .json();
    assertThat(json.member("metrics").member("test").members().keySet()).containsExactly("mae");
  }

  @Test
  void aMetricThatDoesNotExistOrSuitIsWrongUsage() {
    CommandLineRun unknown =
        CommandLineRun.of("evaluate", concrete, data("concrete.csv"), "--metrics", "mea");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is no metric 'mea'; there are accuracy, ");

    CommandLineRun unsuitable =
        CommandLineRun.of("evaluate", concrete, data("concrete.csv"), "--metrics", "mae,rocAuc");
    assertThat(unsuitable.code()).isEqualTo(2);
    assertThat(unsuitable.out()).isEmpty();
    assertThat(unsuitable.err())
        .contains("--metrics: The metric rocAuc does not suit regression; there are r2, rmse");
  }

  @Test
  void evaluateTellsMachinesAboutEveryClass() {
    Located json = CommandLineRun.of("evaluate", penguins, data("penguins.csv"), "--json").json();

    assertThat(json.member("classes").items()).hasSize(3);
    assertThat(json.member("classes").items().getFirst().member("rows").longNumber())
        .isEqualTo(152);
    assertThat(
            json.member("confusion").items().stream()
                .flatMap(row -> row.items().stream())
                .mapToLong(Located::longNumber)
                .sum())
        .isEqualTo(344);
    assertThat(json.member("metrics").member("test").members().keySet())
        .contains("brierScore", "averagePrecision", "microF1");
  }

  @Test
  void evaluateWritesAPage() throws IOException {
    Path page = folder.resolve("penguins.html");

    CommandLineRun run =
        CommandLineRun.of("evaluate", penguins, data("penguins.csv"), "--report", page);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines().getLast()).isEqualTo("Report in " + page + ".");
    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .contains("Evaluation report", "ROC curve", "Judged on 344 rows")
        .contains("chainrule evaluate");
    assertThat(
            CommandLineRun.of(
                    "evaluate", penguins, data("penguins.csv"), "--json", "--report", page)
                .json()
                .member("report")
                .text())
        .isEqualTo(page.toString());

    CommandLineRun nowhere =
        CommandLineRun.of(
            "evaluate", penguins, data("penguins.csv"), "--report", folder.resolve("no/page.html"));
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err()).contains("does not exist");
  }

  @Test
  void evaluateNeedsTheTarget() throws IOException {
    Path file = folder.resolve("untold.csv");
    Files.write(
        file,
        Files.readAllLines(data("concrete.csv")).stream()
            .map(line -> line.substring(0, line.lastIndexOf(',')))
            .toList());

    CommandLineRun run = CommandLineRun.of("evaluate", concrete, file);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("untold.csv", "'compressive_strength'");
  }

  @Test
  void showTellsEverythingAboutAModel() {
    CommandLineRun run = CommandLineRun.of("show", penguins);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("predicts species")
        .contains("W 64×", "dense, relu", "loss: cce")
        .contains("one-hot: Biscoe, Dream, Torgersen, (unknown)", "standardised: mean")
        .contains("best", "30 epochs")
        .contains(data("penguins.csv").toString(), "275 for training, 69 for validation")
        .contains(Model.read(penguins).parametersSha256());
  }

  @Test
  void showTellsMachinesToo() {
    Located shown = CommandLineRun.of("show", penguins, "--json").json();

    assertThat(shown.member("parametersSha256").text())
        .isEqualTo(Model.read(penguins).parametersSha256());
    assertThat(shown.member("layers").items()).hasSize(4);
    assertThat(shown.member("columns").items()).hasSize(8);
    assertThat(shown.member("history").member("epochs").items()).hasSize(30);
    assertThat(shown.member("provenance").member("trainingRows").longNumber()).isEqualTo(275);
  }
}
