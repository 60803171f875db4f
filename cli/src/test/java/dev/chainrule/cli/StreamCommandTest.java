package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on rows that are streamed from a cache, by the command line. */
class StreamCommandTest {

  @TempDir private Path folder;

  @Test
  void fewRowsGiveTheSameModelWhetherTheyAreStreamedOrNot() {
    for (String file : List.of("penguins.csv", "titanic.csv", "concrete.csv")) {
      CommandLineRun inMemory = train(data(file), "--json");
      CommandLineRun streamed = train(data(file), "--json", "--stream");

      assertThat(streamed.code()).as(streamed.err()).isZero();
      assertThat(streamed.json().member("parametersSha256"))
          .isEqualTo(inMemory.json().member("parametersSha256"));
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.rows");
  }

  @Test
  void aModelIsTrainedFurtherOnTheSameBitsWhetherRowsAreStreamedOrNot() {
    Path model = folder.resolve("model.safetensors");
    train(data("penguins.csv"), "--out", model);

    CommandLineRun inMemory = train(data("penguins.csv"), "--from", model, "--json");
    CommandLineRun streamed = train(data("penguins.csv"), "--from", model, "--json", "--stream");

    assertThat(streamed.code()).as(streamed.err()).isZero();
    assertThat(streamed.json().member("parametersSha256"))
        .isEqualTo(inMemory.json().member("parametersSha256"));
    assertThat(streamed.json().member("metrics")).isEqualTo(inMemory.json().member("metrics"));
  }

  @Test
  void aLabelThatTheModelDoesNotKnowIsNamedThoughItsRowIsNotInMemory() throws IOException {
    List<String> rows = Files.readAllLines(data("penguins.csv"));
    Path other = folder.resolve("other.csv");
    Files.write(other, rows.stream().map(row -> row.replace("Gentoo", "Emperor")).toList());
    Path model = folder.resolve("model.safetensors");
    train(data("penguins.csv"), "--target", "species", "--out", model);

    CommandLineRun run = train(other, "--from", model, "--stream");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("'species' is 'Emperor' in some row; expected one of");
  }

  @Test
  void aCacheStaysAndIsUsedAgain() throws IOException {
    Path cache = folder.resolve("penguins.rows");
    String first = sha256("--cache", cache);
    Object written = Files.getAttribute(cache, "lastModifiedTime");

    assertThat(sha256("--cache", cache)).isEqualTo(first).isEqualTo(sha256());
    assertThat(Files.getAttribute(cache, "lastModifiedTime")).isEqualTo(written);
    assertThat(sha256("--cache", cache, "--seed", 2)).isEqualTo(sha256("--seed", 2));
    assertThat(Files.getAttribute(cache, "lastModifiedTime")).isNotEqualTo(written);
  }

  @Test
  void aDamagedCacheAndAFileThatIsNoneAreRefusedAndStay() throws IOException {
    Path cache = folder.resolve("penguins.rows");
    sha256("--cache", cache);
    byte[] bytes = Files.readAllBytes(cache);
    bytes[500] ^= 8;
    Files.write(cache, bytes);

    CommandLineRun damaged = train(data("penguins.csv"), "--cache", cache);
    assertThat(damaged.code()).isEqualTo(1);
    assertThat(damaged.err()).contains(cache + ": the file of rows is damaged", "Delete it");
    assertThat(Files.readAllBytes(cache)).isEqualTo(bytes);

    Path csv = Files.copy(data("iris.csv"), folder.resolve("iris.csv"));
    CommandLineRun table = train(data("penguins.csv"), "--cache", csv);
    assertThat(table.code()).isEqualTo(1);
    assertThat(table.err()).contains(csv + ": this is no file of prepared rows");
    assertThat(csv).hasSameBinaryContentAs(data("iris.csv"));
  }

  @Test
  void streamingGoesOnFromACheckpoint() {
    Path run = folder.resolve("run");
    train(data("penguins.csv"), "--stream", "--checkpoints", run, "--epochs", 2);

    CommandLineRun rest =
        train(data("penguins.csv"), "--stream", "--checkpoints", run, "--resume", "--json");

    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(rest.json().member("parametersSha256").text()).isEqualTo(sha256());
  }

  @Test
  void aColumnMaySayWhichRowsTrain() throws IOException {
    Path file = folder.resolve("parts.csv");
    List<String> lines = new ArrayList<>(List.of("x,part,y"));
    SplittableRandom random = new SplittableRandom(1);
    for (int row = 0; row < 300; row++) {
      double x = random.nextGaussian();
      lines.add("%s,%s,%s".formatted(x, part(row), x + random.nextGaussian()));
    }
    Files.write(file, lines);
    Object[] options = {"--split-column", "part", "--json"};

    CommandLineRun streamed = train(file, append(options, "--stream"));

    assertThat(streamed.code()).as(streamed.err()).isZero();
    assertThat(streamed.json().member("parametersSha256"))
        .isEqualTo(train(file, options).json().member("parametersSha256"));
    assertThat(streamed.json().member("metrics").member("test"))
        .isEqualTo(train(file, options).json().member("metrics").member("test"));
  }

  private static String part(int row) {
    return row % 5 == 0 ? "validation" : row % 7 == 0 ? "test" : "train";
  }

  @Test
  void moreRowsThanFitAreStreamedAndThatIsSaid() throws IOException {
    Path file = folder.resolve("many.csv");
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines = new ArrayList<>(List.of("a,b,y"));
    for (int row = 0; row < 400_000; row++) {
      int a = random.nextInt(1000);
      lines.add(a + "," + random.nextInt(2000) + "," + (a > 500 ? "high" : "low"));
    }
    Files.write(file, lines);

    CommandLineRun run =
        CommandLineRun.inJava(
            List.of("-Xmx48m", "-XX:+UseSerialGC"),
            "train",
            file,
            "--epochs",
            1,
            "--hidden",
            "none",
            "--batch-size",
            5000,
            "--learning-rate",
            0.1,
            "--out",
            folder.resolve("many.safetensors"));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("The rows do not fit in the 4", "streamed from a file");
    assertThat(run.out()).containsPattern("sample +\\d+ of 400000 rows");
    assertThat(folder).isDirectoryNotContaining("glob:**.rows");
  }

  @Test
  void ofAValidationFileWithMoreRowsThanFitASampleValidatesAndThatIsSaid() throws IOException {
    List<String> lines = wideRows(50_000);
    Path many = Files.write(folder.resolve("many.csv"), lines);
    Path few = Files.write(folder.resolve("few.csv"), lines.subList(0, 200));
    Object[] line = {
      "train", few, "--validation", many, "--epochs", 2, "--out", folder.resolve("few.safetensors")
    };

    CommandLineRun small =
        CommandLineRun.inJava(List.of("-Xmx64m", "-XX:+UseSerialGC"), append(line, "--stream"));
    CommandLineRun whole = CommandLineRun.of(append(line, "--stream"));

    assertThat(small.code()).as(small.err()).isZero();
    assertThat(small.err()).contains(many + " has more rows", "validates, 32264 of 50000.");
    assertThat(small.out()).contains("32264 rows of " + many);
    assertThat(whole.err()).doesNotContain("has more rows");
    assertThat(whole.out()).contains("50000 rows of " + many);
  }

  private static List<String> wideRows(int rows) {
    int columns = 60;
    String names =
        IntStream.range(0, columns).mapToObj(column -> "c" + column).collect(joining(","));
    List<String> lines = new ArrayList<>(List.of(names + ",y"));
    for (int row = 0; row < rows; row++) {
      lines.add((row % 7 + ".5,").repeat(columns) + (row % 7 > 3 ? "high" : "low"));
    }
    return lines;
  }

  @Test
  void moreRowsThanFitAreJudged() throws IOException {
    List<String> lines = wideRows(50_000);
    Path many = Files.write(folder.resolve("many.csv"), lines);
    Path few = Files.write(folder.resolve("few.csv"), lines.subList(0, 200));
    assertThat(train(few).code()).isZero();
    Object[] line = {"evaluate", folder.resolve("out.safetensors"), many, "--json"};

    CommandLineRun small = CommandLineRun.inJava(List.of("-Xmx24m", "-XX:+UseSerialGC"), line);

    assertThat(small.code()).as(small.err()).isZero();
    assertThat(small.json().member("rows").wholeNumber(0, 50_000)).isEqualTo(50_000);
    assertThat(small.out()).isEqualTo(CommandLineRun.of(line).out());
  }

  @Test
  void aTerminalShowsHowManyRowsAreWritten() throws Exception {
    assertThat(errorsOnTerminal("true", "--seed=1"))
        .contains("preparing rows, 344 of 344\r\u001b[K")
        .endsWith("\r\u001b[K");
    assertThat(errorsOnTerminal("false", "--seed=1")).doesNotContain("preparing rows");
    assertThat(errorsOnTerminal("true", "--quiet")).isEmpty();
  }

  private String errorsOnTerminal(String present, String option) throws Exception {
    Path err = folder.resolve("err.txt");
    ProcessBuilder run =
        CommandLineRun.java(
            List.of("-D" + Terminal.PROPERTY + "2=" + present),
            "train",
            data("penguins.csv"),
            "--stream",
            "--epochs",
            2,
            "--out",
            folder.resolve("out.safetensors"),
            option);
    run.environment().put("TERM", "xterm");
    assertThat(run.redirectOutput(Redirect.DISCARD).redirectError(err.toFile()).start().waitFor())
        .isZero();
    return Files.readString(err);
  }

  @Test
  void optionsWithoutEffectAreRefused() {
    CommandLineRun both =
        train(data("penguins.csv"), "--no-stream", "--cache", folder.resolve("rows"));
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("--cache has no effect with --no-stream");
  }

  @Test
  void aCacheNeedsAFolder() {
    CommandLineRun run = train(data("penguins.csv"), "--cache", folder.resolve("none/rows"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("none/rows: the folder", "does not exist; create it first");
  }

  private String sha256(Object... options) {
    CommandLineRun run = train(data("penguins.csv"), append(options, "--json"));
    assertThat(run.code()).as(run.err()).isZero();
    return run.json().member("parametersSha256").text();
  }

  private CommandLineRun train(Path file, Object... options) {
    List<Object> line = new ArrayList<>(List.of("train", file));
    if (!Arrays.asList(options).contains("--out")) {
      line.addAll(List.of("--out", folder.resolve("out.safetensors")));
    }
    if (!Arrays.asList(options).contains("--epochs")) {
      line.addAll(List.of("--epochs", 4));
    }
    line.addAll(Arrays.asList(options));
    return CommandLineRun.of(line.toArray());
  }

  private static Object[] append(Object[] options, Object more) {
    Object[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = more;
    return all;
  }
}
