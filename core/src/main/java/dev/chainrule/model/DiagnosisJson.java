package dev.chainrule.model;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import dev.chainrule.model.Diagnosis.Figures;
import dev.chainrule.model.Diagnosis.Finding;
import dev.chainrule.model.Diagnosis.Trouble;
import java.util.Arrays;

/** What was seen inside the layers, as JSON. */
final class DiagnosisJson {

  private DiagnosisJson() {}

  static Json write(Diagnosis diagnosis) {
    return Json.object()
        .with(
            "findings",
            Json.array(diagnosis.findings().stream().map(DiagnosisJson::write).toList()))
        .with(
            "figures", Json.array(diagnosis.figures().stream().map(DiagnosisJson::write).toList()));
  }

  static Diagnosis read(Located json) {
    return new Diagnosis(
        json.member("findings").items().stream().map(DiagnosisJson::readFinding).toList(),
        json.member("figures").items().stream().map(DiagnosisJson::readFigures).toList());
  }

  private static Json write(Finding finding) {
    return Json.object()
        .with("epoch", finding.epoch())
        .with("layer", finding.layer())
        .with("trouble", finding.trouble().label())
        .with("hint", finding.hint());
  }

  private static Finding readFinding(Located json) {
    Located trouble = json.member("trouble");
    return new Finding(
        json.member("epoch").wholeNumber(1, Integer.MAX_VALUE),
        json.member("layer").wholeNumber(1, Integer.MAX_VALUE),
        Arrays.stream(Trouble.values())
            .filter(it -> it.label().equals(trouble.text()))
            .findFirst()
            .orElseThrow(() -> trouble.expected("a trouble that this version of Chainrule knows")),
        json.member("hint").text());
  }

  private static Json write(Figures figures) {
    return Json.object()
        .with("epoch", figures.epoch())
        .with("layer", figures.layer())
        .with("gradientNorm", figures.gradientNorm())
        .with("weightNorm", figures.weightNorm())
        .with("updateRatio", figures.updateRatio())
        .with("dead", figures.dead())
        .with("saturated", figures.saturated());
  }

  private static Figures readFigures(Located json) {
    return new Figures(
        json.member("epoch").wholeNumber(1, Integer.MAX_VALUE),
        json.member("layer").wholeNumber(1, Integer.MAX_VALUE),
        json.member("gradientNorm").number(),
        json.member("weightNorm").number(),
        json.member("updateRatio").number(),
        json.member("dead").number(),
        json.member("saturated").number());
  }
}
