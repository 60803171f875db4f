package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Train, predict and evaluate for every kind of target, on small files. */
class OutputsTest {

  private static final int ROWS = 160;

  @TempDir private Path folder;

  /** Columns x, w, wet (yes/no), cold (0/1), up and down (numbers), visits (counts). */
  private Path data() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder("x,w,wet,cold,up,down,visits\r\n");
    for (int row = 0; row < ROWS; row++) {
      double x = row / (double) ROWS * 4 - 2;
      double noise = random.nextGaussian() / 2;
      text.append(x).append(',').append(1 + row % 3).append(',');
      text.append(x + noise > 1 ? "yes" : "no").append(',');
      text.append(x - noise < 0 ? 1 : 0).append(',');
      text.append(3 * x + noise + 0.5).append(',').append(100 - 20 * x + noise).append(',');
      text.append(Math.max(0, Math.round(2 * Math.exp(x / 2) + noise))).append("\r\n");
    }
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private Path model() {
    return folder.resolve("model.safetensors");
  }

  private CommandLineRun train(Object... more) throws IOException {
    Object[] all = new Object[more.length + 10];
    System.arraycopy(
        new Object[] {
          "train",
          data(),
          "--hidden",
          "none",
          "--epochs",
          60,
          "--learning-rate",
          0.05,
          "--out",
          model()
        },
        0,
        all,
        0,
        10);
    System.arraycopy(more, 0, all, 10, more.length);
    return CommandLineRun.of(all);
  }

  private String header() {
    CommandLineRun run = CommandLineRun.of("predict", model(), folder.resolve("data.csv"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(ROWS + 1);
    return run.lines().getFirst();
  }

  private double metric(String name) {
    CommandLineRun run =
        CommandLineRun.of("evaluate", model(), folder.resolve("data.csv"), "--json");
    assertThat(run.code()).as(run.err()).isZero();
    return run.json().member("metrics").member("test").member(name).number();
  }

  private void assertTrained(CommandLineRun run) {
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(CommandLineRun.of("show", model()).code()).isZero();
    assertThat(CommandLineRun.of("show", model(), "--json").code()).isZero();
  }

  @Test
  void severalLabels() throws IOException {
    Path page = folder.resolve("page.html");
    assertTrained(
        train(
            "-t",
            "wet,cold",
            "--ignore",
            "w,up,down,visits",
            "--threshold",
            "best-f1",
            "--calibrate",
            "platt",
            "--report",
            page));
    assertThat(header()).isEqualTo("wet,cold,p(wet=yes),p(cold=1)");
    assertThat(metric("macroF1")).isGreaterThan(0.75);
    assertThat(Model.read(model()).decision().thresholds()).hasSize(2);
    assertThat(page).exists();
    CommandLineRun row =
        CommandLineRun.of("predict", model(), folder.resolve("data.csv"), "--json");
    assertThat(row.lines().getFirst()).startsWith("{\"targets\":{\"wet\":{\"prediction\":");
  }

  @Test
  void severalNumbers() throws IOException {
    Path page = folder.resolve("page.html");
    assertTrained(train("-t", "up,down", "--ignore", "w,wet,cold,visits", "--report", page));
    assertThat(header()).isEqualTo("up,down");
    assertThat(metric("r2")).isGreaterThan(0.9);
  }

  @Test
  void quantilesThatDoNotCross() throws IOException {
    assertTrained(
        train("-t", "up", "--quantiles", "0.1,0.5,0.9", "--ignore", "w,wet,cold,down,visits"));
    assertThat(header()).isEqualTo("q(0.1),q(0.5),q(0.9)");
    CommandLineRun run = CommandLineRun.of("predict", model(), folder.resolve("data.csv"));
    for (String line : run.lines().subList(1, ROWS + 1)) {
      String[] cells = line.split(",", -1);
      assertThat(Double.parseDouble(cells[0])).isLessThanOrEqualTo(Double.parseDouble(cells[1]));
      assertThat(Double.parseDouble(cells[1])).isLessThanOrEqualTo(Double.parseDouble(cells[2]));
    }
    assertThat(metric("coverageError")).isLessThan(0.2);
  }

  @Test
  void countsThatLookLikeClasses() throws IOException {
    assertTrained(train("-t", "visits", "--loss", "poisson", "--ignore", "w,wet,cold,up,down"));
    assertThat(header()).isEqualTo("prediction");
    assertThat(metric("explainedDeviance")).isGreaterThan(0.7);
  }

  @Test
  void targetsOfDifferentKindsAreWrongUsage() throws IOException {
    CommandLineRun run = train("-t", "up,wet", "--ignore", "w,cold,down,visits");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("different kinds", "'up'", "'wet'", "Predict them by a model each")
        .contains("or write 'wet' as the numbers 0 and 1 and choose regression for all");
    assertThat(model()).doesNotExist();
  }

  @Test
  void aTargetThatIsNoCountIsNamedByItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.csv"), "x,n\n1,2\n2,-1\n3,4\n");
    CommandLineRun run = CommandLineRun.of("train", file, "--loss", "poisson", "--out", model());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("bad.csv:3").contains("'n'").contains("count").contains("-1");
  }

  @Test
  void weightsOfRowsAndClassesMultiply() throws IOException {
    assertTrained(
        train(
            "-t",
            "wet",
            "--weight",
            "w",
            "--class-weights",
            "yes=3,no=1",
            "--ignore",
            "cold,up,down,visits",
            "--threshold",
            "0.3"));
    assertThat(Model.read(model()).decision().thresholds()).containsExactly(0.3);
    assertThat(header()).isEqualTo("prediction,p(no),p(yes)");
    assertThat(metric("recall")).isGreaterThan(0.7);
    String settings = CommandLineRun.of("show", model()).out();
    assertThat(settings).contains("yes=3,no=1").contains("'w'").contains("threshold: 0.3");
  }

  @Test
  void aBadWeightIsNamedByItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.csv"), "x,w,y\n1,2,3\n2,-1,4\n3,4,5\n");
    CommandLineRun run = CommandLineRun.of("train", file, "--weight", "w", "--out", model());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("bad.csv:3").contains("'w'").contains("at least 0");
  }

  @Test
  void aCalibrationSaysWhatItChangedAndOnWhichRows() throws IOException {
    for (String method : List.of("temperature", "platt", "isotonic")) {
      CommandLineRun run =
          train("-t", "wet", "--ignore", "w,cold,up,down,visits", "--calibrate", method);
      assertTrained(run);
      assertThat(run.out())
          .contains("Calibrated by " + method + ": log loss ")
          .contains("on the rows it was fitted to");
      assertThat(metric("brierScore")).isLessThan(0.15);
    }
  }

  @Test
  void aCalibrationOnRowsSetAsideDoesNotFlatter() throws IOException {
    CommandLineRun run =
        train(
            "-t",
            "wet",
            "--ignore",
            "w,cold,up,down,visits",
            "--calibrate",
            "platt",
            "--threshold",
            "best-f1",
            "--calibration-share",
            "25%");
    assertTrained(run);
    assertThat(run.out())
        .contains("It was fitted to 32 rows set aside.")
        .doesNotContain("evaluate,");
    assertThat(Model.read(model()).provenance().trainingRows()).isEqualTo(96);
  }

  @Test
  void whatHasNoEffectIsRefused() throws IOException {
    assertRefused("Class weights are for one target", "-t", "up", "--class-weights", "balanced");
    assertRefused("Calibration corrects probabilities", "-t", "up", "--calibrate", "platt");
    assertRefused("there is nothing to fit to it", "-t", "wet", "--calibration-share", "0.2");
    assertRefused("A threshold divides two labels", "-t", "up", "--threshold", "0.3");
    assertRefused("not both", "-t", "up", "--quantiles", "0.5", "--loss", "mse");
    assertRefused("predicts one column", "-t", "up,down", "--loss", "quantile(0.5)");
    assertRefused("holds labels", "-t", "wet", "--quantiles", "0.5");
    assertRefused("There is no class 'maybe'", "-t", "wet", "--class-weights", "maybe=2");
    assertRefused("leave one out", "-t", "visits", "--loss", "poisson", "--task", "classification");
  }

  private void assertRefused(String message, Object... options) throws IOException {
    CommandLineRun run = train(options);
    assertThat(run.err()).contains(message);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void targetsOfDifferentKindsAreNamed() throws IOException {
    CommandLineRun run = train("-t", "wet,up");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("The targets are of different kinds").contains("'wet'");
  }
}
