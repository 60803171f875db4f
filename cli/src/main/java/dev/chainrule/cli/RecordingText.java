package dev.chainrule.cli;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.explain.Recording;
import dev.chainrule.explain.RecordingCheck;
import dev.chainrule.explain.RecordingCheck.Difference;
import dev.chainrule.json.Json;
import dev.chainrule.text.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How far both interpreters are from recorded values, for the terminal and for machines.
 *
 * @param file where the values come from
 * @param checks one a case
 * @param tolerance what passes for the reference
 * @param engineTolerance what passes for the engine
 */
record RecordingText(
    Path file, List<RecordingCheck> checks, double tolerance, double engineTolerance) {

  /** Double precision, with room for the rounding of deep networks. */
  static final double REFERENCE_TOLERANCE = 1e-8;

  /** Single precision. */
  static final double ENGINE_TOLERANCE = 1e-4;

  private static final int MOST_FAILURES = 10;

  /** A difference that is too large. */
  private record Failure(String name, String interpreter, Difference difference) {}

  boolean passed() {
    return failures().isEmpty();
  }

  String heading() {
    return "%s: %s held against recorded values: %s"
        .formatted(
            file, Numbers.count(checks.size(), "case", "cases"), passed() ? "passed" : "FAILED");
  }

  /** A line a case, the largest of all, and each tensor that is off. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("Largest differences, relative to the largest entry of each tensor:");
    lines.add("");
    TextTable table = TextTable.aligned("llrr").row("", "network", "reference", "engine");
    for (RecordingCheck check : checks) {
      table.row(
          check.recording().problem().name(),
          sizes(check.recording()),
          relative(check.reference()),
          relative(check.engine()));
    }
    table.row(
        "largest",
        "",
        relative(largest(RecordingCheck::reference)),
        relative(largest(RecordingCheck::engine)));
    lines.add(table.toString().lines().map(line -> "  " + line).collect(Collectors.joining("\n")));
    lines.add("");
    lines.add(worst("reference", RecordingCheck::reference, tolerance));
    lines.add(worst("engine", RecordingCheck::engine, engineTolerance));
    List<Failure> failures = failures();
    failures.stream().limit(MOST_FAILURES).forEach(failure -> lines.add(inFull(failure)));
    if (failures.size() > MOST_FAILURES) {
      lines.add("  and " + Numbers.count(failures.size() - MOST_FAILURES) + " more tensors");
    }
    return String.join("\n", lines);
  }

  private String worst(
      String interpreter, Function<RecordingCheck, Optional<Difference>> of, double allowed) {
    return checks.stream()
        .filter(check -> of.apply(check).isPresent())
        .max(Comparator.comparingDouble(check -> of.apply(check).orElseThrow().relative()))
        .map(check ->
            "%s: at most %s off, in %s of %s; %s passes"
                .formatted(
                    interpreter,
                    figure(of.apply(check).orElseThrow().relative()),
                    of.apply(check).orElseThrow().value(),
                    check.recording().problem().name(),
                    figure(allowed)))
        .orElse(interpreter + ": not compared; it computes neither z nor dx by themselves");
  }

  private static String inFull(Failure failure) {
    Difference off = failure.difference();
    return String.format(
        Locale.ROOT,
        "  %s: %s: recorded %.9g, the %s computes %.9g, relative difference %s",
        failure.name(),
        off.place(),
        off.recorded(),
        failure.interpreter(),
        off.computed(),
        figure(off.relative()));
  }

  private List<Failure> failures() {
    List<Failure> failures = new ArrayList<>();
    for (RecordingCheck check : checks) {
      String name = check.recording().problem().name();
      check.byReference().stream()
          .filter(difference -> !(difference.relative() <= tolerance))
          .forEach(difference -> failures.add(new Failure(name, "reference", difference)));
      check.byEngine().stream()
          .filter(difference -> !(difference.relative() <= engineTolerance))
          .forEach(difference -> failures.add(new Failure(name, "engine", difference)));
    }
    return failures;
  }

  private Optional<Difference> largest(Function<RecordingCheck, Optional<Difference>> of) {
    return checks.stream()
        .flatMap(check -> of.apply(check).stream())
        .max(Comparator.comparingDouble(Difference::relative));
  }

  private static String sizes(Recording recording) {
    return recording.problem().architecture().shapes().stream()
        .map(shape -> String.valueOf(shape.size()))
        .collect(Collectors.joining("-"));
  }

  private static String relative(Optional<Difference> difference) {
    return difference.map(d -> figure(d.relative())).orElse("-");
  }

  private static String figure(double relative) {
    return relative == 0 ? "0" : String.format(Locale.ROOT, "%.1e", relative);
  }

  // ---- for machines

  Json json() {
    return Json.object()
        .with("passed", passed())
        .with("values", file.toString())
        .with("tolerance", tolerance)
        .with("engineTolerance", engineTolerance)
        .with("reference", json(largest(RecordingCheck::reference)))
        .with("engine", json(largest(RecordingCheck::engine)))
        .with("cases", Json.array(checks.stream().map(RecordingText::json).toList()));
  }

  private static Json json(RecordingCheck check) {
    return Json.object()
        .with("name", check.recording().problem().name())
        .with("reference", json(check.reference()))
        .with("engine", json(check.engine()));
  }

  private static Json json(Optional<Difference> difference) {
    return difference.<Json>map(RecordingText::json).orElse(new Json.Null());
  }

  private static Json json(Difference difference) {
    return Json.object()
        .with("largestRelativeDifference", ReportText.number(difference.relative()))
        .with("tensor", difference.value().kind().key())
        .with("layer", difference.value().layer())
        .with("row", difference.row() + 1)
        .with("column", difference.column() + 1)
        .with("recorded", difference.recorded())
        .with("computed", ReportText.number(difference.computed()));
  }
}
