package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Located;
import dev.chainrule.model.Model;
import dev.chainrule.tables.TableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "iris, multiclass, accuracy, 0.5",
    "penguins, multiclass, accuracy, 0.8",
    "breast_cancer, binary, accuracy, 0.8",
    "digits, multiclass, accuracy, 0.8",
    "concrete, regression, r2, 0.3",
    "titanic, binary, accuracy, 0.7"
  })
  void trainsOnEverySampleAndSumsUpInOneLineOfJson(
      String sample, String task, String metric, double atLeast) {
    Path model = folder.resolve("m.safetensors");

    CommandLineRun run =
        CommandLineRun.of("train", data(sample + ".csv"), "--out", model, "--epochs", 12, "--json");

    assertThat(run.code()).as(run.err()).isZero();
    Located summary = run.json();
    assertThat(summary.member("task").text()).isEqualTo(task);
    assertThat(summary.member("epochs").longNumber()).isBetween(1L, 12L);
    assertThat(summary.member("seconds").number()).isPositive();
    assertThat(summary.member("hints").texts()).isEmpty();
    assertThat(summary.member("model").text()).isEqualTo(model.toString());
    assertThat(summary.member("metrics").member("validation").member(metric).number())
        .isGreaterThan(atLeast)
        .isGreaterThan(summary.member("metrics").member("baseline").member(metric).number());
    assertThat(summary.member("parametersSha256").text())
        .isEqualTo(Model.read(model).parametersSha256());
  }

  @Test
  void everyChoiceOfTheDescentIsSaidAndKept() {
    CommandLineRun run =
        train(
            "iris",
            "--epochs",
            4,
            "--optimizer",
            "rmsprop(momentum=0.9,centred)",
            "--schedule",
            "cosine(0.01)",
            "--warmup",
            "1.5",
            "--clip-norm",
            2,
            "--average",
            0.9);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(decision(run, "optimizer")).contains("rmsprop(momentum=0.9,centred)");
    assertThat(decision(run, "schedule")).contains("cosine(0.01)").endsWith("given");
    assertThat(decision(run, "warm-up")).contains("1.5 epochs").endsWith("given");
    assertThat(decision(run, "largest gradient norm")).contains("2").endsWith("given");
    assertThat(decision(run, "average of the weights")).contains("decay 0.9").endsWith("given");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --schedule step                        | A step every 30 epochs never comes
          --schedule one_cycle --warmup 1        | would rise twice
          --schedule plateau --patience 5        | A plateau of 5 epochs never lowers the learning rate
          --warmup 4                             | takes the whole training of at most 4 epochs
          --clip-norm 1 --clip-value 1           | leave one out
          --optimizer momentum(2)                | μ must be at least 0 and below 1, got 2.0
          --average 1                            | expected a number above 0 and below 1, got '1'
          --schedule cosinus                     | There is no schedule 'cosinus'; there are constant, step
          """)
  void whatCannotHaveAnEffectIsWrongUsage(String options, String complaint) {
    CommandLineRun run = train("iris", (Object[]) ("--epochs 4 " + options).split(" ", -1));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(complaint);
  }

  @Test
  void saysWhatItDecidedAndWhatWasGiven() {
    CommandLineRun run =
        train("penguins", "--target", "species", "--epochs", 3, "--seed", 7, "--hidden", "8,4");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(decision(run, "target")).contains("species").endsWith("given");
    assertThat(decision(run, "task")).contains("Adelie, Chinstrap, Gentoo").doesNotContain("given");
    assertThat(decision(run, "seed")).contains(" 7 ").endsWith("given");
    assertThat(decision(run, "hidden")).contains("8, 4").endsWith("given");
    assertThat(decision(run, "optimizer")).doesNotContain("given");
    assertThat(run.out())
        .contains("baseline", "accuracy", "precision", "true \\ predicted", "Saved to")
        .contains("Next: chainrule predict ");
  }

  @Test
  void takesTheLastColumnAndSaysSoIfThereIsNoTarget() {
    CommandLineRun run = train("concrete", "--epochs", 2);

    assertThat(decision(run, "target"))
        .contains("compressive_strength")
        .contains("the last column; --target chooses another");
  }

  @Test
  void showsProgressOnStandardErrorInAboutTwentyLines() {
    CommandLineRun run = train("iris", "--epochs", 200, "--patience", "none");

    assertThat(run.err().lines().filter(line -> line.matches(" *\\d+ +[\\d.e-]+ .*")))
        .hasSizeBetween(10, 25)
        .last()
        .asString()
        .startsWith("  200 ");
    assertThat(run.err()).startsWith("epoch").contains("validation loss");
  }

  @Test
  void namesColumnsThatAreLeftOutAndWhy() {
    CommandLineRun run = train("titanic", "--epochs", 1, "--ignore", "fare,cabin");

    assertThat(run.out()).contains("Columns left out").containsPattern("name +text");
    assertThat(run.out()).containsPattern("fare +on request");
  }

  @Test
  void isSilentIfItShallBe() {
    CommandLineRun run = train("iris", "--epochs", 2, "--quiet");

    assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
    assertThat(folder.resolve("m.safetensors")).exists();
  }

  @Test
  void validatesOnAShareOrOnAFile() throws IOException {
    assertThat(decision(train("iris", "--epochs", 1, "--validation", "40%"), "validation"))
        .contains("40%")
        .endsWith("given");

    List<String> rows = Files.readAllLines(data("iris.csv"));
    Path others = folder.resolve("others.csv");
    Files.write(others, rows.subList(0, 1));
    Files.write(others, rows.subList(40, 141), StandardOpenOption.APPEND);
    CommandLineRun run = train("iris", "--epochs", 1, "--validation", others, "--json");
    assertThat(run.json().member("rows").member("validation").longNumber()).isEqualTo(101);
    assertThat(run.json().member("rows").member("training").longNumber()).isEqualTo(150);
  }

  @Test
  void everyDecisionCanBeTaken() {
    CommandLineRun run =
        train(
            "concrete",
            "--hidden",
            "6",
            "--activation",
            "tanh",
            "--initializer",
            "xavier_normal",
            "--loss",
            "huber",
            "--optimizer",
            "nesterov",
            "--learning-rate",
            "0.005",
            "--l2",
            "0.001",
            "--batch-size",
            "all",
            "--epochs",
            "3",
            "--patience",
            "2",
            "--seed",
            "5",
            "--threads",
            "1",
            "--validation",
            "0.3",
            "--task",
            "regression",
            "--json");

    assertThat(run.code()).as(run.err()).isZero();
    List<String> given =
        run.json().member("decisions").items().stream()
            .filter(decision -> decision.member("given").bool())
            .map(decision -> decision.member("name").text() + " " + decision.member("value").text())
            .toList();
    assertThat(given)
        .anySatisfy(decision -> assertThat(decision).startsWith("hidden 6"))
        .anySatisfy(decision -> assertThat(decision).startsWith("activation tanh"))
        .anySatisfy(decision -> assertThat(decision).startsWith("loss huber"))
        .anySatisfy(decision -> assertThat(decision).startsWith("optimizer nesterov"))
        .anySatisfy(decision -> assertThat(decision).startsWith("learning rate 0.005"))
        .anySatisfy(decision -> assertThat(decision).startsWith("l2 0.001"))
        .anySatisfy(decision -> assertThat(decision).startsWith("batch size all"))
        .anySatisfy(decision -> assertThat(decision).startsWith("epochs"))
        .anySatisfy(decision -> assertThat(decision).startsWith("patience"))
        .anySatisfy(decision -> assertThat(decision).startsWith("seed 5"))
        .anySatisfy(decision -> assertThat(decision).startsWith("validation 30%"))
        .anySatisfy(decision -> assertThat(decision).startsWith("task regression"));
  }

  @Test
  void withoutHiddenLayersItIsLinearRegression() {
    CommandLineRun run = train("concrete", "--hidden", "none", "--epochs", 1, "--json");

    assertThat(run.json().member("parameters").longNumber()).isEqualTo(9);
  }

  @Test
  void numbersCanBeLearntAsClassesIfTheTaskIsGiven() throws IOException {
    Path file = folder.resolve("grades.csv");
    StringBuilder text = new StringBuilder("x,grade\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 7).append(".5,").append(i % 3).append('\n');
    }
    Files.writeString(file, text);
    Path out = folder.resolve("m.safetensors");

    String[] tasks = {"classification", "regression"};
    for (String task : tasks) {
      CommandLineRun run =
          CommandLineRun.of("train", file, "--task", task, "--epochs", 1, "--out", out, "--json");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.json().member("task").text())
          .isEqualTo(task.equals("regression") ? "regression" : "multiclass");
    }
  }

  @Test
  void keepsWhereTheModelComesFrom() {
    train("iris", "--epochs", 2, "--seed", 11, "--quiet");

    Model model = Model.read(folder.resolve("m.safetensors"));

    assertThat(model.provenance().seed()).isEqualTo(11);
    assertThat(model.provenance().dataSource()).isEqualTo(data("iris.csv").toString());
    assertThat(model.provenance().dataSha256())
        .isEqualTo(TableReader.standard().read(data("iris.csv")).sha256())
        .hasSize(64);
    assertThat(model.provenance().settings()).containsKeys("target", "optimizer", "learning rate");
    assertThat(model.history().epochs()).hasSize(2);
  }

  @Test
  void replacesAModelThatIsThereAndSaysSo() {
    assertThat(train("iris", "--epochs", 1).out()).doesNotContain("replacing");
    assertThat(train("iris", "--epochs", 1).out()).contains("replacing the file that was there");
  }

  @Test
  void modelsAreNamedAfterTheData() {
    assertThat(TrainCommand.defaultModelFile(Path.of("data/penguins.csv")))
        .isEqualTo(Path.of("penguins.safetensors"));
    assertThat(TrainCommand.defaultModelFile(Path.of("/x/adult.train.CSV.gz")))
        .isEqualTo(Path.of("adult.train.safetensors"));
    assertThat(TrainCommand.defaultModelFile(Path.of("train-images-idx3-ubyte")))
        .isEqualTo(Path.of("train-images-idx3-ubyte.safetensors"));
  }

  @Test
  void readsCsvAsTheOptionsSay() throws IOException {
    Path file = folder.resolve("german.csv");
    StringBuilder text = new StringBuilder("länge;typ\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 9 == 0 ? "fehlt" : i % 2 + ",5").append(i % 2 == 0 ? ";rund\n" : ";eckig\n");
    }
    Files.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));

    CommandLineRun run =
        CommandLineRun.of(
            "train",
            file,
            "--separator",
            "semicolon",
            "--decimal-comma",
            "--missing",
            "fehlt",
            "--encoding",
            "ISO-8859-1",
            "--epochs",
            1,
            "--out",
            folder.resolve("g.safetensors"));

    assertThat(run.code()).as(run.err()).isZero();
    CommandLineRun shown = CommandLineRun.of("show", folder.resolve("g.safetensors"));
    assertThat(shown.out())
        .containsPattern("länge +number +input")
        .contains("missing: the mean, and an indicator");
  }

  @Test
  void divergenceIsAnErrorThatKeepsTheBestParametersBefore() {
    CommandLineRun run =
        train(
            "concrete",
            "--optimizer",
            "sgd",
            "--learning-rate",
            "3",
            "--hidden",
            "64,64",
            "--epochs",
            "50",
            "--batch-size",
            "all",
            "--patience",
            "none",
            "--quiet");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("diverged", "epoch", "layer", "learning rate")
        .doesNotContain("\tat ");
    if (run.err().contains("were saved")) {
      Model kept = Model.read(folder.resolve("m.safetensors"));
      assertThat(kept.history().bestEpoch()).isPositive();
      assertThat(kept.provenance().trainingRows()).isPositive();
      assertThat(kept.provenance().settings()).containsKeys("data", "target", "optimizer");
    } else {
      assertThat(folder.resolve("m.safetensors")).doesNotExist();
    }
  }

  private CommandLineRun train(String sample, Object... more) {
    Object[] arguments = new Object[more.length + 4];
    arguments[0] = "train";
    arguments[1] = data(sample + ".csv");
    arguments[2] = "--out";
    arguments[3] = folder.resolve("m.safetensors");
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandLineRun.of(arguments);
  }

  private static String decision(CommandLineRun run, String name) {
    return run.lines().stream()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + run));
  }
}
