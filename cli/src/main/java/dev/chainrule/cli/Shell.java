package dev.chainrule.cli;

import java.util.List;

/** Command lines as a shell reads them, for what users can copy. */
final class Shell {

  private Shell() {}

  /** An argument, between quotes where the shell would read something else without. */
  static String quoted(Object argument) {
    String text = argument.toString();
    return text.matches("[\\w./,:=%@+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * A command line as it was typed.
   *
   * @param command the name of the command, such as train
   * @param arguments everything behind {@code chainrule}
   */
  static String line(String command, List<String> arguments) {
    StringBuilder line = new StringBuilder("chainrule ").append(command);
    boolean named = !arguments.isEmpty() && arguments.getFirst().equals(command);
    for (String argument : named ? arguments.subList(1, arguments.size()) : arguments) {
      line.append(' ').append(quoted(argument));
    }
    return line.toString();
  }
}
