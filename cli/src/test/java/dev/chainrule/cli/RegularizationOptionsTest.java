package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dropout;
import dev.chainrule.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegularizationOptionsTest {

  @TempDir private Path folder;

  private CommandLineRun train(String data, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                Path.of("..", "data", data).toString(),
                "--epochs",
                "2",
                "-q",
                "-o",
                folder.resolve("m.safetensors").toString()));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray());
  }

  @Test
  void everyOptionShapesTheNetworkOrIsKeptInTheProvenance() {
    String options =
        "--hidden 8 --normalization batch --dropout 20% --input-dropout 0.1 --l1 0.001 --max-norm 3"
            + " --label-smoothing 0.1 --input-noise 0.05 --mixup 0.2 --penalty-scope all";
    assertThat(train("iris.csv", options.split(" ")).code()).isZero();

    Model model = Model.read(folder.resolve("m.safetensors"));
    assertThat(model.network().architecture().layers())
        .hasAtLeastOneElementOfType(BatchNorm.class)
        .contains(Dropout.of(0.2), Dropout.of(0.1));
    assertThat(model.loss().label()).isEqualTo("cce(0.1)");
    assertThat(model.provenance().settings())
        .containsEntry("normalization", "batch")
        .containsEntry("dropout", "20% of the hidden units")
        .containsEntry("input dropout", "10% of the inputs")
        .containsEntry("l1", "0.001")
        .containsEntry("max norm", "3")
        .containsEntry("label smoothing", "0.1")
        .containsEntry("input noise", "0.05")
        .containsEntry("mixup", "0.2")
        .containsEntry("penalty scope", "all parameters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iris.csv | --hidden none --dropout 0.2 | no hidden layer to drop units of",
        "iris.csv | --hidden none --normalization layer | no hidden layer to normalize",
        "iris.csv | --normalization batch --batch-size 1 | at least 2 rows",
        "iris.csv | --mixup 0.2 --batch-size 1 | the batch size is 1",
        "iris.csv | --l2 0 --penalty-scope all | both penalties are 0",
        "iris.csv | --loss cce(0.1) --label-smoothing 0.1 | given twice",
        "concrete.csv | --label-smoothing 0.1 | no labels to smooth",
        "iris.csv | --dropout 1 | expected a share of at least 0 and below 1",
        "iris.csv | --normalization both | expected batch or layer",
        "iris.csv | --penalty-scope biases | expected weights or all",
        "iris.csv | --max-norm 0 | expected a number above 0"
      })
  void whatCannotHaveAnEffectIsWrongUsage(String data, String options, String message) {
    CommandLineRun run = train(data, options.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
