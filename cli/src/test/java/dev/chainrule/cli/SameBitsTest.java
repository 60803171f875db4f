package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One seed gives one hash of the parameters, whatever computes them. */
class SameBitsTest {

  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  @TempDir private static Path folder;

  private static String expected = "";

  @BeforeAll
  static void trainOnce() {
    expected = hash(CommandLineRun.of(line(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void onAnyNumberOfThreads(int threads) {
    CommandLineRun run = CommandLineRun.of(line(threads));

    assertThat(hash(run)).isEqualTo(expected);
    assertThat(run.json().member("threads").longNumber()).isEqualTo(threads);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3"})
  void withVectorsOfAnyWidth(int avx, int threads) {
    CommandLineRun run =
        CommandLineRun.inJava(
            List.of(
                VECTORS,
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:UseAVX=" + avx,
                "-Dchainrule.kernel=vector"),
            line(threads));

    assertThat(hash(run)).isEqualTo(expected);
    assertThat(run.json().member("kernel").text()).startsWith("vector");
    assertThat(run.json().member("threads").longNumber()).isEqualTo(threads);
  }

  @Test
  void withPlainLoops() {
    CommandLineRun run =
        CommandLineRun.inJava(List.of(VECTORS, "-Dchainrule.kernel=scalar"), line(2));

    assertThat(hash(run)).isEqualTo(expected);
    assertThat(run.json().member("kernel").text()).isEqualTo("scalar");
  }

  @Test
  void withoutTheVectorModuleOfWhichOneLineTells() {
    CommandLineRun run = CommandLineRun.inJava(List.of(), line(2));

    assertThat(hash(run)).isEqualTo(expected);
    assertThat(run.err().lines()).hasSize(1).first().asString().contains("jdk.incubator.vector");
  }

  @Test
  void inAGermanOrArabicLocale() {
    for (String language : List.of("de", "ar")) {
      CommandLineRun run =
          CommandLineRun.inJava(
              List.of(
                  "-Duser.language=" + language,
                  "-Duser.country=" + (language.equals("de") ? "DE" : "EG")),
              line(1));
      assertThat(hash(run)).isEqualTo(expected);
    }
  }

  @Test
  void butAnotherSeedGivesOthers() {
    Object[] line = line(1);
    line[line.length - 1] = 4;

    assertThat(hash(CommandLineRun.of(line))).isNotEqualTo(expected);
  }

  private static Object[] line(int threads) {
    return new Object[] {
      "train",
      data("digits.csv"),
      "--epochs",
      2,
      "--batch-size",
      64, // so that a step is worth sharing
      "--json",
      "--threads",
      threads,
      "--out",
      folder.resolve("m.safetensors"),
      "--seed",
      3
    };
  }

  private static String hash(CommandLineRun run) {
    assertThat(run.code()).as(run.err()).isZero();
    return run.json().member("parametersSha256").text();
  }
}
