package dev.chainrule.cli;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.decision.Calibration;
import dev.chainrule.decision.DecisionRule;
import dev.chainrule.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/** How a model's scores become answers, for people and for machines. */
final class DecisionText {

  private DecisionText() {}

  /** Calibrations and thresholds on a line each; empty if there are none. */
  static String of(DecisionRule rule) {
    StringBuilder text = new StringBuilder();
    if (!rule.calibrations().isEmpty()) {
      text.append("probabilities: calibrated by ")
          .append(
              rule.calibrations().stream()
                  .map(DecisionText::calibration)
                  .collect(Collectors.joining("; ")));
    }
    if (!rule.thresholds().isEmpty()) {
      text.append(text.isEmpty() ? "" : "\n")
          .append("threshold: ")
          .append(
              rule.thresholds().stream()
                  .map(value -> Numbers.significant(value, 4))
                  .collect(Collectors.joining(", ")));
    }
    return text.toString();
  }

  private static String calibration(Calibration calibration) {
    return switch (calibration) {
      case Calibration.Temperature(double temperature) ->
          "temperature " + Numbers.significant(temperature, 4);
      case Calibration.Platt(List<Calibration.Sigmoid> classes) ->
          classes.stream()
              .map(curve ->
                  "A %s B %s"
                      .formatted(
                          Numbers.significant(curve.a(), 4), Numbers.significant(curve.b(), 4)))
              .collect(Collectors.joining(", ", "platt ", ""));
      case Calibration.Isotonic(List<Calibration.Steps> classes) ->
          classes.stream()
              .map(steps -> String.valueOf(steps.z().size()))
              .collect(Collectors.joining(", ", "isotonic, points ", ""));
    };
  }

  /** The kinds of calibration and the thresholds. */
  static Json json(DecisionRule rule) {
    return Json.object()
        .with(
            "calibrations",
            Json.texts(rule.calibrations().stream().map(DecisionText::calibration).toList()))
        .with("thresholds", Json.array(rule.thresholds().stream().map(Json::of).toList()));
  }
}
