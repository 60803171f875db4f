package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Located;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Model;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradcheckCommandTest {

  @TempDir private static Path models;

  private static Path titanic = Path.of("");

  @BeforeAll
  static void train() {
    titanic = models.resolve("titanic.safetensors");
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            data("titanic.csv"),
            "--target",
            "survived",
            "--hidden",
            "8,4",
            "--activation",
            "tanh",
            "--epochs",
            2,
            "--out",
            titanic,
            "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void aTrainedModelPassesOnRowsOfItsData() {
    CommandLineRun run = CommandLineRun.of("gradcheck", titanic, data("titanic.csv"));

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .startsWith(titanic + " on the first 8 rows of " + data("titanic.csv"))
        .contains("Gradient check passed", "layer 1, weight", "layer 3, bias", "inputs", "worst: ")
        .doesNotContain("sample");
  }

  @Test
  void withoutDataRowsAreMadeUpFromASeed() {
    CommandLineRun run = CommandLineRun.of("gradcheck", titanic, "--rows", 3, "--seed", 5);

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("on 3 rows made up with seed 5");
    assertThat(CommandLineRun.of("gradcheck", titanic, "--rows", 3, "--seed", 5)).isEqualTo(run);
    assertThat(CommandLineRun.of("gradcheck", titanic, "--rows", 3, "--seed", 6).out())
        .isNotEqualTo(run.out());
  }

  @Test
  void machinesGetEveryCountAndTheWorst() {
    Located json =
        CommandLineRun.of("gradcheck", titanic, data("titanic.csv"), "--rows", 2, "--json").json();

    assertThat(json.member("passed").bool()).isTrue();
    assertThat(json.member("rows").longNumber()).isEqualTo(2);
    assertThat(json.member("gradients").longNumber())
        .isEqualTo(json.member("measured").longNumber());
    assertThat(json.member("disagree").items()).isEmpty();
    assertThat(json.member("tensors").items()).hasSize(7);
    assertThat(json.member("tensors").items().getFirst().member("name").text())
        .isEqualTo("layer 1, weight");
    assertThat(json.member("worst").member("relativeError").number()).isLessThan(1e-6);
  }

  @Test
  void aLargeNetworkIsSampledAndSaysSo() {
    Path large = model("large", Loss.softmaxCrossEntropy(), Activation.relu(), 784, 512, 10);

    CommandLineRun run = CommandLineRun.of("gradcheck", large, "--rows", 1, "--sample", 5);

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("25 of 407,834 gradients were measured", "5 of 401,408", "5 of 784");
  }

  @Test
  void oneLayerAndTwelveLayersPass() {
    Path one = model("one", Loss.sigmoidCrossEntropy(), Activation.relu(), 3, 1);
    Path twelve =
        model(
            "twelve",
            Loss.meanSquaredError(),
            Activation.tanh(),
            5,
            4,
            4,
            4,
            4,
            4,
            4,
            4,
            4,
            4,
            4,
            4,
            2);

    assertThat(CommandLineRun.of("gradcheck", one).code()).isZero();
    CommandLineRun deep = CommandLineRun.of("gradcheck", twelve, "--rows", 2);
    assertThat(deep.code()).as(deep.out()).isZero();
    assertThat(deep.out()).contains("layer 12, bias");
  }

  private static Path model(String name, Loss loss, Activation activation, int inputs, int... n) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < n.length; l++) {
      layers.add(l + 1 < n.length ? Dense.of(n[l], activation) : Dense.of(n[l]));
    }
    Network network = Network.initialize(new Architecture(Shape.vector(inputs), layers), 1);
    Path file = models.resolve(name + ".safetensors");
    Model.of(network, loss).write(file);
    return file;
  }

  @Test
  void batchNormAndDropoutAreCheckedAsInTraining() {
    Path file = normalisedAndThinned();

    CommandLineRun finished = CommandLineRun.of("gradcheck", file, "--json");
    CommandLineRun training = CommandLineRun.of("gradcheck", file, "--training", "--json");

    assertThat(training.code()).as(training.out() + training.err()).isZero();
    assertThat(training.json().member("training").bool()).isTrue();
    assertThat(training.json().member("passed").bool()).isTrue();
    assertThat(finished.json().member("training").bool()).isFalse();
    assertThat(training.json().member("tensors").json())
        .isNotEqualTo(finished.json().member("tensors").json());
    assertThat(CommandLineRun.of("gradcheck", file, "--training").out())
        .startsWith(file + " on 8 rows made up with seed 0, as in a step of a training")
        .contains("Gradient check passed");
  }

  @Test
  void aBatchOfOneRowHasNoStatisticsToTrainWith() {
    CommandLineRun run =
        CommandLineRun.of("gradcheck", normalisedAndThinned(), "--training", "--rows", 1);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--training needs at least 2 rows, got 1: batch norm");
  }

  private static Path normalisedAndThinned() {
    List<Layer> layers =
        List.of(
            Dense.of(6, Activation.identity()),
            BatchNorm.of(Activation.tanh()),
            Dropout.of(0.5),
            Dense.of(2));
    Network network = Network.initialize(new Architecture(Shape.vector(3), layers), 1);
    Path file = models.resolve("norm.safetensors");
    Model.of(network, Loss.meanSquaredError()).write(file);
    return file;
  }

  @Test
  void optionsWithoutEffectAreRefused() {
    assertThat(CommandLineRun.of("gradcheck", titanic, "--training"))
        .satisfies(run -> {
          assertThat(run.code()).isEqualTo(2);
          assertThat(run.err()).contains("--training has no effect here: the network has no batch");
        });
    assertThat(CommandLineRun.of("gradcheck", titanic, "--separator", "tab"))
        .satisfies(run -> {
          assertThat(run.code()).isEqualTo(2);
          assertThat(run.err()).contains("--separator has no effect here: no data file is read");
        });
    assertThat(CommandLineRun.of("gradcheck", titanic, data("titanic.csv"), "--seed", 1))
        .satisfies(run -> {
          assertThat(run.code()).isEqualTo(2);
          assertThat(run.err()).contains("--seed has no effect here: every gradient is checked");
        });
  }

  @Test
  void aBareModelTakesNoFile() {
    Path bare = model("bare", Loss.meanSquaredError(), Activation.tanh(), 2, 2, 1);

    CommandLineRun run = CommandLineRun.of("gradcheck", bare, data("titanic.csv"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("bare.safetensors", "knows no columns");
  }

  @Test
  void aNetworkThatWasTypedInIsCheckedOnItsOwnRow() throws IOException {
    Path file = Files.writeString(models.resolve("network.yaml"), NETWORK);

    CommandLineRun run = CommandLineRun.of("gradcheck", file);

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .startsWith(file + " with 1 row of its own")
        .contains("Gradient check passed: 11 gradients");
    assertThat(CommandLineRun.of("gradcheck", file, data("titanic.csv")).err())
        .contains("has no effect here: the rows are those of " + file);
    assertThat(CommandLineRun.of("gradcheck", file, "--rows", 2).code()).isEqualTo(2);
  }

  private static final String NETWORK =
      """
      activations: [sigmoid, sigmoid]
      loss: bce
      weights:
        - [[0.1, 0.4], [0.2, 0.5]]
        - [[0.7, 0.8]]
      biases: [[0.3, 0.6], [0.9]]
      x: [1, 2]
      y: 1
      """;

  @Test
  void bothInterpretersAreHeldToValuesRecordedElsewhere() {
    Path values = Path.of("..", "core", "src", "test", "resources", "reference", "gradients.json");

    CommandLineRun run = CommandLineRun.of("gradcheck", "--against", values);
    Located json = CommandLineRun.of("gradcheck", "--against", values, "--json").json();

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("27 cases held against recorded values: passed", "deep 12");
    assertThat(json.member("passed").bool()).isTrue();
    assertThat(json.member("reference").member("largestRelativeDifference").number())
        .isLessThan(1e-13);
    assertThat(json.member("engine").member("largestRelativeDifference").number())
        .isBetween(1e-9, 1e-4);
    assertThat(json.member("cases").items()).hasSize(27);
    assertThat(
            CommandLineRun.of("gradcheck", "--against", values, "--engine-tolerance", "1e-9")
                .code())
        .isEqualTo(1);
  }

  @Test
  void aValueThatIsOffFailsAndIsNamed() throws IOException {
    Path values =
        Files.writeString(
            models.resolve("off.yaml"),
            NETWORK + "expected:\n  loss: 0.1129\n  db: [[-0.0151, -0.0108], [0.1067]]\n");

    CommandLineRun run = CommandLineRun.of("gradcheck", "--against", values, "--tolerance", "0.01");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "FAILED", "  off: db of layer 2, row 1, column 1: recorded 0.106700000, the reference")
        .contains("at most 2.0e+00 off");
  }

  @Test
  void aFileThatIsWrongIsNamedWithLineAndKey() throws IOException {
    Path values =
        Files.writeString(
            models.resolve("wrong.yaml"),
            NETWORK + "expected:\n  loss: 0.1129\n  db: [[-0.0151], [0.1067]]\n");

    CommandLineRun run = CommandLineRun.of("gradcheck", "--against", values);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "chainrule: %s:11: expected.db[0]: expected 2 (numbers), got 1.%n".formatted(values));
    assertThat(CommandLineRun.of("gradcheck").err()).contains("Name a model, a network");
    assertThat(CommandLineRun.of("gradcheck", titanic, "--tolerance", "1").err())
        .contains("--tolerance has no effect here: it belongs to --against");
    assertThat(CommandLineRun.of("gradcheck", titanic, "--against", values).code()).isEqualTo(2);
  }
}
