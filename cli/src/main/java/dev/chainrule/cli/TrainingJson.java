package dev.chainrule.cli;

import dev.chainrule.data.Schema;
import dev.chainrule.data.Task;
import dev.chainrule.json.Json;
import dev.chainrule.model.History;
import dev.chainrule.model.Model;
import dev.chainrule.model.Provenance;
import dev.chainrule.training.TablePlan.Decision;

/** What came of {@code chainrule train}, as JSON. */
final class TrainingJson {

  private TrainingJson() {}

  static Json of(Trained trained) {
    Model model = trained.model();
    History history = model.history();
    Provenance provenance = model.provenance();
    Json.Members summary =
        Json.object()
            .with("task", model.task().map(Task::jsonName).orElse(""))
            .with("target", model.schema().map(Schema::targetNames).orElse(""))
            .with("epochs", history.epochs().size())
            .with("bestEpoch", history.bestEpoch())
            .with("stopped", history.stopReason())
            .with("seconds", provenance.seconds())
            .with("peakMemoryMiB", Memory.peakMebibytes())
            .with(
                "rows",
                Json.object()
                    .with("training", provenance.trainingRows())
                    .with("validation", provenance.validationRows()))
            .with("seed", provenance.seed())
            .with("threads", provenance.threads())
            .with("kernel", provenance.kernel())
            .with("parameters", model.network().parameters().size())
            .with("model", trained.file().toString());
    if (trained.report().isPresent()) {
      summary = summary.with("report", trained.report().get().toString());
    }
    return summary
        .with("metrics", metrics(trained))
        .with(
            "hints",
            Json.texts(history.diagnosis().findings().stream().map(TrainingNotices::hint).toList()))
        .with("decision", DecisionText.json(model.decision()))
        .with("parametersSha256", model.parametersSha256())
        .with("decisions", Json.array(trained.decisions().stream().map(TrainingJson::of).toList()));
  }

  private static Json of(Decision decision) {
    return Json.object()
        .with("name", decision.name())
        .with("value", decision.value())
        .with("reason", decision.reason())
        .with("given", decision.given());
  }

  private static Json metrics(Trained trained) {
    Json.Members metrics =
        Json.object()
            .with("validation", ReportText.json(trained.outcome().report()))
            .with("baseline", ReportText.json(trained.outcome().baseline()))
            .with(
                "uncalibrated",
                trained.outcome().uncalibrated().map(ReportText::json).orElse(new Json.Null()));
    return trained.test().isPresent()
        ? metrics.with("test", ReportText.json(trained.test().get().report()))
        : metrics;
  }
}
