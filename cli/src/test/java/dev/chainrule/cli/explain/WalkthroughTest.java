package dev.chainrule.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.cli.document.Digits;
import dev.chainrule.cli.document.Document;
import dev.chainrule.cli.document.LatexPrinter;
import dev.chainrule.cli.document.MarkdownPrinter;
import dev.chainrule.cli.document.TextPrinter;
import dev.chainrule.cli.report.ExplanationPage;
import dev.chainrule.explain.Problem;
import dev.chainrule.explain.Worksheet;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A network for digits of 28 × 28 pixels, 784-512-10, in every format. */
class WalkthroughTest {

  private static final Digits FOUR = new Digits(4);

  private static Worksheet sheet =
      Worksheet.of(
          Problem.parse(
              """
              {"loss": "mse", "activations": ["identity"], "weights": [[[1]]], "biases": [[0]], "x": [1], "y": 1}
              """));

  @BeforeAll
  static void workOut() {
    Architecture architecture = Architecture.dense(784, List.of(512), Activation.relu(), 10);
    double[] y = new double[10];
    y[3] = 1;
    sheet =
        Worksheet.of(
            Problem.of(
                Network.initialize(architecture, 7),
                Loss.softmaxCrossEntropy(),
                new Random(7).doubles(784).toArray(),
                y));
  }

  @Test
  void stayReadableWhereTheNetworkIsBig() {
    assertThat(Detail.suiting(sheet.problem())).isEqualTo(Detail.SUMMARY);
    for (Detail detail : Detail.values()) {
      Document page =
          Walkthrough.of(sheet, detail, Walkthrough.UNITS, Optional.empty(), Optional.empty());
      String text = TextPrinter.print(page, FOUR, heading -> heading);
      assertThat(text)
          .contains("A 784-512-10 network with 407,050 parameters")
          .contains("And 506 units more in this layer.")
          .contains("The largest of the 407,050 gradients:");
      assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(141));
      for (String written :
          List.of(text, MarkdownPrinter.print(page, FOUR), LatexPrinter.print(page, FOUR))) {
        assertThat(written.length()).isBetween(5_000, 60_000);
      }
      assertThat(ExplanationPage.of(page, FOUR).length()).isBetween(400_000, 700_000);
    }
  }

  /** Every number of normalisation and dropout, in evaluation, where dropout is the identity. */
  @Test
  void layersBetweenTheDenseOnesAreExplainedToo() {
    Architecture architecture =
        Architecture.of(
            3,
            Dense.of(2),
            BatchNorm.of(Activation.relu()),
            Dropout.of(0.5),
            Dense.of(2),
            LayerNorm.of(Activation.tanh()),
            Dense.of(1));
    Worksheet normalized =
        Worksheet.of(
            Problem.of(
                Network.initialize(architecture, 3),
                Loss.meanSquaredError(),
                new double[] {1, -0.5, 2},
                new double[] {0.5}));
    for (Detail detail : Detail.values()) {
      Document page = Walkthrough.of(normalized, detail, 6, Optional.empty(), Optional.empty());
      String text = TextPrinter.print(page, FOUR, heading -> heading);
      assertThat(text)
          .contains("Layer 2: batch norm, relu, 2 → 2")
          .contains("ẑ⁽²⁾ = (a⁽¹⁾ − μ⁽²⁾)/√(σ²⁽²⁾ + ε)")
          .contains("The mean and the variance are the running ones")
          .contains("a⁽³⁾ = a⁽²⁾")
          .contains("The mean and the variance are those of the row over its units")
          .contains("∂ℒ/∂γ⁽²⁾", "∂ℒ/∂β⁽⁵⁾")
          .contains("running mean, kept and not learnt");
      assertThat(LatexPrinter.print(page, FOUR)).contains("{\\sigma^2}^{(2)}");
      assertThat(LatexPrinter.print(page, FOUR))
          .as("what TeX knows without packages")
          .matches("\\p{ASCII}*");
    }
    assertThat(normalized.next().loss()).isLessThan(normalized.steps().getFirst().pass().loss());
    Located json =
        new Located("", Json.parse(WorksheetJson.of(normalized, Optional.empty()).toText()));
    Located step = json.member("steps").items().getFirst();
    assertThat(json.member("parameters").longNumber()).isEqualTo(8 + 4 + 6 + 4 + 3);
    assertThat(step.member("dgamma").items().get(1).items()).hasSize(2);
    assertThat(step.member("dW").items().get(2).json()).isEqualTo(new Json.Null());
  }

  @Test
  void theJsonHasEveryNumber() {
    String json = WorksheetJson.of(sheet, Optional.empty()).toText();
    assertThat(json.chars().filter(c -> c == ',').count()).isGreaterThan(3 * 407_050);
  }
}
