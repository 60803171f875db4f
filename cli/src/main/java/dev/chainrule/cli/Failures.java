package dev.chainrule.cli;

import dev.chainrule.cli.text.Spelling;
import dev.chainrule.data.MixedTargetsException;
import dev.chainrule.model.ModelException;
import dev.chainrule.tables.TableException;
import dev.chainrule.training.BadDataException;
import dev.chainrule.training.ChoiceException;
import dev.chainrule.training.DivergenceException;
import dev.chainrule.training.ResumeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said when something goes wrong, and the exit code: one message on standard error. */
final class Failures {

  /** All went well. */
  static final int SUCCESS = 0;

  /** The work could not be done. */
  static final int FAILURE = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** Ended by Ctrl-C, as shells count it: 128 and the signal's number. */
  static final int INTERRUPTED = 130;

  /** The reader of the output went away, as shells count it. */
  static final int PIPE_CLOSED = 141;

  private final Console console;
  private final boolean stackTrace;

  Failures(Console console, boolean stackTrace) {
    this.console = console;
    this.stackTrace = stackTrace;
  }

  /** Something is wrong with the command line. */
  int wrongUsage(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    say(sentence(complaint(wrong)));
    String name = command.getCommandSpec().qualifiedName();
    console.err().line("See '" + name + " --help'.");
    trace(wrong);
    return USAGE;
  }

  private static String complaint(ParameterException wrong) {
    String said = String.valueOf(wrong.getMessage());
    String value = wrong.getValue();
    return switch (wrong) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case ParameterException _
          when said.startsWith("Unknown subcommand") && value != null -> // help
          noCommand(value, wrong.getCommandLine().getCommandSpec());
      default -> said;
    };
  }

  private static String unmatched(UnmatchedArgumentException wrong) {
    String first = wrong.getUnmatched().getFirst();
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    if (first.startsWith("-")) {
      String option = first.split("=", 2)[0];
      return "There is no option " + option + "." + meant(option, command.optionsMap().keySet());
    }
    return command.parent() == null
        ? noCommand(first, command)
        : "There is an argument too many: '" + first + "'.";
  }

  private static String noCommand(String name, CommandSpec root) {
    return "There is no command '" + name + "'." + meant(name, root.subcommands().keySet());
  }

  private static String meant(String misspelt, Set<String> words) {
    List<String> near = Spelling.near(misspelt, List.copyOf(words));
    return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
  }

  /** Something went wrong in a command. */
  int failed(Throwable failure) {
    if (failure instanceof Output.Closed) {
      return PIPE_CLOSED;
    }
    say(sentence(message(failure)));
    trace(failure);
    boolean usage = failure instanceof ChoiceException || failure instanceof MixedTargetsException;
    return usage ? USAGE : FAILURE;
  }

  private String message(Throwable failure) {
    return switch (failure) {
      case OutOfMemoryError _ -> outOfMemory();
      case UncheckedIOException unchecked -> {
        Throwable cause = Objects.requireNonNull(unchecked.getCause());
        String said = String.valueOf(unchecked.getMessage());
        yield said.equals(cause.toString()) ? message(cause) : said;
      }
      case NoSuchFileException missing -> missing.getFile() + ": there is no such file or folder.";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied.";
      case FileAlreadyExistsException existing -> existing.getFile() + ": exists already.";
      case NotDirectoryException file -> file.getFile() + ": is not a folder.";
      case DirectoryNotEmptyException folder ->
          folder.getFile() + ": is a folder that holds files.";
      case FileSystemException other when other.getReason() != null ->
          (other.getFile() == null ? "" : other.getFile() + ": ") + other.getReason();
      case IOException other -> String.valueOf(other.getMessage());
      case TableException _,
          ModelException _,
          DivergenceException _,
          ResumeException _,
          BadDataException _,
          CommandException _,
          IllegalArgumentException _,
          IllegalStateException _ ->
          String.valueOf(failure.getMessage());
      default -> unexpected(failure);
    };
  }

  private static String outOfMemory() {
    long most = Runtime.getRuntime().maxMemory() / (1024 * 1024);
    return ("Out of memory: Java may use %d MiB here. Give it more with the environment variable"
            + " CHAINRULE_JAVA_OPTS, for example CHAINRULE_JAVA_OPTS=-Xmx%dm.")
        .formatted(most, 2 * most);
  }

  private String unexpected(Throwable failure) {
    return "This should not have happened: "
        + failure
        + "."
        + (stackTrace
            ? ""
            : " Please report it with the output of the same command and --stack-trace.");
  }

  private void say(String message) {
    console.err().line("chainrule: " + message);
  }

  private void trace(Throwable failure) {
    if (stackTrace) {
      PrintWriter writer = new PrintWriter(console.err());
      failure.printStackTrace(writer);
      writer.flush();
    }
  }

  private static String sentence(String text) {
    String stripped = text.strip();
    return stripped.matches("(?s).*[.?!:]") ? stripped : stripped + ".";
  }
}
