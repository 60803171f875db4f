package dev.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The headings under which a help lists options that belong together, in this order. */
enum OptionSection {
  TRAINING("Training"),
  DESCENT("Descent"),
  REGULARIZATION("Regularization"),
  ENDING("Ending"),
  ANSWERS("Answers"),
  CSV("Reading CSV"),
  CHECKPOINTS("Checkpoints"),
  STREAM("More rows than memory holds");

  private final String heading;

  OptionSection(String heading) {
    this.heading = heading;
  }

  /** Options that a command mixes in and its help lists under a heading. */
  interface Member {

    OptionSection section();
  }

  /** The options of a command: those without a heading, then section by section. */
  static String list(Help help) {
    CommandSpec command = help.commandSpec();
    StringBuilder text = new StringBuilder(list(help, withoutSections(command)));
    for (OptionSection section : values()) {
      members(command)
          .filter(member -> ((Member) member.userObject()).section() == section)
          .forEach(member ->
              text.append("%n%s:%n".formatted(section.heading))
                  .append(list(help, withoutSections(member))));
    }
    return text.toString();
  }

  private static String list(Help help, List<OptionSpec> options) {
    Layout layout = help.createDefaultLayout(); // as wide as all options of the command need
    return help.optionListExcludingGroups(options, layout, null, help.parameterLabelRenderer());
  }

  private static List<OptionSpec> withoutSections(CommandSpec spec) {
    List<OptionSpec> options = new ArrayList<>(spec.options());
    members(spec)
        .filter(member -> !member.equals(spec))
        .forEach(it -> options.removeAll(it.options()));
    return options;
  }

  /** All that is mixed in under a heading, at any depth, with {@code spec} itself. */
  private static Stream<CommandSpec> members(CommandSpec spec) {
    return Stream.concat(
        Stream.of(spec).filter(it -> it.userObject() instanceof Member),
        spec.mixins().values().stream().flatMap(OptionSection::members));
  }
}
