package dev.chainrule.cli;

import dev.chainrule.training.Choices;
import dev.chainrule.training.SearchSpace;
import dev.chainrule.training.SearchSpace.Scale;
import dev.chainrule.training.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What a sweep varies: options of a training by their names. A trial is read exactly as {@code
 * chainrule train} would read the options, so that every option can be varied.
 */
final class Variations {

  private static final Pattern RANGE =
      Pattern.compile(
          "(?:(log|uniform):)?([-+]?[\\d.]+(?:[eE][-+]?\\d+)?)\\.\\.([-+]?[\\d.]+(?:[eE][-+]?\\d+)?)");

  private final CommandSpec sweep;
  private final CommandSpec training = CommandSpec.forAnnotatedObject(new TrainingOptions());

  Variations(CommandSpec sweep) {
    this.sweep = sweep;
  }

  /** The space that the values of {@code --vary} describe. */
  SearchSpace space(List<String> varied) {
    SearchSpace space = SearchSpace.empty();
    for (String each : varied) {
      int equals = each.indexOf('=');
      if (equals < 1) {
        throw wrong(each, "expected NAME=VALUES, such as learning-rate=0.001,0.01,0.1");
      }
      OptionSpec option = option(each, each.substring(0, equals).replaceFirst("^--", ""));
      String values = each.substring(equals + 1);
      Matcher range = RANGE.matcher(values);
      try {
        space =
            range.matches()
                ? ranged(space, option, range)
                : space.withValues(name(option), listed(option, values));
      } catch (IllegalArgumentException unsuitable) {
        throw wrong(each, String.valueOf(unsuitable.getMessage()));
      }
    }
    return space;
  }

  private static SearchSpace ranged(SearchSpace space, OptionSpec option, Matcher range) {
    @Nullable String scale = range.group(1);
    return space.withRange(
        name(option),
        Double.parseDouble(range.group(2)),
        Double.parseDouble(range.group(3)),
        "uniform".equals(scale) ? Scale.LINEAR : Scale.LOGARITHMIC);
  }

  private OptionSpec option(String each, String name) {
    OptionSpec option = training.optionsMap().get("--" + name);
    if (option == null) {
      throw wrong(
          each,
          "there is no option --%s of a training; there are %s"
              .formatted(
                  name,
                  String.join(", ", training.options().stream().map(Variations::name).toList())));
    }
    if (name.equals("threads")) {
      throw wrong(each, "the number of threads changes no result");
    }
    if (sweep.commandLine().getParseResult().hasMatchedOption("--" + name)) {
      throw wrong(each, "--%s is given as well: leave one of the two out".formatted(name));
    }
    return option;
  }

  private static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  /** Between semicolons if there are any, or if a value of the option may have commas itself. */
  private static List<String> listed(OptionSpec option, String values) {
    boolean semicolons = values.contains(";") || option.paramLabel().contains(",");
    List<String> listed =
        Arrays.stream(values.split(semicolons ? ";" : ",", -1)).map(String::strip).toList();
    if (semicolons && listed.size() == 1 && values.contains(",")) {
      throw new IllegalArgumentException(
          "put ; between the values, for one of them may have commas; in a shell, quote the whole");
    }
    return listed;
  }

  private ParameterException wrong(String each, String message) {
    return Usage.wrong(sweep, "Invalid value for option '--vary': " + each + ": " + message + ".");
  }

  /** A trial for each point of a space, with what was given besides. */
  List<Trial> trials(List<SequencedMap<String, String>> points) {
    Map<String, String> fixed = given();
    List<Trial> trials = new ArrayList<>();
    for (SequencedMap<String, String> point : points) {
      Map<String, String> all = new LinkedHashMap<>(fixed);
      all.putAll(point);
      trials.add(new Trial(point, choices(point, all)));
    }
    return trials;
  }

  private Choices choices(SequencedMap<String, String> point, Map<String, String> options) {
    TrainingOptions read = new TrainingOptions();
    try {
      Converters.registeredWith(new CommandLine(read))
          .setCaseInsensitiveEnumValuesAllowed(true)
          .parseArgs(arguments(options).toArray(String[]::new));
      return read.choices();
    } catch (ParameterException unsuitable) {
      throw Usage.wrong(
          sweep, "--vary " + new Trial(point, Choices.none()) + ": " + unsuitable.getMessage());
    }
  }

  /** The training options that were given, by name. */
  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    for (OptionSpec option : sweep.commandLine().getParseResult().matchedOptions()) {
      if (training.optionsMap().containsKey(option.longestName())) {
        given.put(name(option), value(option));
      }
    }
    return given;
  }

  private static String value(OptionSpec option) {
    return String.join(",", option.originalStringValues());
  }

  private static List<String> arguments(Map<String, String> options) {
    List<String> arguments = new ArrayList<>();
    options.forEach(
        (name, value) -> arguments.add(value.isEmpty() ? "--" + name : "--" + name + "=" + value));
    return arguments;
  }

  /**
   * The command that trains a trial alone.
   *
   * @param own options of the sweep that a training has not
   */
  String command(Trial trial, List<String> own, String out) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    CommandLine.ParseResult parsed = sweep.commandLine().getParseResult();
    parsed.matchedPositionals().forEach(data -> arguments.addAll(data.originalStringValues()));
    for (OptionSpec option : parsed.matchedOptions()) {
      if (!own.contains(option.longestName())) {
        String value = value(option);
        arguments.add(option.longestName());
        if (!value.isEmpty() && !(option.arity().max() == 0)) {
          arguments.add(value);
        }
      }
    }
    trial
        .settings()
        .forEach((name, value) -> {
          arguments.add("--" + name);
          if (!value.isEmpty()) {
            arguments.add(value);
          }
        });
    arguments.add("--out");
    arguments.add(out);
    return Shell.line(arguments);
  }
}
