package dev.chainrule.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
final class CommonOptions {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = "--no-color",
      description = "No colours, as with the environment variable NO_COLOR.")
  boolean noColor;

  @Option(names = "--stack-trace", description = "If something fails, show where in the program.")
  boolean stackTrace;
}
