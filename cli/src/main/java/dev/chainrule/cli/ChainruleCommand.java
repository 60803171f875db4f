package dev.chainrule.cli;

import dev.chainrule.engine.Execution;
import dev.chainrule.model.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chainrule} without a command: help, and the version. */
@Command(
    name = "chainrule",
    synopsisSubcommandLabel = "COMMAND",
    description = "Trains feed-forward neural networks on tables.",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  chainrule train data/penguins.csv --target species",
      "  chainrule predict penguins.safetensors new.csv --out predictions.csv",
      "  chainrule evaluate penguins.safetensors test.csv",
      "  chainrule help train",
      "",
      "The environment variable CHAINRULE_JAVA_OPTS is passed to Java, for example -Xmx8g.",
      "Exit codes: 0 done, 1 failed, 2 wrong command line."
    })
final class ChainruleCommand implements Callable<Integer> {

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = {"-V", "--version"},
      description = "Show the version, the Java runtime and the kernels in use.")
  private boolean version;

  ChainruleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (version) {
      return version();
    }
    console.err().line(spec.commandLine().getUsageMessage());
    return Failures.USAGE;
  }

  /** Tells the version. */
  int version() {
    Output out = console.out();
    out.line("chainrule " + Version.current());
    out.line(
        "%s %s, %s %s"
            .formatted(
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
    try (Execution execution = Execution.open(1, 1e9, 1e9)) {
      out.line("kernels: " + execution.kernel());
    }
    Execution.notice().ifPresent(out::line);
    return Failures.SUCCESS;
  }
}
