package dev.chainrule.explain;

import dev.chainrule.explain.Recording.Kind;
import dev.chainrule.explain.Recording.Value;
import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import dev.chainrule.json.Located;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads {@link Recording}s; every error names its place. */
final class RecordingReader {

  private static final List<String> TOP = List.of("cases", "source", "seed", "notes");

  private RecordingReader() {}

  static List<Recording> read(Located json) {
    if (json.optional("cases").isEmpty()) {
      return List.of(recording(json));
    }
    json.members()
        .forEach((key, value) -> requireKnown(value, TOP.contains(key), String.join(", ", TOP)));
    List<Located> cases = json.member("cases").items();
    if (cases.isEmpty()) {
      throw new JsonException("cases", "expected at least one case, got an empty list");
    }
    return cases.stream().map(RecordingReader::recording).toList();
  }

  private static Recording recording(Located json) {
    Located expected = json.member("expected");
    Problem problem = ProblemReader.readWithout(json, "expected");
    List<Value> values = new ArrayList<>();
    expected
        .members()
        .forEach((key, value) -> {
          if (!(value.json() instanceof Json.Null)) {
            read(kind(key, value), value, problem, values);
          }
        });
    return expected.build(place -> new Recording(problem, values));
  }

  private static Kind kind(String key, Located value) {
    String keys = Arrays.stream(Kind.values()).map(Kind::key).collect(Collectors.joining(", "));
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.key().equals(key))
        .findFirst()
        .orElseThrow(() -> unknown(value, keys));
  }

  private static void requireKnown(Located value, boolean known, String keys) {
    if (!known) {
      throw unknown(value, keys);
    }
  }

  private static JsonException unknown(Located value, String keys) {
    return new JsonException(value.path(), "there is no such key; there are " + keys);
  }

  private static void read(Kind kind, Located json, Problem problem, List<Value> to) {
    List<Shape> shapes = problem.architecture().shapes();
    int m = problem.rows();
    switch (kind) {
      case LOSS ->
          to.add(new Value(kind, 0, DoubleMatrix.of(new double[] {ProblemReader.finite(json)})));
      case INPUT_GRADIENT -> to.add(new Value(kind, 0, matrix(json, m, shapes.getFirst().size())));
      case Z, A, DELTA, WEIGHT_GRADIENT, BIAS_GRADIENT -> {
        List<Located> layers = json.items();
        ProblemReader.requireCount(json, layers.size(), shapes.size() - 1, "one entry a layer");
        for (int l = 1; l <= layers.size(); l++) {
          Located layer = layers.get(l - 1);
          int units = shapes.get(l).size();
          to.add(
              new Value(
                  kind,
                  l,
                  switch (kind) {
                    case WEIGHT_GRADIENT -> matrix(layer, units, shapes.get(l - 1).size());
                    case BIAS_GRADIENT -> DoubleMatrix.of(numbers(layer, units));
                    default -> matrix(layer, m, units);
                  }));
        }
      }
    }
  }

  private static DoubleMatrix matrix(Located json, int rows, int columns) {
    List<Located> items = json.items();
    ProblemReader.requireCount(json, items.size(), rows, "rows");
    return DoubleMatrix.ofRows(rows, i -> numbers(items.get(i), columns));
  }

  private static double[] numbers(Located json, int count) {
    List<Located> items = json.items();
    ProblemReader.requireCount(json, items.size(), count, "numbers");
    return items.stream().mapToDouble(ProblemReader::finite).toArray();
  }
}
