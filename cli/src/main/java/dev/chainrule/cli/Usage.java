package dev.chainrule.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Complaints about options that do not go together. */
final class Usage {

  /** Every option that says how a CSV file is written. */
  static final List<String> CSV =
      List.of("--separator", "--missing", "--decimal-comma", "--encoding", "--labels");

  private Usage() {}

  /** Complains if one of the options was given. */
  static void refuse(CommandSpec spec, List<String> options, String because) {
    for (OptionSpec given : spec.commandLine().getParseResult().matchedOptions()) {
      if (options.contains(given.longestName())) {
        throw wrong(spec, given.longestName() + " has no effect here: " + because);
      }
    }
  }

  /** A complaint. */
  static ParameterException wrong(CommandSpec spec, String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
