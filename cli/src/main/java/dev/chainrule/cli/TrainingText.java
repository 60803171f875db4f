package dev.chainrule.cli;

import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Field;
import dev.chainrule.data.Field.Role;
import dev.chainrule.data.Schema;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Report;
import dev.chainrule.model.History;
import dev.chainrule.model.Provenance;
import dev.chainrule.training.TablePlan.Decision;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code chainrule train} says on the terminal, before and after. */
final class TrainingText {

  private static final int WIDEST_VALUE = 40;

  private final Output output;
  private final Style style;

  TrainingText(Console console) {
    output = console.out();
    style = console.style();
  }

  /** What was decided, and which columns are left out. */
  void introduce(List<Decision> decisions, Schema schema) {
    int names = decisions.stream().mapToInt(decision -> decision.name().length()).max().orElse(0);
    int values =
        decisions.stream()
            .mapToInt(decision -> decision.value().length())
            .filter(length -> length <= WIDEST_VALUE)
            .max()
            .orElse(0);
    for (Decision decision : decisions) {
      output.line(
          (padded(decision.name(), names)
                  + "  "
                  + padded(decision.value(), decision.reason().isEmpty() ? 0 : values)
                  + "  "
                  + style.quiet(decision.reason()))
              .stripTrailing());
    }
    List<Field> leftOut =
        schema.fields().stream().filter(field -> field.role() == Role.IGNORED).toList();
    if (!leftOut.isEmpty()) {
      output.line();
      output.line(style.heading("Columns left out"));
      int width = leftOut.stream().mapToInt(field -> field.name().length()).max().orElse(0);
      for (Field field : leftOut) {
        output.line(padded(field.name(), width) + "  " + style.quiet(field.note()));
      }
    }
    output.line();
  }

  /** What came of it, and what to do next. */
  void conclude(Trained trained, boolean replaced) {
    History history = trained.model().history();
    Provenance provenance = trained.model().provenance();
    output.line(
        "Trained %s in %s (%s kernels, %s, at most %s MiB of memory), ended by %s. Kept: %s."
            .formatted(
                Numbers.count(history.epochs().size(), "epoch", "epochs"),
                Numbers.duration(provenance.seconds()),
                provenance.kernel(),
                Numbers.count(provenance.threads(), "thread", "threads"),
                Numbers.count(Memory.peakMebibytes()),
                history.stopReason(),
                history.bestEpoch() == 0
                    ? "what it began with, since no epoch was better"
                    : "epoch " + Numbers.count(history.bestEpoch())));
    output.line();
    output.line(
        style.heading(
            "On the %s held out"
                .formatted(Numbers.count(trained.outcome().report().rows(), "row", "rows"))));
    output.line(ReportText.of(trained.outcome().report(), trained.outcome().baseline()));
    trained.outcome().uncalibrated().ifPresent(before -> calibrated(trained, before));
    output.line();
    trained
        .test()
        .ifPresent(test -> {
          output.line(
              style.heading(
                  "On the %s"
                      .formatted(Numbers.count(test.report().rows(), "test row", "test rows"))));
          output.line(ReportText.of(test.report(), test.baseline()));
          output.line();
        });
    output.line(
        "Saved to %s%s."
            .formatted(trained.file(), replaced ? ", replacing the file that was there" : ""));
    trained.report().ifPresent(report -> output.line("Report in %s.".formatted(report)));
    output.line(
        "Next: chainrule predict %s %s"
            .formatted(Shell.quoted(trained.file()), Shell.quoted(trained.data())));
  }

  /** What the calibration changed, on the rows held out. */
  private void calibrated(Trained trained, Report before) {
    Report after = trained.outcome().report();
    String change =
        Stream.of(Metric.LOG_LOSS, Metric.CALIBRATION_ERROR)
            .filter(metric -> metric.suits(after.outputs()))
            .map(metric ->
                "%s %s → %s"
                    .formatted(
                        MetricNames.title(metric.label()),
                        MetricNames.value(metric.label(), before.metric(metric)),
                        MetricNames.value(metric.label(), after.metric(metric))))
            .collect(Collectors.joining(", "));
    output.line();
    output.line(
        "Calibrated by %s: %s. %s"
            .formatted(
                trained.model().decision().calibrations().getFirst().label(),
                change,
                trained.outcome().setAside() > 0
                    ? "It was fitted to %s set aside."
                        .formatted(Numbers.count(trained.outcome().setAside(), "row", "rows"))
                    : "That is on the rows it was fitted to; judge it on others with evaluate, or give --calibration-share."));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }
}
