package dev.chainrule.cli.explain;

import dev.chainrule.explain.DescentStep;
import dev.chainrule.explain.Dimensions;
import dev.chainrule.explain.Problem;
import dev.chainrule.explain.Worksheet;
import dev.chainrule.json.Json;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ReferencePass;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A worksheet as JSON, at full double precision. For one row vectors are lists, and a single target
 * is a number; for a batch they are lists of rows.
 */
public final class WorksheetJson {

  private WorksheetJson() {}

  /** The problem with its keys as in a network file, and {@code steps} with every number. */
  public static Json.Members of(Worksheet sheet, Optional<PreparedRow> row) {
    Problem problem = sheet.problem();
    List<Json> steps = sheet.steps().stream().map(step -> step(sheet, step)).toList();
    Json.Members all =
        problem(sheet)
            .with("steps", Json.array(steps))
            .with("loss_after", sheet.next().loss())
            .with("parameters", Dimensions.of(problem.architecture()).parameters());
    return row.map(prepared -> all.with("row", prepared(prepared))).orElse(all);
  }

  private static Json.Members problem(Worksheet sheet) {
    Problem problem = sheet.problem();
    DescentStep first = sheet.steps().getFirst();
    int layers = problem.architecture().layers().size();
    Json.Members all =
        Json.object()
            .with("name", problem.name())
            .with(
                "sizes",
                Json.array(
                    problem.architecture().shapes().stream()
                        .map(Shape::size)
                        .map(Json::of)
                        .toList()))
            .with("activations", layers(layers, layer -> Json.of(problem.activationName(layer))))
            .with("loss", problem.loss().label())
            .with("learning_rate", problem.learningRate())
            .with("weights", dense(problem, layer -> matrix(first.weightsBefore(layer))))
            .with("biases", dense(problem, layer -> vector(first.biasesBefore(layer), 0)))
            .with("x", rows(problem.x()))
            .with("y", outputs(problem.y()));
    return problem.sampleWeights().isEmpty()
        ? all
        : all.with(
            "sample_weights", Json.array(problem.sampleWeights().stream().map(Json::of).toList()));
  }

  private static Json step(Worksheet sheet, DescentStep step) {
    ReferencePass pass = step.pass();
    Problem problem = sheet.problem();
    int layers = pass.layers();
    Json.Members all =
        Json.object()
            .with("z", layers(layers, layer -> rows(pass.z(layer))))
            .with("a", layers(layers, layer -> rows(pass.a(layer))))
            .with("prediction", outputs(pass.prediction()))
            .with("loss", pass.loss())
            .with("delta", layers(layers, layer -> rows(pass.delta(layer))))
            .with("dW", dense(problem, layer -> matrix(pass.weightGradient(layer))))
            .with("db", dense(problem, layer -> vector(pass.biasGradient(layer), 0)))
            .with("dx", rows(pass.inputGradient()))
            .with("W_after", dense(problem, layer -> matrix(step.weightsAfter(layer))))
            .with("b_after", dense(problem, layer -> vector(step.biasesAfter(layer), 0)))
            .with("loss_after", sheet.lossAfter(step));
    boolean normalized = IntStream.rangeClosed(1, layers).anyMatch(layer -> isNorm(problem, layer));
    return normalized
        ? all.with("dgamma", norms(problem, layer -> vector(pass.scaleGradient(layer), 0)))
            .with("dbeta", norms(problem, layer -> vector(pass.shiftGradient(layer), 0)))
            .with("gamma_after", norms(problem, layer -> vector(step.after(layer, "scale"), 0)))
            .with("beta_after", norms(problem, layer -> vector(step.after(layer, "shift"), 0)))
        : all;
  }

  private static Json prepared(PreparedRow row) {
    List<Json> columns = new ArrayList<>();
    for (PreparedRow.Cell cell : row.cells()) {
      List<Json> inputs =
          cell.inputs().stream()
              .map(input ->
                  (Json) Json.object().with("name", input.name()).with("value", input.value()))
              .toList();
      columns.add(
          Json.object()
              .with("name", cell.column())
              .with("value", cell.value())
              .with("preparation", cell.preparation())
              .with("inputs", Json.array(inputs)));
    }
    return Json.object()
        .with("source", row.source())
        .with("columns", Json.array(columns))
        .with(
            "target",
            Json.object()
                .with("name", row.target().column())
                .with("value", row.target().value())
                .with("outputs", Json.texts(row.target().outputs())));
  }

  /** The dimension sheet: {@code tensors} with their shapes, and {@code parameters} in all. */
  public static Json.Members dimensions(String name, Dimensions sheet) {
    List<Json> tensors = new ArrayList<>();
    for (Dimensions.Tensor tensor : sheet.tensors()) {
      tensors.add(
          Json.object()
              .with("pass", tensor.pass().name().toLowerCase(Locale.ROOT))
              .with("tensor", tensor.quantity().letter())
              .with("layer", tensor.layer())
              .with("shape", tensor.shape())
              .with("role", tensor.quantity().role())
              .with("parameters", tensor.parameters()));
    }
    return Json.object()
        .with("name", name)
        .with("tensors", Json.array(tensors))
        .with("parameters", sheet.parameters());
  }

  // ---------------------------------------------------------------- shapes

  /** One entry a layer, null for those without weights. */
  private static Json dense(Problem problem, IntFunction<Json> layer) {
    List<Layer> all = problem.architecture().layers();
    return layers(
        all.size(), l -> all.get(l - 1) instanceof Dense ? layer.apply(l) : new Json.Null());
  }

  /** One entry a layer, null for those that do not normalise. */
  private static Json norms(Problem problem, IntFunction<Json> layer) {
    return layers(
        problem.architecture().layers().size(),
        l -> isNorm(problem, l) ? layer.apply(l) : new Json.Null());
  }

  private static boolean isNorm(Problem problem, int layer) {
    return switch (problem.architecture().layers().get(layer - 1)) {
      case BatchNorm _, LayerNorm _ -> true;
      case Dense _, Dropout _ -> false;
    };
  }

  private static Json layers(int layers, IntFunction<Json> layer) {
    List<Json> all = new ArrayList<>();
    for (int l = 1; l <= layers; l++) {
      all.add(layer.apply(l));
    }
    return Json.array(all);
  }

  private static Json rows(DoubleMatrix values) {
    return values.rows() == 1 ? vector(values, 0) : matrix(values);
  }

  /** A single output of a single row is a number. */
  private static Json outputs(DoubleMatrix values) {
    return values.rows() == 1 && values.columns() == 1 ? Json.of(values.get(0, 0)) : rows(values);
  }

  private static Json matrix(DoubleMatrix values) {
    List<Json> rows = new ArrayList<>();
    for (int i = 0; i < values.rows(); i++) {
      rows.add(vector(values, i));
    }
    return Json.array(rows);
  }

  private static Json vector(DoubleMatrix values, int row) {
    return Json.array(Arrays.stream(values.row(row)).mapToObj(Json::of).toList());
  }
}
