package dev.chainrule.explain;

import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import dev.chainrule.json.Located;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Reads a {@link Problem} from an object; every error names its place. */
final class ProblemReader {

  private static final int MOST_STEPS = 1000;

  /** Every key, in the order in which a problem is best written. */
  private static final List<String> KEYS =
      List.of(
          "name",
          "notes",
          "sizes",
          "activations",
          "loss",
          "weights",
          "biases",
          "x",
          "y",
          "sample_weights",
          "learning_rate",
          "steps");

  private ProblemReader() {}

  /** Reads an object that has one more key, which is no part of the problem. */
  static Problem readWithout(Located json, String key) {
    Json.Members given = Json.object();
    for (var member : json.object().entrySet()) {
      if (!member.getKey().equals(key)) {
        given = given.with(member.getKey(), member.getValue());
      }
    }
    return read(new Located(json.path(), given));
  }

  static Problem read(Located json) {
    json.members()
        .forEach((key, value) -> {
          if (!KEYS.contains(key)) {
            throw new JsonException(
                value.path(), "there is no such key; there are " + String.join(", ", KEYS));
          }
        });
    Loss loss = json.member("loss").build(value -> Loss.of(value.text()));
    List<DoubleMatrix> weights = weights(json.member("weights"));
    checkSizes(json, weights);
    List<DoubleMatrix> biases = biases(json.member("biases"), weights);
    Architecture architecture = architecture(json.member("activations"), weights, loss);
    DoubleMatrix x = rows(json.member("x"), architecture.input().size());
    DoubleMatrix y = targets(json.member("y"), x.rows(), architecture.output().size());
    return json.build(place ->
        new Problem(
            json.optional("name").map(Located::text).orElse("network"),
            architecture,
            DoubleMatrix.of(flat(weights, biases)),
            loss,
            x,
            y,
            json.optional("sample_weights").map(list -> shares(list, x.rows())).orElse(List.of()),
            json.optional("learning_rate").map(ProblemReader::rate).orElse(Problem.LEARNING_RATE),
            json.optional("steps").map(ProblemReader::steps).orElse(1)));
  }

  // ---------------------------------------------------------------- the network

  private static List<DoubleMatrix> weights(Located list) {
    List<DoubleMatrix> weights = new ArrayList<>();
    for (Located layer : items(list, "a matrix a layer")) {
      DoubleMatrix matrix = matrix(layer);
      if (!weights.isEmpty() && weights.getLast().rows() != matrix.columns()) {
        throw new JsonException(
            layer.path(),
            "layer %d has %d units, so expected %d weights in each row of layer %d, got %d"
                .formatted(
                    weights.size(),
                    weights.getLast().rows(),
                    weights.getLast().rows(),
                    weights.size() + 1,
                    matrix.columns()));
      }
      weights.add(matrix);
    }
    return weights;
  }

  /** The sizes n₀ … n_L say again what the weights say, so that a slip in typing is found. */
  private static void checkSizes(Located json, List<DoubleMatrix> weights) {
    json.optional("sizes")
        .ifPresent(list -> {
          List<Located> sizes = items(list, "a list of sizes");
          requireCount(list, sizes.size(), weights.size() + 1, "one for the input and each layer");
          for (int l = 0; l < sizes.size(); l++) {
            int size = sizes.get(l).wholeNumber(1, Integer.MAX_VALUE);
            int ofWeights = l == 0 ? weights.getFirst().columns() : weights.get(l - 1).rows();
            if (size != ofWeights) {
              throw new JsonException(
                  sizes.get(l).path(),
                  "the weights are for %d %s, got the size %d"
                      .formatted(ofWeights, l == 0 ? "inputs" : "units", size));
            }
          }
        });
  }

  private static List<DoubleMatrix> biases(Located list, List<DoubleMatrix> weights) {
    List<Located> layers = items(list, "a list of biases a layer");
    requireCount(list, layers.size(), weights.size(), "one list a layer");
    List<DoubleMatrix> biases = new ArrayList<>();
    for (Located layer : layers) {
      double[] bias = numbers(layer);
      requireCount(layer, bias.length, weights.get(biases.size()).rows(), "one bias a unit");
      biases.add(DoubleMatrix.of(bias));
    }
    return biases;
  }

  private static Architecture architecture(Located list, List<DoubleMatrix> weights, Loss loss) {
    List<Located> names = items(list, "an activation a layer");
    requireCount(list, names.size(), weights.size(), "one activation a layer");
    List<Layer> layers = new ArrayList<>();
    for (Located name : names) {
      int units = weights.get(layers.size()).rows();
      boolean last = layers.size() == names.size() - 1;
      layers.add(Dense.of(units, last ? lastActivation(name, loss) : hiddenActivation(name)));
    }
    Shape input = Shape.vector(weights.getFirst().columns());
    return list.build(place -> {
      Architecture architecture = new Architecture(input, layers);
      architecture.requireEndsFor(loss);
      return architecture;
    });
  }

  private static Activation hiddenActivation(Located name) {
    if (name.text().equals("softmax")) {
      throw name.expected("an element-wise activation (softmax belongs to the output, with cce)");
    }
    return name.build(value -> Activation.of(value.text()));
  }

  /** What the loss applies itself is written in the file and is no layer of the network. */
  private static Activation lastActivation(Located name, Loss loss) {
    String written = name.text().strip().toLowerCase(Locale.ROOT);
    return switch (loss.link()) {
      case SIGMOID, SOFTMAX, EXPONENTIAL -> {
        String link = loss.link().name().toLowerCase(Locale.ROOT);
        if (!written.equals(link)) {
          throw name.expected(
              "the output activation " + link + ", as the loss " + loss.label() + " needs it");
        }
        yield Activation.identity();
      }
      case IDENTITY -> {
        if (written.equals("softmax")) {
          throw name.expected("an element-wise activation (softmax goes with the loss cce)");
        }
        yield name.build(value -> Activation.of(value.text()));
      }
    };
  }

  private static double[] flat(List<DoubleMatrix> weights, List<DoubleMatrix> biases) {
    DoubleStream all = DoubleStream.empty();
    for (int l = 0; l < weights.size(); l++) {
      all =
          DoubleStream.concat(
              all,
              DoubleStream.concat(
                  DoubleStream.of(weights.get(l).toArray()),
                  DoubleStream.of(biases.get(l).toArray())));
    }
    return all.toArray();
  }

  // ---------------------------------------------------------------- the rows

  /** One row of numbers, or a list of rows. */
  private static DoubleMatrix rows(Located list, int columns) {
    List<Located> items = items(list, "numbers");
    boolean oneRow = items.getFirst().isNumber();
    List<Located> rows = oneRow ? List.of(list) : items;
    List<double[]> values = new ArrayList<>();
    for (Located row : rows) {
      double[] numbers = numbers(row);
      requireCount(row, numbers.length, columns, "one number an input");
      values.add(numbers);
    }
    return DoubleMatrix.of(values.toArray(double[][]::new));
  }

  /** A number, a list of outputs, or a list with one of these a row. */
  private static DoubleMatrix targets(Located json, int rows, int outputs) {
    boolean single = rows == 1 && (json.isNumber() || items(json, "targets").getFirst().isNumber());
    List<Located> list = single ? List.of(json) : items(json, "targets");
    requireCount(json, list.size(), rows, "one target a row of x");
    List<double[]> values = new ArrayList<>();
    for (Located row : list) {
      double[] numbers = row.isNumber() ? new double[] {finite(row)} : numbers(row);
      requireCount(row, numbers.length, outputs, "one number an output");
      values.add(numbers);
    }
    return DoubleMatrix.of(values.toArray(double[][]::new));
  }

  private static List<Double> shares(Located list, int rows) {
    double[] weights = numbers(list);
    requireCount(list, weights.length, rows, "one weight a row of x");
    if (DoubleStream.of(weights).anyMatch(w -> w < 0) || DoubleStream.of(weights).sum() == 0) {
      throw list.expected("weights of which none is negative and one at least is not 0");
    }
    return DoubleStream.of(weights).boxed().toList();
  }

  private static double rate(Located json) {
    double rate = finite(json);
    if (rate <= 0) {
      throw json.expected("a positive number");
    }
    return rate;
  }

  /** How many; or the steps themselves, as the output in JSON has them, to be counted. */
  private static int steps(Located json) {
    return json.isArray() ? Math.max(1, json.items().size()) : json.wholeNumber(1, MOST_STEPS);
  }

  // ---------------------------------------------------------------- numbers

  private static DoubleMatrix matrix(Located json) {
    List<double[]> rows = new ArrayList<>();
    for (Located row : items(json, "rows of numbers, one row a unit")) {
      double[] numbers = numbers(row);
      if (!rows.isEmpty()) {
        requireCount(row, numbers.length, rows.getFirst().length, "as many as in the first row");
      }
      rows.add(numbers);
    }
    return DoubleMatrix.of(rows.toArray(double[][]::new));
  }

  private static double[] numbers(Located json) {
    return items(json, "numbers").stream().mapToDouble(ProblemReader::finite).toArray();
  }

  static double finite(Located json) {
    double number = json.number();
    if (!Double.isFinite(number)) {
      throw json.expected("a finite number");
    }
    return number;
  }

  /** The elements of a list, of which there must be one. */
  private static List<Located> items(Located json, String what) {
    if (!json.isArray()) {
      throw json.expected("a list: " + what);
    }
    List<Located> items = json.items();
    if (items.isEmpty()) {
      throw new JsonException(json.path(), "expected " + what + ", got an empty list");
    }
    return items;
  }

  static void requireCount(Located place, int got, int expected, String why) {
    if (got != expected) {
      throw new JsonException(
          place.path(), "expected %d (%s), got %d".formatted(expected, why, got));
    }
  }
}
