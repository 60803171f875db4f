package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExerciseCommandTest {

  @TempDir private Path folder;

  @Test
  void aSeedMakesOneWorksheetAndItsSolution() throws IOException {
    Path solution = folder.resolve("solution.txt");

    CommandLineRun run = CommandLineRun.of("exercise", "--seed", 7, "--solution", solution);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("Worksheet: exercise 7")
        .contains("W⁽¹⁾ = ", "z⁽¹⁾₂ = ....", "ŷ = ....", "δ⁽²⁾₁ = ....", "new b⁽²⁾₁ = ....");
    assertThat(Files.readString(solution)).contains("exercise 7", "Backward", "Update");
    assertThat(CommandLineRun.of("exercise", "--seed", 7).out()).isEqualTo(run.out());
    assertThat(CommandLineRun.of("exercise", "--seed", 8).out()).isNotEqualTo(run.out());
    assertThat(CommandLineRun.of("exercise", "--seed", 7, "--solution", "-").out())
        .isEqualTo(Files.readString(solution));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "html", "latex", "json"})
  void everyFormatHasAWorksheetAndASolution(String format) throws IOException {
    Path solution = folder.resolve("solution");

    CommandLineRun run =
        CommandLineRun.of(
            "exercise",
            "--sizes",
            "3,2,3",
            "--activations",
            "relu,softmax",
            "--loss",
            "cce",
            "--format",
            format,
            "--solution",
            solution);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("exercise 0");
    assertThat(Files.readString(solution)).contains("exercise 0").isNotEqualTo(run.out());
  }

  private Path form() {
    Path form = folder.resolve("form.json");
    assertThat(CommandLineRun.of("exercise", "--seed", 7, "--format", "json", "--out", form).code())
        .isZero();
    return form;
  }

  /** The form with the first step of the solution in place of the nulls. */
  private String filledIn(Path form) throws IOException {
    Located solution =
        CommandLineRun.of("exercise", "--seed", 7, "--format", "json", "--solution", "-").json();
    Json.Members step = Json.object();
    for (var member : solution.member("steps").items().getFirst().members().entrySet()) {
      if (!member.getKey().equals("dx") && !member.getKey().equals("loss_after")) {
        step = step.with(member.getKey(), member.getValue().json());
      }
    }
    Json.Members filled = (Json.Members) Json.parse(Files.readString(form));
    return filled.with("answers", step).toText();
  }

  @Test
  void aFormIsFilledInAndMarked() throws IOException {
    Path form = form();
    assertThat(CommandLineRun.of("exercise", "--answers", form).out())
        .contains("0 of 28 marks", "Nothing was filled in");

    Path right = Files.writeString(folder.resolve("right.json"), filledIn(form));
    assertThat(CommandLineRun.of("exercise", "--answers", right).out())
        .contains("right.json: 28 of 28 marks", "Nothing is wrong.");
  }

  @Test
  void theFirstMistakeIsNamedAndWhatFollowsFromItEarnsItsMark() throws IOException {
    String right = filledIn(form());
    Located form = new Located("", Json.parse(right));
    double bias = form.member("biases").items().getFirst().items().getFirst().number();
    double z = form.member("answers").member("z").items().getFirst().items().getFirst().number();
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.json"), right.replace("\"z\":[[" + z, "\"z\":[[" + (z - bias)));

    CommandLineRun run = CommandLineRun.of("exercise", "--answers", wrong);
    Located json = CommandLineRun.of("exercise", "--answers", wrong, "--json").json();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("It went wrong first at z of layer 1, unit 1", "Perhaps: is the bias left out?");
    assertThat(json.member("firstWrong").member("quantity").text()).isEqualTo("z");
    assertThat(json.member("earned").longNumber()).isLessThan(28);
    assertThat(json.member("marks").items()).hasSize(28);
  }

  @Test
  void whatCannotBeIsSaid() throws IOException {
    Path bad =
        Files.writeString(folder.resolve("bad.json"), "{\n\"loss\": \"bce\",\n\"answers\": 3}");

    assertRefused(1, "bad.json", "--answers", bad.toString());
    assertRefused(2, "--seed has no effect here", "--answers", bad.toString(), "--seed", "1");
    assertRefused(2, "--tolerance has no effect here", "--tolerance", "0.1");
    assertRefused(2, "--digits takes a number from 2 to 10", "--digits", "1");
    assertRefused(2, "--sizes takes the inputs", "--sizes", "3");
    assertRefused(2, "needs the output activation sigmoid", "--activations", "relu,tanh");
    assertRefused(2, "There is no activation 'cube'", "--activations", "cube");
    assertRefused(2, "--solution - takes the place", "--solution", "-", "--out", "x.txt");
  }

  private static void assertRefused(int code, String message, String... options) {
    Object[] line = new Object[options.length + 1];
    line[0] = "exercise";
    System.arraycopy(options, 0, line, 1, options.length);
    CommandLineRun run = CommandLineRun.of(line);
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
    assertThat(run.err()).contains(message);
  }
}
