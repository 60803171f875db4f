package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.json.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributeCommandTest {

  @TempDir private static Path models;

  @TempDir private Path folder;

  private static Path titanic = Path.of("");
  private static Path concrete = Path.of("");

  @BeforeAll
  static void train() {
    titanic = trained("titanic.csv", "survived");
    concrete = trained("concrete.csv", "compressive_strength");
  }

  private static Path trained(String csv, String target) {
    Path model = models.resolve(csv.replace(".csv", ".safetensors"));
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            data(csv),
            "--target",
            target,
            "--hidden",
            "12",
            "--activation",
            "tanh",
            "--learning-rate",
            "0.01",
            "--epochs",
            8,
            "--out",
            model,
            "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
    return model;
  }

  @Test
  void sharesAddUpToTheDifferenceFromTheBaseline() {
    Located json =
        CommandLineRun.of("attribute", titanic, data("titanic.csv"), "--row", 16, "--json").json();

    double sum =
        json.member("columns").items().stream()
            .mapToDouble(column -> column.member("share").number())
            .sum();
    assertThat(sum).isCloseTo(json.member("difference").number(), within(1e-5));
    assertThat(json.member("output").text()).startsWith("p(survived=");
    assertThat(json.member("value").number() - json.member("baselineValue").number())
        .isEqualTo(json.member("difference").number());
    assertThat(json.member("columns").items())
        .extracting(column -> column.member("column").text())
        .containsExactly("pclass", "sex", "age", "sibsp", "parch", "fare", "embarked");
    Located age = json.member("columns").items().get(2);
    assertThat(age.member("value").text()).isEqualTo("(missing)");
    assertThat(age.member("inputs").items())
        .extracting(input -> input.member("name").text())
        .containsExactly("age", "age is missing");
    for (Located column : json.member("columns").items()) {
      assertThat(column.member("share").number())
          .isCloseTo(
              column.member("inputs").items().stream()
                  .mapToDouble(input -> input.member("share").number())
                  .sum(),
              within(1e-15));
    }
  }

  @Test
  void theTwoLabelsOfABinaryModelMirrorEachOther() {
    Located yes = binary("1");
    Located no = binary("0");

    assertThat(yes.member("value").number() + no.member("value").number())
        .isCloseTo(1, within(1e-12));
    assertThat(yes.member("sum").number()).isCloseTo(-no.member("sum").number(), within(1e-12));
  }

  private static Located binary(String label) {
    return CommandLineRun.of(
            "attribute", titanic, data("titanic.csv"), "--row", 2, "--class", label, "--json")
        .json();
  }

  @Test
  void numbersAreExplainedInTheUnitsOfTheirColumn() {
    Located json =
        CommandLineRun.of("attribute", concrete, data("concrete.csv"), "--row", 1, "--json").json();
    CommandLineRun predictions = CommandLineRun.of("predict", concrete, data("concrete.csv"));

    assertThat(json.member("output").text()).isEqualTo("compressive_strength");
    assertThat(json.member("value").number())
        .isCloseTo(Double.parseDouble(predictions.lines().get(1)), within(1e-3));
  }

  @Test
  void theGradientIsTheSlopeOfThePredictionByOneUnit() throws IOException {
    List<String> rows = Files.readAllLines(data("concrete.csv"));
    String[] cells = rows.get(1).split(",", -1);
    double cement = Double.parseDouble(cells[0]);
    Path moved = folder.resolve("moved.csv");
    Files.write(
        moved, List.of(rows.getFirst(), with(cells, cement - 0.5), with(cells, cement + 0.5)));
    List<String> predictions = CommandLineRun.of("predict", concrete, moved).lines();
    double slope = Double.parseDouble(predictions.get(2)) - Double.parseDouble(predictions.get(1));

    Located json =
        CommandLineRun.of(
                "attribute",
                concrete,
                data("concrete.csv"),
                "--row",
                1,
                "--method",
                "gradient",
                "--json")
            .json();

    Located column = json.member("columns").items().getFirst();
    assertThat(column.member("column").text()).isEqualTo("cement");
    assertThat(column.member("perUnit").number()).isCloseTo(slope, within(1e-3));
    assertThat(json.optional("gap")).isEmpty();
  }

  private static String with(String[] cells, double first) {
    String[] changed = cells.clone();
    changed[0] = String.valueOf(first);
    return String.join(",", changed);
  }

  @Test
  void theTerminalShowsBarsAndTheAccount() {
    CommandLineRun run =
        CommandLineRun.of("attribute", titanic, data("titanic.csv"), "--row", 16, "--top", 2);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith(titanic + " on row 16 of " + data("titanic.csv"))
        .contains("sex = male", "█", "5 more", "sum of the shares", "complete but for a gap of")
        .doesNotContain("take more --steps");
    assertThat(
            CommandLineRun.of(
                    "attribute", titanic, data("titanic.csv"), "--row", 16, "--by", "input")
                .out())
        .contains("sex=male = 1", "sex=female = 0");
    assertThat(
            CommandLineRun.of(
                    "attribute",
                    titanic,
                    data("titanic.csv"),
                    "--row",
                    16,
                    "--method",
                    "gradient-x-input",
                    "--baseline",
                    "zero")
                .out())
        .contains("a gap of", "not a straight line");
  }

  @Test
  void aBaselineMayComeFromAFile() throws IOException {
    List<String> rows = Files.readAllLines(data("titanic.csv"));
    Path one = Files.write(folder.resolve("one.csv"), List.of(rows.getFirst(), rows.get(16)));

    Located json =
        CommandLineRun.of(
                "attribute", titanic, data("titanic.csv"), "--row", 16, "--baseline", one, "--json")
            .json();

    assertThat(json.member("difference").number()).as("a row compared with itself").isZero();
    assertThat(json.member("baseline").text()).contains("one.csv");
  }

  @Test
  void thePageIsWellFormedAndHoldsEveryColumn() throws IOException {
    Path page = folder.resolve("why.html");

    CommandLineRun run =
        CommandLineRun.of("attribute", titanic, data("titanic.csv"), "--row", 16, "--report", page);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .contains("What made <em>p(survived=", "sex = male", "Sundararajan", "age is missing")
        .contains("class=\"bar minus\"", "class=\"bar plus\"")
        .doesNotContain("http");
  }

  @Test
  void whatCannotBeIsSaid() {
    assertRefused(2, "--row", "--row");
    assertRefused(1, "has 1309 rows, there is no row 2000", "--row", "2000");
    assertRefused(1, "no label '7' of 'survived'; it knows 0, 1", "--row", "1", "--class", "7");
    assertRefused(2, "--steps has no effect", "--row", "1", "--method", "gradient", "--steps", "9");
    assertRefused(
        2, "--baseline has no effect", "--row", "1", "--method", "gradient", "--baseline", "mean");
    assertRefused(2, "--top has no effect", "--row", "1", "--json", "--top", "3");
    assertRefused(2, "There is no method 'shap'", "--row", "1", "--method", "shap");
    assertThat(
            CommandLineRun.of(
                    "attribute", concrete, data("concrete.csv"), "--row", 1, "--class", "x")
                .err())
        .contains("--class has no effect here: the model predicts a number");
  }

  private static void assertRefused(int code, String message, String... options) {
    List<Object> line =
        new java.util.ArrayList<>(List.of("attribute", titanic, data("titanic.csv")));
    line.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(line.toArray());
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
    assertThat(run.err()).contains(message);
  }
}
