package dev.chainrule.cli;

import dev.chainrule.cli.report.TrainingReport;
import dev.chainrule.data.Field;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.model.Model;
import dev.chainrule.model.Predictions.NumberPredictions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
        schema.target().map(Field::name).orElse(""),
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
        trained.outcome().report(),
        trained.outcome().baseline(),
        points(trained.outcome().validation(), model),
        model.provenance(),
        model.parametersSha256(),
        trained.file().toString(),
        command);
  }

  /** True and predicted numbers of the rows held out; none for classes. */
  private static List<TrainingReport.Point> points(Table rows, Model model) {
    List<TrainingReport.Point> points = new ArrayList<>();
    if (model.predict(rows) instanceof NumberPredictions numbers) {
      int[] all = IntStream.range(0, rows.rows()).toArray();
      double[] truth = model.preparation().orElseThrow().amounts(rows, all);
      for (int row : all) {
        points.add(new TrainingReport.Point(truth[row], numbers.value(row)));
      }
    }
    return points;
  }
}
