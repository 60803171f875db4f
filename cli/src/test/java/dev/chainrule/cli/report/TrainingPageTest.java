package dev.chainrule.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TrainingPageTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"penguins", "concrete", "titanic", "digits"})
  void isWellFormedAndNeedsNoNetwork(String sample) throws Exception {
    String page = report(Path.of("..", "data", sample + ".csv"));

    Document document = parsed(page);

    assertThat(document.getDocumentElement().getTagName()).isEqualTo("html");
    assertThat(page).doesNotContainIgnoringCase("http").doesNotContain("url(", "@import", "src=");
    assertThat(elements(document, "script")).isEmpty();
    assertThat(elements(document, "link")).isEmpty();
  }

  @Test
  void canBeReadWithoutSeeingIt() throws Exception {
    Document document = parsed(report(Path.of("..", "data", "concrete.csv")));

    assertThat(document.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(elements(document, "h1")).hasSize(1);
    assertThat(elements(document, "table"))
        .isNotEmpty()
        .allSatisfy(table -> assertThat(table.getElementsByTagName("caption").getLength()).isOne());
    assertThat(elements(document, "th"))
        .allSatisfy(header -> assertThat(header.getAttribute("scope")).isIn("row", "col"));
    Set<String> ids = new HashSet<>();
    for (Element each : elements(document, "*")) {
      if (each.hasAttribute("id")) {
        assertThat(ids.add(each.getAttribute("id"))).as(each.getAttribute("id")).isTrue();
      }
    }
    assertThat(elements(document, "svg"))
        .hasSize(6)
        .allSatisfy(drawing -> {
          assertThat(drawing.getAttribute("role")).isEqualTo("img");
          assertThat(ids).containsAll(List.of(drawing.getAttribute("aria-labelledby").split(" ")));
          assertThat(drawing.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
        });
  }

  @Test
  void showsWhatWasLearntBesideTheBaseline() throws Exception {
    String text =
        parsed(report(Path.of("..", "data", "penguins.csv"))).getDocumentElement().getTextContent();

    assertThat(text)
        .contains("Predicting species from penguins.csv")
        .contains("The network is right about species in")
        .contains("Always answering “Adelie”")
        .contains("275 rows", "baseline", "Adelie", "learning rate", "SHA-256 of the parameters")
        .contains("chainrule train");
  }

  @Test
  void drawsEveryLayerWhereFiguresAreAskedFor() throws Exception {
    Document document =
        parsed(
            report(
                Path.of("..", "data", "iris.csv"),
                "--hidden",
                "6,5",
                "--activation",
                "tanh",
                "--diagnose",
                "figures"));

    List<String> titles =
        elements(document, "title").stream().map(Element::getTextContent).toList();
    for (int layer = 1; layer <= 3; layer++) {
      assertThat(titles)
          .contains(
              "Layer %d: norm of the gradient by epoch".formatted(layer),
              "Layer %d: norm of the weights by epoch".formatted(layer),
              "Layer %d: change of the weights by epoch".formatted(layer));
    }
    assertThat(titles).noneMatch(title -> title.contains("dead"));
    assertThat(document.getDocumentElement().getTextContent()).contains("No unit was dead");
  }

  @Test
  void tellsHintsWithTheirPlace() throws Exception {
    String[] tooSlow = {"--hidden", "8", "--optimizer", "sgd", "--learning-rate", "0.0000000001"};
    Path iris = Path.of("..", "data", "iris.csv");

    assertThat(parsed(report(iris, tooSlow)).getDocumentElement().getTextContent())
        .contains("small steps", "layer 2, epoch 1", "Try a larger learning rate.");
    assertThat(report(iris)).contains("Nothing looked wrong inside the layers");
    assertThat(report(iris, "--diagnose", "off")).doesNotContain("Diagnosis", "looked wrong");
  }

  @Test
  void namesInTheDataCannotBecomeMarkup() throws Exception {
    Path file = folder.resolve("evil.csv");
    StringBuilder rows = new StringBuilder("\"<script>alert(1)</script>\",\"a&b\"\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i).append(i % 2 == 0 ? ".5,<b>yes</b>\n" : ".5,\"\"\"no\"\" & <i>\"\n");
    }
    Files.writeString(file, rows);

    Document document = parsed(report(file));

    assertThat(elements(document, "script")).isEmpty();
    assertThat(elements(document, "i")).isEmpty();
    assertThat(document.getDocumentElement().getTextContent())
        .contains("<script>alert(1)</script>", "<b>yes</b>", "\"no\" & <i>");
  }

  @Test
  void elementsMustBeClosedInOrder() {
    Markup markup = new Markup().open("p").open("b");

    assertThatThrownBy(() -> markup.close("p")).hasMessageContaining("<b>");
    assertThatThrownBy(markup::finish).hasMessageContaining("<b>");
  }

  @Test
  void charactersThatXmlLacksAreReplaced() {
    assertThat(new Markup().leaf("p", "a\u0000b\u001bc😀").finish()).contains("a\uFFFDb\uFFFDc😀");
  }

  private String report(Path data, String... more) throws IOException {
    Path page = folder.resolve("report.html");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> line = new ArrayList<>(List.of("train", data.toString(), "--epochs", "4"));
    line.addAll(List.of("--quiet", "--out", folder.resolve("m.safetensors").toString()));
    line.addAll(List.of("--report", page.toString()));
    line.addAll(List.of(more));
    int code = Main.run(new ByteArrayOutputStream(), err, line.toArray(String[]::new));
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return Files.readString(page);
  }

  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
