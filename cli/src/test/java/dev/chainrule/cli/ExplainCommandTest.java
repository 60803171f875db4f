package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ExplainCommandTest {

  private static final Path REFERENCE =
      Path.of("..", "core", "src", "test", "resources", "reference", "worked-examples.json");

  private static final List<String> KEYS =
      List.of("z", "a", "prediction", "loss", "delta", "dW", "db", "W_after", "b_after");

  @TempDir private static Path models;

  @TempDir private Path folder;

  private static Path penguins = Path.of("");
  private static Path titanic = Path.of("");

  @BeforeAll
  static void train() {
    penguins = models.resolve("penguins.safetensors");
    titanic = models.resolve("titanic.safetensors");
    for (Path model : List.of(penguins, titanic)) {
      CommandLineRun run =
          CommandLineRun.of(
              "train",
              data(model.getFileName().toString().replace(".safetensors", ".csv")),
              "--hidden",
              "4",
              "--epochs",
              2,
              "--out",
              model,
              "--quiet");
      assertThat(run.code()).as(run.err()).isZero();
    }
  }

  static List<Located> examples() throws IOException {
    Json recorded = Json.parse(Files.readString(REFERENCE));
    return new Located("", recorded).member("examples").items();
  }

  // ---- the worked examples

  @ParameterizedTest
  @MethodSource("examples")
  void theJsonOfTheWorkedExamplesIsTheReferenceToTwelveDigits(Located expected) {
    CommandLineRun run =
        CommandLineRun.of("explain", "--example", text(expected, "name"), "--format", "json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    Located actual = run.json();
    for (String given : List.of("x", "y", "weights", "biases", "learning_rate")) {
      assertSame(actual.member(given), expected.member(given));
    }
    List<Located> steps = actual.member("steps").items();
    assertThat(steps).hasSameSizeAs(expected.member("steps").items());
    for (int s = 0; s < steps.size(); s++) {
      Located recorded = expected.member("steps").items().get(s);
      assertThat(steps.get(s).object().keySet()).containsAll(KEYS);
      assertThat(recorded.object().keySet()).containsExactlyElementsOf(KEYS);
      for (String key : KEYS) {
        assertSame(steps.get(s).member(key), recorded.member(key));
      }
    }
  }

  private static void assertSame(Located actual, Located expected) {
    if (expected.isArray()) {
      List<Located> items = actual.items();
      assertThat(items).as(actual.path()).hasSameSizeAs(expected.items());
      for (int i = 0; i < items.size(); i++) {
        assertSame(items.get(i), expected.items().get(i));
      }
    } else {
      double size = Math.max(1e-300, Math.abs(expected.number()));
      assertThat(actual.number())
          .as(actual.path())
          .isCloseTo(expected.number(), within(1e-12 * size));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyNumberOfTheWorkedExamplesIsPrinted(Located expected) {
    String name = text(expected, "name");
    for (String format : List.of("text", "markdown", "latex")) {
      for (String detail : List.of("scalar", "matrix")) {
        CommandLineRun run =
            CommandLineRun.of("explain", "--example", name, "--format", format, "--detail", detail);
        assertThat(run.code()).as(run.err()).isZero();
        String out = run.out().replace('−', '-');
        for (Located step : expected.member("steps").items()) {
          for (String key : KEYS) {
            assertPrinted(out, step.member(key), name + ", " + format + ", " + detail);
          }
        }
      }
    }
  }

  /** As rounded to four digits. */
  private static void assertPrinted(String out, Located value, String where) {
    if (value.isArray()) {
      value.items().forEach(item -> assertPrinted(out, item, where));
      return;
    }
    double number = value.number();
    int decimals = 4;
    for (double size = Math.abs(number); size < 0.1 && size >= 1e-4; size *= 10) {
      decimals++;
    }
    String rounded =
        new java.math.BigDecimal(number)
            .setScale(decimals, java.math.RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString();
    assertThat(out).as(where + ", " + value.path()).contains(rounded);
  }

  @Test
  void theLectureIsSaidInTheNotationOfATextbook() {
    CommandLineRun run = CommandLineRun.of("explain", "--example", "lecture-2-2-1");

    assertThat(run.out())
        .contains("z⁽¹⁾ = W⁽¹⁾x + b⁽¹⁾")
        .contains("z⁽¹⁾₁ = w⁽¹⁾₁₁x₁ + w⁽¹⁾₁₂x₂ + b⁽¹⁾₁ = 0.1·1 + 0.4·2 + 0.3 = 1.2")
        .contains("a⁽¹⁾₁ = σ(z⁽¹⁾₁) = 1/(1 + e^(−1.2)) = 0.7685")
        .contains("ℒ = −(1·ln(0.8933) + (1 − 1)·ln(1 − 0.8933)) = 0.1129")
        .contains("∂ℓ/∂ŷ = −y/ŷ + (1 − y)/(1 − ŷ) = (ŷ − y)/(ŷ·(1 − ŷ))")
        .contains("δ⁽²⁾₁ = 0.8933 − 1 = −0.1067")
        .contains("δ⁽¹⁾₁ = δ⁽²⁾₁w⁽²⁾₁₁·σ′(z⁽¹⁾₁) = −0.1067·0.7·0.1779 = −0.01329")
        .contains("∂ℒ/∂w⁽¹⁾₁₂ = δ⁽¹⁾₁x₂ = −0.01329·2 = −0.02658")
        .contains("∂ℒ/∂x₁ = δ⁽¹⁾₁w⁽¹⁾₁₁ + δ⁽¹⁾₂w⁽¹⁾₂₁ = −0.01329·0.1 + (−0.01039)·0.2 = −0.003408")
        .contains("w⁽²⁾₁₁ ← 0.7 − 0.5·(−0.08203) = 0.741")
        .contains(
            "The step has made the loss smaller: from 0.1129 to 0.09954, a change of −0.01334.")
        .contains("Slips in the published version")
        .containsPattern("2 +z⁽²⁾₁ +2.1885 +2.2571");
    assertThat(run.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
  }

  @Test
  void stepsAndLearningRateCanBeChosen() {
    Located run =
        CommandLineRun.of(
                "explain",
                "--example",
                "exercise-2-2-1",
                "--steps",
                3,
                "--learning-rate",
                0.5,
                "--format",
                "json")
            .json();

    assertThat(run.member("learning_rate").number()).isEqualTo(0.5);
    List<Located> steps = run.member("steps").items();
    assertThat(steps).hasSize(3);
    for (int s = 1; s < 3; s++) {
      assertThat(steps.get(s).member("loss"))
          .extracting(Located::number)
          .isEqualTo(steps.get(s - 1).member("loss_after").number());
      assertThat(steps.get(s).member("loss").number())
          .isLessThan(steps.get(s - 1).member("loss").number());
    }
  }

  @Test
  void manyStepsAreShownAtBothEnds() {
    CommandLineRun run = CommandLineRun.of("explain", "--example", "lecture-2-2-1", "--steps", 40);

    assertThat(run.out())
        .contains("\nStep 1\n", "\nStep 2\n", "\nSteps 3 to 39\n", "\nStep 40\n")
        .doesNotContain("\nStep 3\n");
    assertThat(run.out()).containsPattern("\n +39 +0\\.9\\d+ +0\\.0\\d+\n");
  }

  // ---- every format, every size

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "html", "latex", "json"})
  void everyFormatIsWrittenForOneLayerAndForTwelve(String format) throws IOException {
    for (String sizes : List.of("3-2", "3-3-2-3-2-3-2-3-2-3-2-3-2")) {
      Path file = folder.resolve("out");
      CommandLineRun run =
          CommandLineRun.of("explain", network(sizes), "--format", format, "--out", file);
      assertThat(run.code()).as(sizes + run.err()).isZero();
      assertThat(run.out()).isEmpty();
      String written = Files.readString(file);
      switch (format) {
        case "json" ->
            assertThat(written).startsWith("{\"name\":\"" + sizes + "\"").endsWith("}\n");
        case "markdown" ->
            assertThat(written.split("\\$\\$", -1).length % 2).as("pairs of $$").isOne();
        case "latex" -> assertThat(written).endsWith("\\end{document}\n");
        default -> assertThat(written).contains("Forward", "Backward", "Update", "Dimensions");
      }
      int tools = format.equals("html") ? 500_000 : 0; // the typesetting, its fonts
      assertThat(written.length() - tools).as(sizes + " stays readable").isLessThan(200_000);
    }
  }

  @Test
  void thePageNeedsNothingButItself() throws Exception {
    Path file = folder.resolve("lecture.html");
    CommandLineRun.of("explain", "--example", "lecture-2-2-1", "--format", "html", "--out", file);
    String page = Files.readString(file);

    assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n\n");
    assertThat(page).contains("url(data:font/woff2;base64,", "katex.render");
    assertThat(page).doesNotContain("url(fonts/", "url(http", "<link", "@import");
    assertThat(page).doesNotContain("<script src", "<iframe", "href=\"http");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", false);
    Document parsed =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    NodeList drawings = parsed.getElementsByTagName("svg");
    assertThat(drawings.getLength()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      Element drawing = (Element) drawings.item(i);
      assertThat(drawing.getAttribute("role")).isEqualTo("img");
      assertThat(drawing.getTextContent())
          .contains("0.769", "w⁽¹⁾₁₂: 0.4", "w⁽¹⁾₁₂: −0.0266", "input: 2 units.");
      assertThat(drawing.getElementsByTagName("line").getLength()).isEqualTo(2 * 6);
    }
    NodeList choices = parsed.getElementsByTagName("input");
    assertThat(choices.getLength()).isEqualTo(2);
    assertThat(page).contains("data-tex=\"\\begin{aligned}", "<label for=\"show-gradients\">");
  }

  @Test
  void bigNetworksSayHowToSeeTheRest() throws IOException {
    CommandLineRun run = CommandLineRun.of("explain", network("30-12-2"), "--detail", "matrix");
    assertThat(run.out())
        .contains("Of each layer the first 6 units are shown; --units all shows all of them")
        .contains("And 6 units more in this layer.")
        .contains("The largest of the 398 gradients:");
    CommandLineRun all =
        CommandLineRun.of("explain", network("30-12-2"), "--detail", "scalar", "--units", "all");
    assertThat(all.out()).doesNotContain("more in this layer").contains("w⁽¹⁾₁₂,₃₀");
  }

  /** A network with seeded numbers, softmax at the end. */
  private Path network(String sizes) throws IOException {
    Random random = new Random(7);
    int[] n = java.util.Arrays.stream(sizes.split("-")).mapToInt(Integer::parseInt).toArray();
    StringBuilder weights = new StringBuilder();
    StringBuilder biases = new StringBuilder();
    StringBuilder activations = new StringBuilder();
    for (int l = 1; l < n.length; l++) {
      String comma = l == 1 ? "" : ",";
      double scale = 1 / Math.sqrt(n[l - 1]);
      weights.append(comma).append('[');
      for (int j = 0; j < n[l]; j++) {
        weights.append(j == 0 ? "" : ",").append(numbers(random, n[l - 1], scale));
      }
      weights.append(']');
      biases.append(comma).append(numbers(random, n[l], 0.1));
      activations.append(comma).append(l == n.length - 1 ? "\"softmax\"" : "\"tanh\"");
    }
    StringBuilder y = new StringBuilder("1");
    y.append(",0".repeat(n[n.length - 1] - 1));
    Path file = folder.resolve(sizes + ".json");
    Files.writeString(
        file,
        """
        {"loss": "cce", "activations": [%s], "weights": [%s], "biases": [%s], "x": %s, "y": [%s]}
        """
            .formatted(activations, weights, biases, numbers(random, n[0], 1), y));
    return file;
  }

  private static String numbers(Random random, int count, double scale) {
    StringBuilder list = new StringBuilder("[");
    for (int k = 0; k < count; k++) {
      list.append(k == 0 ? "" : ",")
          .append(String.format(Locale.ROOT, "%.3f", scale * random.nextGaussian()));
    }
    return list.append(']').toString();
  }

  // ---- losses and batches

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mse      | identity | leaves the plain difference | δ⁽²⁾₁ = 2.1245 − 1 = 1.1245",
        "mse      | sigmoid  | Nothing cancels here: the factor of the sigmoid stays."
            + " | δ⁽²⁾₁ = (0.8933 − 1)·0.09535 = −0.01018",
        "mae      | identity | δ = sign(ŷ − y)          | δ⁽²⁾₁ = sign(2.1245 − 1) = 1",
        "mae      | tanh     | Nothing cancels here: the derivative of the activation stays"
            + " | δ⁽²⁾₁ = sign(0.9718 − 1)·0.05552 = −0.05552",
        "huber(0.5) | identity | max(−0.5, min(0.5, ŷ − y)) | δ⁽²⁾₁ = 0.5",
        "quantile(0.9) | identity | −0.9 if ŷ < y           | δ⁽²⁾₁ = 0.1",
        "poisson  | exponential | the plain difference is left | δ⁽²⁾₁ = 8.3686 − 1 = 7.3686",
        "bce(0.2) | sigmoid  | ỹ = (1 − ε)y + ε/k = 0.8·y + 0.2/2"
            + " | δ⁽²⁾₁ = 0.8933 − 0.9 = −0.00674",
      })
  void theErrorSignalOfEveryLossIsDerived(String loss, String activation, String why, String delta)
      throws IOException {
    Path file = folder.resolve("network.yaml");
    Files.writeString(file, LECTURE.formatted(activation, loss, "[1, 2]", "1"));
    CommandLineRun run = CommandLineRun.of("explain", file);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().replaceAll("\\s+", " ")).contains(why).contains(delta);
  }

  private static final String LECTURE =
      """
      activations: [sigmoid, %s]
      loss: %s
      weights: [[[0.1, 0.4], [0.2, 0.5]], [[0.7, 0.8]]]
      biases: [[0.3, 0.6], [0.9]]
      x: %s
      y: %s
      """;

  @Test
  void aBatchHasRowsAndTheMeanOfTheirLosses() throws IOException {
    Path file = folder.resolve("batch.yaml");
    Files.writeString(file, LECTURE.formatted("sigmoid", "bce", "[[1, 2], [0, 1]]", "[1, 0]"));
    CommandLineRun scalar = CommandLineRun.of("explain", file, "--detail", "scalar");
    CommandLineRun matrix = CommandLineRun.of("explain", file, "--detail", "matrix");

    assertThat(scalar.out())
        .contains("Row 2:")
        .contains("z⁽¹⁾₂₁ = w⁽¹⁾₁₁x₂₁ + w⁽¹⁾₁₂x₂₂ + b⁽¹⁾₁ = 0.1·0 + 0.4·1 + 0.3 = 0.7")
        .contains("ℒ = 1/2(ℓ₁ + ℓ₂)")
        .contains("δ⁽²⁾₁₁ = 0.5·(0.8933 − 1) = −0.05337");
    assertThat(matrix.out()).contains("Z⁽¹⁾ = XW⁽¹⁾ᵀ + b⁽¹⁾").contains("∂ℒ/∂W⁽¹⁾ = δ⁽¹⁾ᵀX");
    Located json = CommandLineRun.of("explain", file, "--format", "json").json();
    assertThat(json.member("x").items()).hasSize(2);
    assertThat(json.member("steps").items().getFirst().member("z").items().getFirst().items())
        .hasSize(2);
  }

  // ---- models

  @Test
  void aRowOfAModelIsShownWithItsPreparation() {
    CommandLineRun run = CommandLineRun.of("explain", penguins, data("penguins.csv"), "--row", 3);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("data row 3 of")
        .contains("bill_length_mm", "(40.3 − ", "island=Torgersen")
        .contains("The target is species = Adelie.")
        .contains("The outputs are, in order: Adelie, Chinstrap, Gentoo.")
        .contains("because the targets sum to 1");
  }

  @Test
  void theJsonOfAModelAgreesWithItsPrediction() {
    Located json =
        CommandLineRun.of("explain", penguins, data("penguins.csv"), "--row", 5, "--format", "json")
            .json();
    String predicted = CommandLineRun.of("predict", penguins, data("penguins.csv")).lines().get(5);

    List<Located> prediction = json.member("steps").items().getFirst().member("prediction").items();
    for (int j = 0; j < 3; j++) {
      assertThat(prediction.get(j).number())
          .isCloseTo(Double.parseDouble(predicted.split(",", -1)[j + 1]), within(1e-5));
    }
    assertThat(json.member("row").member("target").member("value").text()).isEqualTo("Adelie");
  }

  @Test
  void missingCellsSayWhatTheyBecame() {
    CommandLineRun run = CommandLineRun.of("explain", penguins, data("penguins.csv"), "--row", 4);
    assertThat(run.out()).contains("(missing)", "the mean, which is 0 here");
    CommandLineRun binary = CommandLineRun.of("explain", titanic, data("titanic.csv"));
    assertThat(binary.code()).as(binary.err()).isZero();
    assertThat(binary.out()).contains("y is 1 for ");
  }

  // ---- dimensions

  @Test
  void aTwoTwoOneNetworkHasNineParameters() {
    CommandLineRun run = CommandLineRun.of("explain", "--example", "lecture-2-2-1", "--dimensions");
    assertThat(run.out()).containsPattern("W⁽¹⁾ +2 × 2 .* 4\n").containsPattern("all +9\n");

    Located json =
        CommandLineRun.of(
                "explain", "--example", "lecture-2-2-1", "--dimensions", "--format", "json")
            .json();
    assertThat(json.member("parameters").longNumber()).isEqualTo(9);
    assertThat(CommandLineRun.of("explain", penguins, "--dimensions").out())
        .contains("every tensor and its shape");
  }

  // ---- what goes wrong

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                                               | Name a model, a network that was typed in, or --example",
        "--example lecture                              | There is no example 'lecture'; there are forward-2-1-1",
        "network.yaml --example lecture-2-2-1           | 'network.yaml' has no effect here: --example brings",
        "--example lecture-2-2-1 --row 2                | --row has no effect here: the row is part of",
        "--example lecture-2-2-1 --separator ;          | --separator has no effect here: the row is part of",
        "--example lecture-2-2-1 --format json --digits 3 | --digits has no effect here: JSON has every number",
        "--example lecture-2-2-1 --dimensions --steps 2 | --steps has no effect here: --dimensions shows shapes",
        "--example lecture-2-2-1 --digits 18            | --digits takes a number from 1 to 17, got 18.",
        "--example lecture-2-2-1 --steps 0              | expected a whole number above 0, got '0'",
        "--example lecture-2-2-1 --format word          | expected one of [text, markdown",
      })
  void choicesThatDoNotGoTogetherAreWrongUsage(String arguments, String message) {
    Object[] words = ("explain " + (arguments == null ? "" : arguments)).strip().split(" +");
    CommandLineRun run = CommandLineRun.of(words);
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void filesThatDoNotFitAreSaidSo() throws IOException {
    Path network = folder.resolve("network.yaml");
    Files.writeString(network, LECTURE.formatted("sigmoid", "bce", "[1, 2]", "one"));
    assertFails("network.yaml:6: y: expected a list: targets, got \"one\".", network);
    assertFails("there is no such file or folder", folder.resolve("none.yaml"));
    assertFails(
        "expected a row from 1 to 344, got --row 345.",
        penguins,
        data("penguins.csv"),
        "--row",
        345);
    Path without = folder.resolve("without.csv");
    Files.write(
        without,
        Files.readAllLines(data("penguins.csv"), StandardCharsets.UTF_8).stream()
            .map(line -> line.substring(line.indexOf(',') + 1))
            .toList());
    assertFails("species", penguins, without);
    CommandLineRun noData = CommandLineRun.of("explain", penguins);
    assertThat(noData.code()).isEqualTo(2);
    assertThat(noData.err()).contains("Name the file of the row behind the model");
  }

  private static void assertFails(String message, Object... arguments) {
    Object[] words = new Object[arguments.length + 1];
    words[0] = "explain";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    CommandLineRun run = CommandLineRun.of(words);
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  private static String text(Located json, String name) {
    return json.member(name).text();
  }
}
