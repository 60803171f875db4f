package dev.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.chainrule.bench.Results.Entry;
import dev.chainrule.bench.Results.Row;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ResultsTest {

  private final Results results = Samples.results();

  @Test
  void aRowHoldsTheMedianOfTheRoundsAndTheirRangeTheBestFirst() {
    Row row = results.rows().getFirst();

    assertThat(row.entries())
        .containsExactly(
            new Entry("Chainrule", 2, 400, 300, 900, 3),
            new Entry("Smile", 2, 105, 100, 110, 2),
            new Entry("PyTorch", 2, 90, 90, 90, 1));
  }

  @Test
  void aRatioSaysHowManyTimesBetterWhetherMoreIsBetterOrLess() {
    assertThat(results.rows().get(0).ratio()).isEqualTo(400.0 / 105);
    assertThat(results.rows().get(1).ratio()).isEqualTo(2);
    assertThat(results.rows().get(1).rival()).map(Entry::contender).contains("Encog");
  }

  @Test
  void readsWhatItWrites() {
    Results read = Results.read(new Located("", Json.parse(results.json().toText())));

    assertThat(read).isEqualTo(results);
  }

  @Test
  void whatWasNotMeasuredAgainStaysBesideWhatWas() {
    Results again =
        Samples.results(
            List.of(Samples.of("W7", "whole program", Contender.CHAINRULE, 0.3, "s")),
            Map.of("Encog", "gone"));

    Results both = again.beside(results);

    assertThat(again.isLike(results)).isTrue();
    assertThat(both.rows())
        .containsExactlyElementsOf(
            Stream.concat(
                    results.rows().stream().filter(row -> !row.workload().equals("W7")),
                    again.rows().stream())
                .toList());
    assertThat(both.contenders()).isEqualTo(results.contenders());
    assertThat(both.absent()).doesNotContainKey("Encog");
  }

  @Test
  void aTargetIsMetOrNotByRatioAndByValue() {
    assertThat(Target.verdicts(results))
        .extracting(Target.Verdict::name, Target.Verdict::isMet, Target.Verdict::came)
        .containsExactly(
            tuple("W2 training", false, "3.81 × Smile"),
            tuple("W7 whole program", false, "0.5 s"),
            tuple("W7 whole program", true, "2 × Encog"));
  }

  @Test
  void theProductsAreHeldAgainstMklShapeByShape() {
    Results products =
        Samples.results(
            List.of(
                Samples.of("products", "Y 2x2x2, 1 thread", Contender.CHAINRULE, 80, "GFLOP/s"),
                Samples.of("products", "Y 2x2x2, 1 thread", "MKL", 100, "GFLOP/s"),
                Samples.of("products", "Y 2x2x2, 1 thread", "OpenBLAS", 200, "GFLOP/s"),
                Samples.of("products", "dX 2x2x2, 1 thread", Contender.CHAINRULE, 95, "GFLOP/s"),
                Samples.of("products", "dX 2x2x2, 1 thread", "MKL", 100, "GFLOP/s")),
            Map.of());

    assertThat(new ResultsPage(products).all())
        .contains("| products, 2 shapes | ≥ 0.9 × MKL | from 0.8 × MKL up | met by 1 |")
        .contains("| products Y 2x2x2, 1 thread | 0.8 × MKL | ≥ 0.9 × MKL |")
        .contains("| Y 2x2x2, 1 thread | 80 | 100 | 200 | 0.8 × | 0.4 × |")
        .contains("| dX 2x2x2, 1 thread | 95 | 100 | – | 0.95 × | 0.95 × |");
  }

  @Test
  void thePageSaysWhatWasMeasuredOnWhatFallsShortAndWhoIsAbsent() {
    String page = new ResultsPage(results).all();

    assertThat(page)
        .contains("| processor | a processor |", "| day | 2026-01-31 |")
        .contains("| W2 training | ≥ 5 × the best | 3.81 × Smile | not met |")
        .contains("## What falls short\n\n|  | reached | to reach |")
        .contains("| Smile 3.1 | float32 | 2 | 105 | 100 | 110 | 3.81 × |")
        .contains("| Weka | it could not be fetched |")
        .contains("(ratios.svg)");
  }

  @Test
  void theSummaryHasALineAFigure() {
    assertThat(new ResultsPage(results).summary())
        .contains("| W2 | training | 400 samples/s | 105 samples/s, Smile | 3.81 × |")
        .contains("| W7 | whole program | 0.5 s | 1 s, Encog | 2 × |");
  }

  @Test
  void thePlotIsWellFormedSvgThatSaysInWordsWhatItShows() throws Exception {
    String svg = RatioPlot.of(results);

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg)
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("prefers-color-scheme: dark")
        .contains("W2 training, against Smile", "3.81 × of 5", "2 ×<");
  }
}
