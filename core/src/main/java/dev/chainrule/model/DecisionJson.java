package dev.chainrule.model;

import dev.chainrule.decision.Calibration;
import dev.chainrule.decision.Calibration.Sigmoid;
import dev.chainrule.decision.Calibration.Steps;
import dev.chainrule.decision.DecisionRule;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.util.List;

/** How scores become answers, as JSON. */
final class DecisionJson {

  private DecisionJson() {}

  static Json write(DecisionRule rule) {
    return Json.object()
        .with(
            "calibrations",
            Json.array(rule.calibrations().stream().map(DecisionJson::write).toList()))
        .with("thresholds", numbers(rule.thresholds()));
  }

  static DecisionRule read(Located json) {
    List<Calibration> calibrations =
        json.member("calibrations").items().stream().map(DecisionJson::readCalibration).toList();
    List<Double> thresholds = numbers(json.member("thresholds"));
    return json.build(place -> new DecisionRule(calibrations, thresholds));
  }

  private static Json write(Calibration calibration) {
    Json.Members kind = Json.object().with("kind", calibration.label());
    return switch (calibration) {
      case Calibration.Temperature(double temperature) -> kind.with("temperature", temperature);
      case Calibration.Platt(List<Sigmoid> classes) ->
          kind.with(
              "classes",
              Json.array(
                  classes.stream()
                      .map(of -> (Json) Json.object().with("a", of.a()).with("b", of.b()))
                      .toList()));
      case Calibration.Isotonic(List<Steps> classes) ->
          kind.with(
              "classes",
              Json.array(
                  classes.stream()
                      .map(of ->
                          (Json)
                              Json.object().with("z", numbers(of.z())).with("p", numbers(of.p())))
                      .toList()));
    };
  }

  private static Calibration readCalibration(Located json) {
    return json.build(calibration ->
        switch (calibration.member("kind").text()) {
          case "temperature" ->
              new Calibration.Temperature(calibration.member("temperature").number());
          case "platt" ->
              new Calibration.Platt(
                  calibration.member("classes").items().stream()
                      .map(of -> new Sigmoid(of.member("a").number(), of.member("b").number()))
                      .toList());
          case "isotonic" ->
              new Calibration.Isotonic(
                  calibration.member("classes").items().stream()
                      .map(of ->
                          of.build(
                              it -> new Steps(numbers(it.member("z")), numbers(it.member("p")))))
                      .toList());
          default ->
              throw calibration
                  .member("kind")
                  .expected("a calibration that this version of Chainrule knows");
        });
  }

  private static Json numbers(List<Double> values) {
    return Json.array(values.stream().map(Json::of).toList());
  }

  private static List<Double> numbers(Located json) {
    return json.items().stream().map(Located::number).toList();
  }
}
