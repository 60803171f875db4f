package dev.chainrule.cli;

import dev.chainrule.cli.report.Judgement;
import dev.chainrule.cli.report.TrainingReport;
import dev.chainrule.data.Schema;
import dev.chainrule.model.Model;

/** What came of {@code chainrule train}, as what its page says. */
final class TrainingReports {

  private TrainingReports() {}

  /**
   * The content of the page.
   *
   * @param command the command line that repeats the training
   */
  static TrainingReport of(Trained trained, String command) {
    Model model = trained.model();
    Schema schema = model.schema().orElseThrow();
    return new TrainingReport(
        String.valueOf(trained.data().getFileName()),
        Wording.loss(model.loss()),
        trained.decisions().stream()
            .map(decision ->
                new TrainingReport.Decision(decision.name(), decision.value(), decision.reason()))
            .toList(),
        Wording.columns(schema, model.preparation().orElseThrow()).stream()
            .map(line ->
                new TrainingReport.ColumnUse(
                    line.name(), line.type(), line.role(), line.preparation()))
            .toList(),
        Layers.of(model.network().architecture()).stream()
            .map(line ->
                new TrainingReport.LayerRow(
                    String.valueOf(line.number()), line.kind(), line.output(), line.parameters()))
            .toList(),
        model.history(),
        new Judgement(
            schema.targetNames(),
            trained.outcome().report(),
            trained.outcome().baseline(),
            "the training rows"),
        model.provenance(),
        model.parametersSha256(),
        trained.file().toString(),
        command);
  }
}
