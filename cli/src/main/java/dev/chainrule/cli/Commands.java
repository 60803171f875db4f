package dev.chainrule.cli;

import java.util.List;
import picocli.CommandLine.HelpCommand;

/** The commands: what makes each, and which of them a command line needs. */
final class Commands {

  /** Those that know of no other, in the order of the help. */
  private static final List<String> ALONE =
      List.of(
          "train",
          "predict",
          "evaluate",
          "show",
          "explain",
          "attribute",
          "gradcheck",
          "exercise",
          "cv",
          "learning-curve",
          "importance",
          "dependence",
          "sweep",
          "lr-find",
          "bench");

  /** Those that are about all others, at the end of the help. */
  private static final List<String> ABOUT_OTHERS = List.of("completion", "help");

  private final Console console;
  private final boolean process;

  /**
   * The commands for a console.
   *
   * @param process whether they have the process to themselves, and may listen to its signals
   */
  Commands(Console console, boolean process) {
    this.console = console;
    this.process = process;
  }

  /** All commands. */
  List<Object> all() {
    return List.of(ALONE, ABOUT_OTHERS).stream().flatMap(List::stream).map(this::named).toList();
  }

  /**
   * The commands that a command line can be about. To read the options of all takes picocli a
   * quarter of a second, so where the first word names a command, that is the only one.
   */
  List<Object> needed(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    return ALONE.contains(first) ? List.of(named(first)) : all();
  }

  private Object named(String name) {
    return switch (name) {
      case "train" -> new TrainCommand(console, process);
      case "predict" -> new PredictCommand(console);
      case "evaluate" -> new EvaluateCommand(console);
      case "show" -> new ShowCommand(console);
      case "explain" -> new ExplainCommand(console);
      case "attribute" -> new AttributeCommand(console);
      case "gradcheck" -> new GradcheckCommand(console);
      case "exercise" -> new ExerciseCommand(console);
      case "cv" -> new CrossValidateCommand(console, process);
      case "learning-curve" -> new LearningCurveCommand(console, process);
      case "importance" -> new ImportanceCommand(console, process);
      case "dependence" -> new DependenceCommand(console);
      case "sweep" -> new SweepCommand(console, process);
      case "lr-find" -> new LearningRateCommand(console);
      case "bench" -> new BenchCommand(console);
      case "completion" -> new CompletionCommand(console);
      case "help" -> new HelpCommand();
      default -> throw new IllegalArgumentException("There is no command " + name + ".");
    };
  }
}
