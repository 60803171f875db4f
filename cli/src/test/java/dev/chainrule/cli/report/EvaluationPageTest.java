package dev.chainrule.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.CountReport;
import dev.chainrule.metric.MultiLabelReport;
import dev.chainrule.metric.QuantileReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Provenance;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Pages of judgements of every kind, made from small reports. */
class EvaluationPageTest {

  private static final double[] NONE = {};

  @Test
  void twoClassesHaveOneCurveEach() throws Exception {
    Document page = page(classes(2, 40), classes(2, 40));

    assertThat(drawings(page))
        .containsExactly("ROC curve", "Precision–recall curve", "Reliability curve");
    assertThat(text(page))
        .contains("the area under the curve is", "The dotted line is guessing")
        .contains("Brier score", "All 21 metrics", "Cohen’s kappa")
        .contains("rows that are “class 1”");
    assertThat(curves(page)).isEqualTo(3);
  }

  @Test
  void ofVeryManyClassesTheWorstAreDrawn() throws Exception {
    Document page = page(classes(30, 300), classes(30, 300));

    assertThat(text(page))
        .contains("Of 30 classes the 5 with the smallest area under the ROC curve are shown.")
        .contains("The most frequent confusions of 30 classes.");
    assertThat(curves(page)).isEqualTo(2 * (5 + 5) + 1);
  }

  @Test
  void rowsOfASingleClassHaveNoRocCurve() throws Exception {
    Report single =
        ClassificationReport.of(
            List.of("no", "yes"), new int[] {1, 1}, new double[] {0.5, 0.5, 0.25, 0.75});
    Document page = page(single, single);

    assertThat(drawings(page)).containsExactly("Reliability curve");
    assertThat(text(page))
        .contains("they need rows with and without a class", "ROC AUC", "n/a")
        .doesNotContain("baseline n/a");
  }

  @Test
  void aNumberHasItsResidualsDrawn() throws Exception {
    Document page = page(numbers(1, List.of("0")), numbers(1, List.of("0")));

    assertThat(drawings(page))
        .containsExactly(
            "Predicted against true size",
            "Predicted against true size",
            "Residuals against predicted size",
            "Histogram of the residuals of size");
    assertThat(text(page)).contains("explains", "of the variance of size", "nine of ten between");
  }

  @Test
  void ofSeveralOutputsTheOneThatIsExplainedLeastIsDrawn() throws Exception {
    Report good = numbers(2, List.of("width", "height"));
    Document page = page(good, good);

    assertThat(text(page))
        .contains("Each output by itself")
        .contains("The figures show height, which of the 2 outputs is explained least.");
    assertThat(drawings(page)).contains("Residuals against predicted height");
  }

  @Test
  void labelsQuantilesAndCountsHavePagesOfTheirOwn() throws Exception {
    Report labels =
        MultiLabelReport.of(
            List.of("red", "green"),
            new boolean[] {true, false, false, true, true, true},
            new double[] {0.75, 0.25, 0.5, 0.5, 1, 0});
    assertThat(text(page(labels, labels)))
        .contains("gets both labels right", "Each label by itself", "subset accuracy");
    assertThat(drawings(page(labels, labels)))
        .containsExactly("ROC curve", "Precision–recall curve");

    Report quantiles =
        QuantileReport.of(
            List.of(0.25, 0.75), new double[] {1, 2, 3}, new double[] {0, 2, 1, 3, 2, 4});
    assertThat(text(page(quantiles, quantiles)))
        .contains("In 100 % of the rows size lies between the lowest and the highest")
        .contains("it should in 50.0 %", "pinball loss");
    assertThat(drawings(page(quantiles, quantiles))).containsExactly("Coverage of the quantiles");

    Report counts = CountReport.of(List.of("n"), new double[] {0, 1, 4}, new double[] {0.5, 1, 3});
    assertThat(text(page(counts, counts))).contains("of the deviance of size", "Poisson deviance");
    assertThat(drawings(page(counts, counts))).contains("Histogram of the residuals of size");
  }

  @Test
  void constantPredictionsAreDrawnAsWell() throws Exception {
    Report constant = RegressionReport.of(new double[] {2, 2, 2}, new double[] {2, 2, 2});

    assertThat(page(constant, constant).getDocumentElement().getTextContent())
        .doesNotContain("NaN");
  }

  @Test
  void labelsInTheDataCannotBecomeMarkupAndLongOnesAreShortened() throws Exception {
    List<String> labels = List.of("<b>" + "x".repeat(60), "a & b", "\"c\"");
    Report report =
        ClassificationReport.of(
            labels,
            new int[] {0, 1, 2},
            new double[] {0.5, 0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.25, 0.25});
    Document page = page(report, report);

    assertThat(page.getElementsByTagName("b").item(0).getTextContent()).isEqualTo("Table 1.");
    assertThat(text(page)).contains("<b>" + "x".repeat(30) + "…", "a & b");
  }

  private static Report classes(int k, int rows) {
    var random = new SplittableRandom(3);
    double[] probabilities = new double[k * rows];
    int[] truth = new int[rows];
    for (int row = 0; row < rows; row++) {
      truth[row] = row % k;
      double sum = 0;
      for (int j = 0; j < k; j++) {
        probabilities[row * k + j] = random.nextDouble() + (j == truth[row] ? 0.5 : 0);
        sum += probabilities[row * k + j];
      }
      for (int j = 0; j < k; j++) {
        probabilities[row * k + j] /= sum;
      }
    }
    return ClassificationReport.of(
        IntStream.range(0, k).mapToObj(j -> "class " + j).toList(), truth, probabilities, NONE);
  }

  /** Every later output is predicted less well. */
  private static Report numbers(int k, List<String> names) {
    double[] truth = IntStream.range(0, 40 * k).mapToDouble(i -> i).toArray();
    double[] predicted =
        IntStream.range(0, 40 * k)
            .mapToDouble(i -> i + (i % k + 1) * Math.rint(10 * Math.sin(i)))
            .toArray();
    return RegressionReport.of(names, truth, predicted, NONE);
  }

  /** The page, parsed; what every page must have is checked here. */
  private static Document page(Report network, Report baseline) throws Exception {
    String text =
        EvaluationPage.of(
            new EvaluationReport(
                "rows.csv",
                new Judgement("size", network, baseline, "these rows"),
                "model.safetensors",
                Provenance.none(),
                "abc",
                "chainrule evaluate model.safetensors rows.csv"));
    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    Set<String> ids = new HashSet<>();
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      String id = ((Element) all.item(i)).getAttribute("id");
      assertThat(id.isEmpty() || ids.add(id)).as(id).isTrue();
    }
    assertThat(text).doesNotContain("NaN", "Infinity", "http", "url(");
    return page;
  }

  private static List<String> drawings(Document page) {
    NodeList drawings = page.getElementsByTagName("svg");
    return IntStream.range(0, drawings.getLength())
        .mapToObj(i -> ((Element) drawings.item(i)).getElementsByTagName("title").item(0))
        .map(title -> title.getTextContent())
        .toList();
  }

  /** How many curves there are, samples in keys counted. */
  private static long curves(Document page) {
    NodeList paths = page.getElementsByTagName("path");
    return IntStream.range(0, paths.getLength())
        .filter(i -> ((Element) paths.item(i)).getAttribute("class").startsWith("curve c"))
        .count();
  }

  private static String text(Document page) {
    return page.getDocumentElement().getTextContent();
  }
}
