package dev.chainrule.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.explain.Problem;
import dev.chainrule.explain.WorkedExample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkFileTest {

  private static final String YAML =
      """
      # The lecture's network
      activations: [sigmoid, sigmoid]
      loss: bce
      learning_rate: .5
      weights:
        - [[0.1, 0.4],
           [0.2, 0.5]]
        - - - 0.7
            - +0.8
      biases: [[0.3, 0.6], [0.9]]
      x: [1, 2]
      y: 1
      steps: 3
      """;

  private static final String JSON =
      """
      {
      \t"activations": ["sigmoid", "sigmoid"], "loss": "bce", "learning_rate": 0.5,
      \t"weights": [[[0.1, 0.4], [0.2, 0.5]],
      \t\t[[0.7, 0.8]]],
      \t"biases": [[0.3, 0.6], [0.9]], "x": [1, 2], "y": 1, "steps": 3
      }
      """;

  @TempDir private Path folder;

  @Test
  void yamlAndJsonSayTheSame() {
    Problem lecture = WorkedExample.named("lecture-2-2-1").problem();

    assertThat(read("lecture-2-2-1.yaml", YAML)).isEqualTo(lecture);
    assertThat(read("lecture-2-2-1.json", JSON)).isEqualTo(lecture);
    assertThat(read("lecture-2-2-1.YML", YAML.replace("\n", "\r\n"))).isEqualTo(lecture);
    assertThat(read("other.yaml", "name: mine\n" + YAML).name()).isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x: [1, 2]      | x: [1, two]     | :11: x[1]: expected a number, got \"two\".",
        "+0.8           | 0,8             | :9: weights[1][0][1]: expected a number, got \"0,8\".",
        "+0.8           | .inf            | :9: weights[1][0][1]: expected a number, got \".inf\".",
        "[0.2, 0.5]     | [0.2]           | :7: weights[0][1]: expected 2 (as many as in the first row), got 1.",
        "loss: bce      | los: bce        | :3: los: there is no such key; there are name, notes, sizes",
        "loss: bce      | loss: mse       | ",
        "y: 1           | #               | : y: expected a value, got nothing.",
        "y: 1           | x: 1            | :12: this is no YAML: the key x stands twice.",
        "y: 1           | y: [1           | :13: this is no YAML: ",
        "y: 1           | 'y: 1'          | :13: this is no YAML: ",
      })
  void whatIsWrongInYamlIsNamedWithLineAndKey(String typed, String instead, String message) {
    String yaml = YAML.replace(typed, instead);
    if (message == null) {
      assertThat(read("net.yaml", yaml).activationName(2)).isEqualTo("sigmoid");
    } else {
      assertThatThrownBy(() -> read("net.yaml", yaml))
          .hasMessageStartingWith(folder.resolve("net.yaml") + message);
    }
  }

  @Test
  void whatIsWrongInJsonIsNamedWithLineAndKey() {
    assertThatThrownBy(() -> read("net.json", JSON.replace("0.8", "\"b\"")))
        .hasMessage(
            folder.resolve("net.json") + ":4: weights[1][0][1]: expected a number, got \"b\".");
    assertThatThrownBy(() -> read("net.json", JSON.replace("1, 2]", "1, 2")))
        .hasMessageStartingWith(folder.resolve("net.json") + ": line 5, column 48: expected");
  }

  @Test
  void numbersThatNobodyTypesAreRefusedWithTheirPlace() {
    String digits = "." + "1".repeat(1200);
    assertThatThrownBy(() -> read("net.yaml", YAML.replace(": .5", ": " + digits)))
        .hasMessage(
            "%s:4: learning_rate: expected a number, got \"%s…."
                .formatted(folder.resolve("net.yaml"), digits.substring(0, 39)));
    assertThatThrownBy(() -> read("net.yaml", YAML.replace(": .5", ": 0x1F")))
        .hasMessageEndingWith(":4: learning_rate: expected a number, got \"0x1F\".");
  }

  @Test
  void filesThatAreNoTextAreRefused() throws IOException {
    Path file = folder.resolve("binary.yaml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> NetworkFile.read(file)).hasMessage(file + ": expected text in UTF-8.");
    assertThatThrownBy(() -> read("empty.yaml", "# nothing"))
        .hasMessage(folder.resolve("empty.yaml") + ": this is no YAML: the file is empty.");
  }

  private Problem read(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return NetworkFile.read(file);
  }
}
