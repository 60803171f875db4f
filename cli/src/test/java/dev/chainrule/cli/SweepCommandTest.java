package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Located;
import dev.chainrule.model.Model;
import dev.chainrule.model.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepCommandTest {

  @TempDir private Path folder;

  /** The exercise of docs/sweep.md: the page shows what the command prints. */
  @Test
  void thePageShowsWhatTheExercisePrints() throws IOException {
    List<String> page = Files.readAllLines(Path.of("..", "docs", "sweep.md"));
    int begin =
        page.indexOf(
            page.stream()
                .filter(line -> line.startsWith("$ chainrule "))
                .findFirst()
                .orElseThrow());
    int end = begin + page.subList(begin, page.size()).indexOf("```");
    Object[] arguments =
        Arrays.stream(page.get(begin).replace("$ chainrule ", "").split(" "))
            .map(word -> word.startsWith("data/") ? ".." + "/" + word : word)
            .toArray();

    CommandLineRun run = CommandLineRun.of(arguments);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines().stream().map(line -> line.replace("../data/", "data/")))
        .isEqualTo(page.subList(begin + 1, end));
  }

  @Test
  void theBestIsSavedAndItsCommandGivesTheSameBits() throws IOException {
    Path best = folder.resolve("best.safetensors");
    Path csv = folder.resolve("trials.csv");

    CommandLineRun run =
        sweep(
            "--vary",
            "hidden=4;6,3",
            "--vary",
            "learning-rate=0.001,0.03",
            "--out",
            best,
            "--csv",
            csv,
            "--json",
            "--threads",
            2);

    assertThat(run.code()).as(run.err()).isZero();
    Located summary = run.json();
    assertThat(summary.member("trials").items()).hasSize(4);
    assertThat(summary.member("metric").text()).isEqualTo("accuracy");
    String hash = summary.member("trials").items().getFirst().member("parametersSha256").text();
    assertThat(Model.read(best).parametersSha256()).isEqualTo(hash);
    Provenance swept = Model.read(best).provenance();
    assertThat(swept.dataSha256()).hasSize(64);
    assertThat(Files.readAllLines(csv))
        .hasSize(5)
        .first()
        .asString()
        .startsWith("number,hidden,learning-rate,end,epochs");

    String command = summary.member("best").member("command").text();
    assertThat(command).startsWith("chainrule train ").doesNotContain("--vary", "--threads");
    Files.delete(best);
    Object[] arguments =
        Stream.concat(
                Arrays.stream(command.replace("chainrule ", "").split(" ")), Stream.of("--quiet"))
            .toArray();
    assertThat(CommandLineRun.of(arguments).code()).isZero();
    assertThat(Model.read(best).parametersSha256()).isEqualTo(hash);
    Provenance alone = Model.read(best).provenance();
    assertThat(alone.dataSha256()).isEqualTo(swept.dataSha256());
    assertThat(settingsButThreads(alone))
        .containsExactlyElementsOf(settingsButThreads(swept))
        .first()
        .asString()
        .startsWith("data=");
  }

  private static List<Map.Entry<String, String>> settingsButThreads(Provenance provenance) {
    return provenance.settings().entrySet().stream()
        .filter(setting -> !setting.getKey().equals("threads"))
        .toList();
  }

  @Test
  void aTrainingThatDivergesStandsInTheTable() {
    CommandLineRun run = sweep("--vary", "learning-rate=0.01,1e30", "--optimizer", "sgd");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines()).anyMatch(line -> line.startsWith("1e30") && line.endsWith("diverged"));
    assertThat(run.out()).contains("Best: learning-rate=0.01");

    CommandLineRun none = sweep("--vary", "learning-rate=1e29,1e30", "--optimizer", "sgd");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("no training came to its end");
  }

  @Test
  void halvingDropsTheWorseOnTheWay() {
    CommandLineRun run =
        sweep("--vary", "learning-rate=1e-6..1e-1", "--trials", 4, "--halving", 2, "--json");

    assertThat(run.json().member("trials").items())
        .extracting(trial -> trial.member("end").text() + trial.member("epochs").longNumber())
        .containsExactly("completed4", "dropped2", "dropped1", "dropped1");
  }

  @Test
  void theReportHasBothPlotsAndNeedsNoNetwork() throws Exception {
    Path page = folder.resolve("sweep.html");

    assertThat(sweep("--vary", "l2=0,0.1", "--report", page, "--quiet"))
        .isEqualTo(new CommandLineRun(0, "", ""));

    String html = Files.readString(page);
    assertThat(html)
        .contains(
            "validation loss", "training loss", "l2=0.1", "chainrule train", "chainrule sweep")
        .doesNotContain("http", "url(", "<script");
    javax.xml.parsers.DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Files.newInputStream(page));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--vary learning-rat=1,2 | there is no option --learning-rat",
        "--vary learning-rate | expected NAME=VALUES",
        "--vary learning-rate=0.1 | at least two values that differ are needed to compare, got [0.1]",
        "--vary learning-rate=0.1,x | --vary learning-rate=x: Invalid value for option '--learning-rate'",
        "--vary learning-rate=0.1,1 --learning-rate 3 | --learning-rate is given as well",
        "--vary learning-rate=0.1..1 | --trials must say how many",
        "--vary l2=0..1 --trials 3 | a logarithmic range begins above 0",
        "--vary l2=0,1 --trials 3 | fewer than 3 points",
        "--vary hidden=64,32 | put ; between the values",
        "--vary threads=1,2 | changes no result",
        "--vary epochs=1,2 --halving | epochs cannot be varied",
        "--vary l2=0,1 --halving 1 | got a factor of 1",
        "--vary l2=0,1 --metric best | There is no metric 'best'",
        "--vary hidden=none;4 --activation relu | hidden=none: An activation was given",
      })
  void complaintsNameTheOptionAndTheValue(String options, String complaint) {
    CommandLineRun run = sweep((Object[]) options.strip().split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(complaint.strip());
  }

  private static CommandLineRun sweep(Object... more) {
    List<String> options = Arrays.stream(more).map(String::valueOf).toList();
    Stream<Object> fixed = Stream.of("sweep", data("iris.csv"));
    boolean epochs = options.stream().noneMatch(option -> option.startsWith("epochs="));
    return CommandLineRun.of(
        Stream.concat(
                Stream.concat(fixed, epochs ? Stream.of("--epochs", 4) : Stream.of()),
                Arrays.stream(more))
            .toArray());
  }
}
