package dev.chainrule.model;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/** Histories and provenances as JSON. */
final class OriginJson {

  private OriginJson() {}

  static Json write(History whole) {
    History history = whole.thinned(History.MOST_IN_FILE);
    Json.Members json =
        Json.object()
            .with("metric", history.metric())
            .with("bestEpoch", history.bestEpoch())
            .with("stopReason", history.stopReason())
            .with("epochs", Json.array(history.epochs().stream().map(OriginJson::write).toList()));
    return history.diagnosis().equals(Diagnosis.none())
        ? json
        : json.with("diagnosis", DiagnosisJson.write(history.diagnosis()));
  }

  static History readHistory(Located json) {
    List<Epoch> epochs = json.member("epochs").items().stream().map(OriginJson::readEpoch).toList();
    return json.build(history ->
        new History(
            history.member("metric").text(),
            epochs,
            history.member("bestEpoch").wholeNumber(0, Integer.MAX_VALUE),
            history.member("stopReason").text(),
            history.optional("diagnosis").map(DiagnosisJson::read).orElse(Diagnosis.none())));
  }

  private static Json write(Epoch epoch) {
    Json.Members json =
        Json.object().with("number", epoch.number()).with("trainingLoss", epoch.trainingLoss());
    if (epoch.validationLoss().isPresent()) {
      json = json.with("validationLoss", epoch.validationLoss().getAsDouble());
    }
    if (epoch.validationMetric().isPresent()) {
      json = json.with("validationMetric", epoch.validationMetric().getAsDouble());
    }
    return json.with("learningRate", epoch.learningRate()).with("seconds", epoch.seconds());
  }

  private static Epoch readEpoch(Located json) {
    return new Epoch(
        json.member("number").wholeNumber(1, Integer.MAX_VALUE),
        json.member("trainingLoss").number(),
        optionalNumber(json, "validationLoss"),
        optionalNumber(json, "validationMetric"),
        json.member("learningRate").number(),
        json.member("seconds").number());
  }

  private static OptionalDouble optionalNumber(Located json, String name) {
    Optional<Located> number = json.optional(name);
    return number.isPresent() ? OptionalDouble.of(number.get().number()) : OptionalDouble.empty();
  }

  static Json write(Provenance provenance) {
    SequencedMap<String, Json> settings = new LinkedHashMap<>();
    provenance.settings().forEach((name, value) -> settings.put(name, Json.of(value)));
    return Json.object()
        .with("libraryVersion", provenance.libraryVersion())
        .with("created", provenance.created().toString())
        .with("jdk", provenance.jdk())
        .with("system", provenance.system())
        .with("kernel", provenance.kernel())
        .with("threads", provenance.threads())
        .with("seed", provenance.seed())
        .with("dataSource", provenance.dataSource())
        .with("dataSha256", provenance.dataSha256())
        .with("trainingRows", provenance.trainingRows())
        .with("validationRows", provenance.validationRows())
        .with("settings", new Json.Members(settings))
        .with("seconds", provenance.seconds());
  }

  static Provenance readProvenance(Located json) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    json.member("settings").members().forEach((name, value) -> settings.put(name, value.text()));
    return new Provenance(
        json.member("libraryVersion").text(),
        instant(json.member("created")),
        json.member("jdk").text(),
        json.member("system").text(),
        json.member("kernel").text(),
        json.member("threads").wholeNumber(0, Integer.MAX_VALUE),
        json.member("seed").longNumber(),
        json.member("dataSource").text(),
        json.member("dataSha256").text(),
        json.member("trainingRows").wholeNumber(0, Integer.MAX_VALUE),
        json.member("validationRows").wholeNumber(0, Integer.MAX_VALUE),
        settings,
        json.member("seconds").number());
  }

  private static Instant instant(Located json) {
    try {
      return Instant.parse(json.text());
    } catch (DateTimeParseException malformed) {
      throw json.expected("a time such as 2026-01-31T12:00:00Z");
    }
  }
}
