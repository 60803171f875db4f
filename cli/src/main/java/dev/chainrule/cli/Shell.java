package dev.chainrule.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Command lines as a shell reads them, for what users can copy. */
final class Shell {

  private Shell() {}

  /** An argument, between quotes where the shell would read something else without. */
  static String quoted(Object argument) {
    String text = argument.toString();
    return text.matches("[\\w./,:=%@+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * A command line.
   *
   * @param arguments everything behind {@code chainrule}
   */
  static String line(List<String> arguments) {
    return arguments.stream().map(Shell::quoted).collect(Collectors.joining(" ", "chainrule ", ""));
  }

  /** The command line that runs a command now, as it was typed. */
  static String line(CommandSpec spec) {
    return line(spec.commandLine().getParseResult().originalArgs());
  }
}
