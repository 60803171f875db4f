package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc of the classes that search and judge, run as they stand there. */
class SearchExamplesTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/chainrule/training");

  @Test
  void theyRun() {
    Table table = SampleTables.clouds(60);
    Schema schema = Schema.of(table, "kind");
    Choices choices = Choices.none().with(Choices.HIDDEN, List.of(4)).with(Choices.EPOCHS, 5);

    // tag::CrossValidation[]
    CrossValidation.Result folds =
        CrossValidation.of(table, schema, choices).withFolds(3).withRepeats(2).run();
    Scores accuracy = folds.scores("accuracy"); // accuracy.mean() ± accuracy.standardError()
    // end::CrossValidation[]
    assertThat(accuracy.count()).isEqualTo(6);

    // tag::LearningCurve[]
    LearningCurve.Result curve =
        LearningCurve.of(table, schema, choices).withSizes(List.of(0.2, 0.5, 1.0)).run();
    for (LearningCurve.Point point : curve.points("accuracy")) {
      System.out.println(point.known() + ": " + point.heldOut().mean());
    }
    // end::LearningCurve[]
    assertThat(curve.points("accuracy")).hasSize(3);

    // tag::Sweep[]
    List<Trial> trials =
        Stream.of(0.001, 0.01, 0.1, 1.0)
            .map(rate -> Trial.of("learning rate", rate, choices.with(Choices.LEARNING_RATE, rate)))
            .toList();
    Sweep.Result result = Sweep.of(chosen -> TablePlan.of(table, schema, chosen)).run(trials);
    TrialResult best = result.best().orElseThrow(); // best.trial(), best.score(), best.outcome()
    // end::Sweep[]
    assertThat(best.outcome()).isPresent();
    assertThat(result.results()).hasSize(4);
  }

  @Test
  void theJavadocShowsWhatThisTestRuns() throws IOException {
    String test =
        Files.readString(Path.of("src/test/java/dev/chainrule/training/SearchExamplesTest.java"));
    Matcher region =
        Pattern.compile("// tag::(\\w+)\\[]\n(.*?) *// end::\\1\\[]", Pattern.DOTALL).matcher(test);
    int regions = 0;
    while (region.find()) {
      String source = Files.readString(SOURCES.resolve(region.group(1) + ".java"));
      assertThat(source.replaceAll("(?m)^ \\* ?", ""))
          .contains(region.group(2).stripTrailing().stripIndent());
      regions++;
    }
    assertThat(regions).isEqualTo(3);
  }
}
