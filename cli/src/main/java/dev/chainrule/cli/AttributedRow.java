package dev.chainrule.cli;

import dev.chainrule.cli.report.AttributionReport;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Table;
import dev.chainrule.explain.Attribution;
import dev.chainrule.explain.Attribution.Method;
import dev.chainrule.explain.ColumnShare;
import dev.chainrule.json.Json;
import java.util.List;

/**
 * What each column has to do with an answer, and what was asked.
 *
 * @param model the file of the model
 * @param data the file of the row
 * @param number which row, from 1
 * @param row that row alone
 * @param preparation how it became inputs
 * @param attribution the shares of these inputs
 * @param baseline what the row is compared with, in words; empty for the gradient
 * @param steps how many points the integral has; 0 where there is none
 */
record AttributedRow(
    String model,
    String data,
    int number,
    Table row,
    Preparation preparation,
    Attribution attribution,
    String baseline,
    int steps) {

  /** The columns in the order of the preparation. */
  List<ColumnShare> columns() {
    return ColumnShare.of(preparation, attribution);
  }

  /** What stands in the row's cell of a column. */
  String cell(String column) {
    return PreparedRows.value(row.column(column), 0);
  }

  /** How the shares were computed. */
  String method() {
    return switch (attribution.method()) {
      case GRADIENT -> "gradient";
      case GRADIENT_X_INPUT -> "gradient × input, against " + baseline;
      case INTEGRATED_GRADIENTS ->
          "integrated gradients in %s from %s"
              .formatted(Numbers.count(steps, "step", "steps"), baseline);
    };
  }

  /** What a page says about it. */
  AttributionReport page() {
    return new AttributionReport(
        model,
        data,
        number,
        attribution,
        method(),
        columns().stream()
            .map(column ->
                new AttributionReport.Line(
                    column.column(),
                    cell(column.column()),
                    column.share(),
                    column.perUnit(),
                    column.inputs()))
            .toList());
  }

  Json json() {
    boolean compared = attribution.method() != Method.GRADIENT;
    Json.Members json =
        Json.object()
            .with("model", model)
            .with("data", data)
            .with("row", number)
            .with("method", attribution.method().label())
            .with("output", attribution.explained().name())
            .with("value", attribution.value());
    if (compared) {
      json =
          json.with("baseline", baseline)
              .with("baselineValue", attribution.baselineValue())
              .with("difference", attribution.difference())
              .with("sum", attribution.sum())
              .with("gap", attribution.gap());
    }
    if (steps > 0) {
      json = json.with("steps", steps);
    }
    return json.with("columns", Json.array(columns().stream().map(this::json).toList()));
  }

  private Json json(ColumnShare column) {
    Json.Members json =
        Json.object()
            .with("column", column.column())
            .with("value", cell(column.column()))
            .with("share", column.share());
    if (column.perUnit().isPresent()) {
      json = json.with("perUnit", column.perUnit().getAsDouble());
    }
    return json.with(
        "inputs",
        Json.array(
            column.inputs().stream()
                .map(input ->
                    Json.object()
                        .with("name", input.name())
                        .with("value", input.value())
                        .with("share", input.share()))
                .toList()));
  }
}
