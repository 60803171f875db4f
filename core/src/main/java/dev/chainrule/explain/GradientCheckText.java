package dev.chainrule.explain;

import dev.chainrule.explain.Comparison.Verdict;
import dev.chainrule.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A {@link GradientCheck} as text for people. */
final class GradientCheckText {

  /** Of each kind, so many are named one by one. */
  private static final int LINES = 10;

  private final GradientCheck check;
  private final List<String> lines = new ArrayList<>();

  private GradientCheckText(GradientCheck check) {
    this.check = check;
  }

  static String of(GradientCheck check) {
    return new GradientCheckText(check).write();
  }

  private String write() {
    List<Comparison> measured = check.comparisons();
    lines.add(
        "Gradient check %s: %s by back-propagation, each beside its central difference"
            .formatted(check.passed() ? "passed" : "FAILED", gradients(measured.size())));
    if (measured.size() < check.gradients()) {
      lines.add(
          "%s of %s were measured, a random sample of every tensor; the others were not looked at"
              .formatted(count(measured.size()), gradients(check.gradients())));
    }
    lines.add("");
    lines.add(table());
    lines.add("");
    check.worst().ifPresent(worst -> lines.add("worst: " + inFull(worst)));
    long zeros = measured.stream().filter(c -> c.analytic() == 0 && c.numeric() == 0).count();
    if (zeros > 0) {
      lines.add(
          "%s 0 both ways: an input that is 0 or a unit that is off, which proves little"
              .formatted(zeros == 1 ? "1 gradient is" : count(zeros) + " gradients are"));
    }
    list(
        Verdict.TOO_SMALL,
        "too small to measure: the difference is no larger than the rounding error of the loss",
        GradientCheckText::inFull);
    list(
        Verdict.KINK,
        "at a kink, not compared: there the slope is not defined",
        c -> c.place() + ": " + c.kink());
    list(
        Verdict.DISAGREES,
        check.with(Verdict.DISAGREES).size() == 1 ? "disagrees" : "disagree",
        GradientCheckText::inFull);
    return String.join("\n", lines);
  }

  /** One line a tensor; columns without any entry are left out. */
  private String table() {
    List<Verdict> apart =
        List.of(Verdict.TOO_SMALL, Verdict.KINK).stream()
            .filter(verdict -> !check.with(verdict).isEmpty())
            .toList();
    TextTable table = TextTable.aligned("llrr" + "r".repeat(apart.size()) + "rr");
    List<Object> head = new ArrayList<>(List.of("", "shape", "measured", "agree"));
    apart.forEach(verdict -> head.add(verdict == Verdict.KINK ? "at a kink" : "too small"));
    head.addAll(List.of("disagree", "largest error"));
    table.row(head.toArray());
    for (TensorCheck tensor : check.tensors()) {
      List<Object> row = new ArrayList<>(List.of(tensor.name(), bare(tensor.shape())));
      row.add(
          tensor.comparisons().size() == tensor.gradients()
              ? count(tensor.gradients())
              : count(tensor.comparisons().size()) + " of " + count(tensor.gradients()));
      row.add(count(tensor.count(Verdict.AGREES)));
      apart.forEach(verdict -> row.add(count(tensor.count(verdict))));
      row.add(count(tensor.count(Verdict.DISAGREES)));
      row.add(tensor.worst().map(worst -> error(worst.relativeError())).orElse("-"));
      table.row(row.toArray());
    }
    return table.toString().lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
  }

  private void list(Verdict verdict, String what, Function<Comparison, String> inWords) {
    List<Comparison> some = check.with(verdict);
    if (some.isEmpty()) {
      return;
    }
    lines.add(count(some.size()) + " " + what + ":");
    some.stream().limit(LINES).forEach(comparison -> lines.add("  " + inWords.apply(comparison)));
    if (some.size() > LINES) {
      lines.add("  and " + count(some.size() - LINES) + " more");
    }
  }

  private static String inFull(Comparison c) {
    return String.format(
        Locale.ROOT,
        "%s: relative error %s (formula %.9g, difference %.9g)",
        c.place(),
        error(c.relativeError()),
        c.analytic(),
        c.numeric());
  }

  private static String error(double relative) {
    return String.format(Locale.ROOT, "%.1e", relative);
  }

  private static String gradients(long count) {
    return count == 1 ? "1 gradient" : count(count) + " gradients";
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String bare(String shape) {
    return shape.replaceAll("[\\[\\]]", "");
  }
}
