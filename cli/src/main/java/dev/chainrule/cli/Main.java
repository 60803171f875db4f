package dev.chainrule.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** The {@code chainrule} command. */
public final class Main {

  private Main() {}

  /** Runs a command line in this process and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Console console =
        Console.ofProcess(
            new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    System.exit(run(console, true, arguments));
  }

  /**
   * Runs a command line as in a pipe, without terminals.
   *
   * @param out gets the results, in UTF-8
   * @param err gets progress, notices and errors, in UTF-8
   * @return the exit code: 0 if all went well, 1 if the work could not be done, 2 if the command
   *     line is wrong
   */
  public static int run(OutputStream out, OutputStream err, String... arguments) {
    return run(Console.of(out, err), false, arguments);
  }

  private static int run(Console given, boolean process, String... arguments) {
    boolean colors = !Arrays.asList(arguments).contains("--no-color");
    Console console =
        colors
            ? given
            : new Console(
                given.out(),
                given.err(),
                given.outTerminal().withoutColors(),
                given.errTerminal().withoutColors());
    Failures failures = new Failures(console, Arrays.asList(arguments).contains("--stack-trace"));
    Commands commands = new Commands(console, process);
    try {
      int code =
          isVersion(arguments)
              ? new ChainruleCommand(console).version()
              : commandLine(commands.needed(arguments), console, failures).execute(arguments);
      console.out().flush();
      console.err().flush();
      return code;
    } catch (Output.Closed closed) {
      return Failures.PIPE_CLOSED;
    } catch (Error | RuntimeException failure) {
      return failures.failed(failure);
    }
  }

  /** What scripts ask for is answered at once, without picocli. */
  private static boolean isVersion(String... arguments) {
    return arguments.length == 1 && arguments[0].matches("--version|-V");
  }

  /** A command line of these commands. */
  static CommandLine commandLine(List<Object> commands, Console console, Failures failures) {
    CommandLine root = new CommandLine(new ChainruleCommand(console));
    commands.forEach(root::addSubcommand);
    root.setOut(new PrintWriter(console.out(), true));
    root.setErr(new PrintWriter(console.err(), true));
    root.setColorScheme(
        Help.defaultColorScheme(console.outTerminal().colors() ? Help.Ansi.ON : Help.Ansi.OFF));
    root.setUsageHelpWidth(Math.clamp(console.outTerminal().columns(), 80, 100));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setParameterExceptionHandler((wrong, _) -> failures.wrongUsage(wrong));
    root.setExecutionStrategy(parsed -> {
      try {
        return new CommandLine.RunLast().execute(parsed);
      } catch (Output.Closed closed) { // while a help was printed
        return Failures.PIPE_CLOSED;
      }
    });
    root.setExecutionExceptionHandler((failure, _, _) -> {
      if (failure instanceof ParameterException wrong) {
        return failures.wrongUsage(wrong);
      }
      return failures.failed(failure);
    });
    root.addMixin("common", new CommonOptions());
    inherit(root);
    return Converters.registeredWith(root);
  }

  /** What every command has in common and picocli does not pass on by itself. */
  private static void inherit(CommandLine root) {
    for (CommandLine command :
        Set.copyOf(root.getSubcommands().values())) { // aliases are no others
      CommandSpec spec = command.getCommandSpec();
      if (!(spec.userObject() instanceof CommandLine.HelpCommand)) {
        command.addMixin("common", new CommonOptions());
      }
      spec.usageMessage()
          .sortOptions(false)
          .abbreviateSynopsis(true)
          .optionListHeading("%nOptions:%n")
          .parameterListHeading("%n")
          .sectionMap()
          .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionSection::list);
    }
  }
}
