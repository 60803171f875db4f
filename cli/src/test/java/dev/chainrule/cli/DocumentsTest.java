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
