package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documents say that commands print is what they print. With {@code
 * -Dtest.jvm.options=-Dchainrule.documents=write} the documents are brought up to date instead, to
 * be read before they are committed.
 */
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern FORMULA =
      Pattern.compile("\\$\\$.*?\\$\\$|\\$[^$\n]*\\$", Pattern.DOTALL);
  private static final Path DOCS = Path.of("..", "docs");

  static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandPrintsWhatTheDocumentSays(Path document, @TempDir Path folder)
      throws IOException {
    DocumentedCommands.Result result = DocumentedCommands.run(document, folder.toRealPath());
    if ("write".equals(System.getProperty("chainrule.documents"))) {
      Files.writeString(document, result.text());
      return;
    }

    assertThat(result.differences()).as(document.toString()).isEmpty();
    if (document.startsWith(DOCS.resolve("course"))) {
      assertThat(result.unchecked()).as("numbers that nothing checks in " + document).isEmpty();
    }
    assertThat(result.text()).isEqualTo(Files.readString(document));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Path document) throws IOException {
    Matcher link = LINK.matcher(Files.readString(document));
    while (link.find()) {
      assertThat(document.resolveSibling(link.group(1))).as(link.group()).exists();
    }
  }

  /**
   * Markdown takes the backslash off every sign, and leaves it before letters; and a comment that
   * begins a line ends the paragraph.
   */
  @ParameterizedTest
  @MethodSource("documents")
  void formulasSurviveMarkdown(Path document) throws IOException {
    String sentences =
        Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(Files.readString(document))
            .replaceAll("");
    assertThat(sentences.lines().map(String::strip))
        .as("comments that begin a line, and so a block of HTML, in " + document)
        .noneMatch(line -> line.startsWith("<!--"));
    Matcher formula = FORMULA.matcher(sentences);
    while (formula.find()) {
      assertThat(formula.group()).as(document.toString()).doesNotContainPattern("\\\\[^A-Za-z]");
    }
  }

  @Test
  void numbersInSentencesAreHeldAgainstTheirComments(@TempDir Path folder) throws IOException {
    Path document =
        Files.writeString(
            folder.resolve("some.md"),
            """
            ```yaml
            # file: neuron.yaml
            activations: [sigmoid]
            loss: bce
            weights: [[[0.5, -1]]]
            biases: [[0.25]]
            x: [2, 1]
            y: 1
            ```

            <!-- neuron = chainrule explain neuron.yaml --format json -->
            It says 0.5622 and is off by −0.4378. <!-- = neuron.steps[0].prediction;
            neuron.steps[0].delta[0][0] --> It begins with 0.25.

            1. $-\\ln 0.1$ <!-- = 2/20 --> is 2.3025. <!-- = -ln(1/10) -->
            2. That makes 407,050 or $2^{10}$ or 0.125 or -1.5. <!-- = (1+1)^3^1 - 9.5 -->
            3. Take 0.7 of it. <!-- given -->
            4. One half is 0.5. <!-- = half.of[0] -->
            """);

    DocumentedCommands.Result result = DocumentedCommands.run(document, folder.toRealPath());

    assertThat(result.numbers()).isEqualTo(6);
    assertThat(result.differences())
        .satisfiesExactly(
            rounded ->
                assertThat(rounded).startsWith("2.3025 is written, -ln(1/10) is 2.30258509299404"),
            unnamed -> assertThat(unnamed).contains("'half' is the name of no command before it"));
    assertThat(result.unchecked())
        .satisfiesExactly(
            parameters -> assertThat(parameters).startsWith("407,050 in: 2. That makes"),
            eighth -> assertThat(eighth).startsWith("0.125 in: "));
  }

  @Test
  void whatIsNotPrintedIsNoticed(@TempDir Path folder) throws IOException {
    Path document =
        Files.writeString(
            folder.resolve("some.md"),
            """
            ```console
            $ chainrule show nothing.safetensors
            something else
            ```
            """);

    DocumentedCommands.Result result = DocumentedCommands.run(document, folder.toRealPath());

    assertThat(result.commands()).isEqualTo(1);
    assertThat(result.differences()).hasSize(1);
    assertThat(result.text()).contains("chainrule: nothing.safetensors: ").doesNotContain("else");
  }
}
