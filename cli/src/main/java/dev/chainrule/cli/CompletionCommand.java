package dev.chainrule.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code chainrule completion}: completion for the shell. */
@Command(
    name = "completion",
    description = "Prints a script that completes commands and options in bash and zsh.",
    footer = {
      "",
      "In bash, and in zsh after 'autoload -U +X bashcompinit && bashcompinit':",
      "  source <(chainrule completion)"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().write(AutoComplete.bash("chainrule", spec.root().commandLine()));
    console.out().flush();
    return Failures.SUCCESS;
  }
}
