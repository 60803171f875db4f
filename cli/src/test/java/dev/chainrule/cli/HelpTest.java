package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

  @TempDir private Path folder;

  @Test
  void everyCommandIsListed() {
    CommandLineRun help = CommandLineRun.of("--help");

    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .contains(
            "train",
            "lr-find",
            "predict",
            "evaluate",
            "show",
            "attribute",
            "gradcheck",
            "exercise",
            "completion",
            "help")
        .contains("CHAINRULE_JAVA_OPTS", "Exit codes");
  }

  @Test
  void everyCommandAndEveryOptionIsDescribed() {
    for (CommandLine command : commands().getSubcommands().values()) {
      CommandSpec spec = command.getCommandSpec();
      assertThat(spec.usageMessage().description()).as(spec.name()).isNotEmpty();
      for (OptionSpec option : spec.options()) {
        assertThat(option.description()).as(spec.name() + " " + option.longestName()).isNotEmpty();
        assertThat(String.join(" ", option.description())).endsWith(".");
      }
    }
  }

  @Test
  void everyDecisionOfATrainingHasAnOption() {
    CommandLine train = Objects.requireNonNull(commands().getSubcommands().get("train"));

    assertThat(train.getCommandSpec().optionsMap().keySet())
        .containsAll(
            Set.of(
                "--target",
                "--validation",
                "--hidden",
                "--activation",
                "--optimizer",
                "--learning-rate",
                "--schedule",
                "--warmup",
                "--clip-norm",
                "--clip-value",
                "--average",
                "--batch-size",
                "--epochs",
                "--patience",
                "--seed",
                "--loss",
                "--l2",
                "--initializer",
                "--threads",
                "--task",
                "--out",
                "--report"));
  }

  @Test
  void helpAndTheHelpOptionAreTheSame() {
    for (String command :
        List.of(
            "train",
            "lr-find",
            "predict",
            "evaluate",
            "show",
            "attribute",
            "gradcheck",
            "exercise",
            "completion")) {
      CommandLineRun help = CommandLineRun.of("help", command);
      assertThat(help.code()).isZero();
      assertThat(help.out()).startsWith("Usage: chainrule " + command);
      assertThat(CommandLineRun.of(command, "--help").out()).isEqualTo(help.out());
      assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    }
  }

  @Test
  void noHeadingOfAHelpStandsAlone() {
    for (String command : commands().getSubcommands().keySet()) {
      List<String> help = CommandLineRun.of("help", command).lines();
      for (int i = 0; i < help.size(); i++) {
        if (help.get(i).matches("[A-Z].*:")) {
          assertThat(help.get(i + 1)).as(command + ", " + help.get(i)).isNotBlank();
        }
      }
    }
  }

  @Test
  void aMisspeltCommandIsSuggestedByHelpToo() {
    CommandLineRun run = CommandLineRun.of("help", "tarin");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            """
            chainrule: There is no command 'tarin'. Did you mean train?
            See 'chainrule --help'.
            """);
  }

  @Test
  void withoutACommandItSaysHowToUseIt() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Usage: chainrule");
  }

  @Test
  void versionNamesTheLibraryTheRuntimeAndTheKernels() {
    CommandLineRun run = CommandLineRun.of("--version");

    assertThat(run.code()).isZero();
    assertThat(run.lines().getFirst()).matches("chainrule \\d+\\.\\d+\\.\\d+.*");
    assertThat(run.out()).contains(Runtime.version().toString()).contains("kernels: ");
  }

  @Test
  void completionIsAScriptThatBashUnderstands() throws IOException, InterruptedException {
    CommandLineRun run = CommandLineRun.of("completion");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("--learning-rate", "complete -F");
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, run.out());

    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                ". \"$0\"; COMP_WORDS=(chainrule tr); COMP_CWORD=1; _complete_chainrule;"
                    + " echo \"${COMPREPLY[@]}\"",
                script.toString())
            .redirectErrorStream(true)
            .start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(bash.waitFor()).isZero();
    assertThat(answer.strip()).isEqualTo("train");
  }

  private static CommandLine commands() {
    Console console = Console.of(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    return Main.commandLine(
        new Commands(console, false).all(), console, new Failures(console, false));
  }
}
