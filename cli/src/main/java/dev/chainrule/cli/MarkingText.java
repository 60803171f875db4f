package dev.chainrule.cli;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.explain.Answers.Quantity;
import dev.chainrule.explain.Marking;
import dev.chainrule.explain.Marking.Mark;
import dev.chainrule.explain.Marking.Verdict;
import dev.chainrule.json.Json;
import dev.chainrule.text.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A marked calculation, for the terminal and for machines.
 *
 * @param file the student's file
 * @param marking the marks
 * @param decimals how many decimals numbers are shown with
 */
record MarkingText(Path file, Marking marking, int decimals) {

  String heading() {
    return "%s: %d of %d marks".formatted(file, marking.earned(), marking.marks().size());
  }

  /** The account, where it first went wrong, and every number that is not right. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(account());
    if (marking.count(Verdict.MISSING) == marking.marks().size()) {
      lines.add("Nothing was filled in: put numbers in place of null under \"answers\".");
      return String.join("\n", lines);
    }
    lines.add(
        marking
            .firstWrong()
            .map(first ->
                "It went wrong first at %s: %s was given, %s follows from the numbers before it.%s"
                    .formatted(
                        name(first),
                        figure(first.given()),
                        figure(first.following()),
                        first.hint().isEmpty() ? "" : " Perhaps: " + first.hint()))
            .orElse("Nothing is wrong."));
    List<Mark> others =
        marking.marks().stream().filter(mark -> mark.verdict() != Verdict.RIGHT).toList();
    if (!others.isEmpty()) {
      lines.add("");
      lines.add(table(others));
    }
    return String.join("\n", lines);
  }

  private String account() {
    return "%d right, %d wrong only because of an earlier mistake (marked as right), %d wrong, %d not given"
        .formatted(
            marking.count(Verdict.RIGHT),
            marking.count(Verdict.FOLLOWS),
            marking.count(Verdict.WRONG),
            marking.count(Verdict.MISSING));
  }

  private String table(List<Mark> marks) {
    TextTable table =
        TextTable.aligned("lrrrll").row("", "given", "right", "from before", "verdict", "perhaps");
    for (Mark mark : marks) {
      table.row(
          name(mark),
          mark.verdict() == Verdict.MISSING ? "-" : figure(mark.given()),
          figure(mark.right()),
          figure(mark.following()),
          switch (mark.verdict()) {
            case RIGHT -> "right";
            case FOLLOWS -> "follows";
            case WRONG -> "wrong";
            case MISSING -> "not given";
          },
          mark.hint());
    }
    return table.toString().lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
  }

  /** Such as "z of layer 1, unit 2". */
  private static String name(Mark mark) {
    return switch (mark.quantity()) {
      case LOSS -> "loss";
      case Z, A, DELTA, BIAS_GRADIENT, BIASES_AFTER ->
          "%s of layer %d, unit %d".formatted(mark.quantity().key(), mark.layer(), mark.column());
      case WEIGHT_GRADIENT, WEIGHTS_AFTER ->
          "%s of layer %d, unit %d, input %d"
              .formatted(mark.quantity().key(), mark.layer(), mark.row(), mark.column());
    };
  }

  private String figure(double value) {
    return Numbers.fixed(value, decimals);
  }

  Json json() {
    return Json.object()
        .with("answers", file.toString())
        .with("earned", marking.earned())
        .with("of", marking.marks().size())
        .with("right", marking.count(Verdict.RIGHT))
        .with("follows", marking.count(Verdict.FOLLOWS))
        .with("wrong", marking.count(Verdict.WRONG))
        .with("missing", marking.count(Verdict.MISSING))
        .with("firstWrong", marking.firstWrong().map(MarkingText::json).orElse(new Json.Null()))
        .with("marks", Json.array(marking.marks().stream().map(MarkingText::json).toList()));
  }

  private static Json json(Mark mark) {
    Json.Members json =
        Json.object()
            .with("name", name(mark))
            .with("quantity", mark.quantity().key())
            .with("layer", mark.layer());
    boolean matrix =
        mark.quantity() == Quantity.WEIGHT_GRADIENT || mark.quantity() == Quantity.WEIGHTS_AFTER;
    json =
        matrix
            ? json.with("unit", mark.row()).with("input", mark.column())
            : json.with("unit", mark.column());
    return json.with("given", ReportText.number(mark.given()))
        .with("right", mark.right())
        .with("following", ReportText.number(mark.following()))
        .with("verdict", mark.verdict().name().toLowerCase(java.util.Locale.ROOT))
        .with("hint", mark.hint());
  }
}
