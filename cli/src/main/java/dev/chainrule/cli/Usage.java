package dev.chainrule.cli;

import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
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

  /** Complains if the metric that an option names does not suit what a network answers. */
  static void requireSuits(CommandSpec spec, String option, Metric metric, Outputs outputs) {
    try {
      metric.requireSuits(outputs);
    } catch (IllegalArgumentException unsuitable) {
      throw wrong(spec, option + ": " + unsuitable.getMessage());
    }
  }

  /** A complaint. */
  static ParameterException wrong(CommandSpec spec, String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
