package dev.chainrule.explain;

import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import dev.chainrule.json.Located;
import dev.chainrule.reference.DoubleMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What somebody calculated by hand for one step on a problem of one row. NaN stands for a number
 * that was not given.
 *
 * @param problem what was given
 * @param values by quantity and layer, 0 for the loss; a vector is a single row
 */
public record Answers(Problem problem, SequencedMap<Item, DoubleMatrix> values) {

  /**
   * A quantity of one layer.
   *
   * @param layer from 1; 0 for the loss
   */
  public record Item(Quantity quantity, int layer) {}

  /** The quantities of a step, in the order in which they are calculated. */
  public enum Quantity {
    Z("z"),
    A("a"),
    LOSS("loss"),
    DELTA("delta"),
    WEIGHT_GRADIENT("dW"),
    BIAS_GRADIENT("db"),
    WEIGHTS_AFTER("W_after"),
    BIASES_AFTER("b_after");

    private final String key;

    Quantity(String key) {
      this.key = key;
    }

    /** The name in a file. */
    public String key() {
      return key;
    }
  }

  private static final String MEMBER = "answers";

  /** Another name for a of the last layer. */
  private static final String PREDICTION = "prediction";

  /** Copies the map. */
  public Answers {
    values = new LinkedHashMap<>((Map<Item, DoubleMatrix>) values);
  }

  /** What was answered, or NaN. */
  public double value(Quantity quantity, int layer, int row, int column) {
    DoubleMatrix matrix = values.get(new Item(quantity, layer));
    return matrix == null ? Double.NaN : matrix.get(row, column);
  }

  /**
   * Reads answers: an object with the keys that {@link Problem#parse} reads and {@code answers}, an
   * object with {@code z}, {@code a}, {@code loss}, {@code delta}, {@code dW}, {@code db}, {@code
   * W_after} and {@code b_after}; lists with an entry a layer; {@code prediction} may stand for the
   * last a. What is null or not there was not answered.
   *
   * @throws ProblemException if it is not JSON, something is missing or does not fit; the message
   *     names the place
   */
  public static Answers parse(String json) {
    try {
      return read(new Located("", Json.parse(json)));
    } catch (JsonException refused) {
      throw ProblemException.of(refused);
    }
  }

  private static Answers read(Located json) {
    Located answers = json.member(MEMBER);
    Problem problem = ProblemReader.readWithout(json, MEMBER);
    if (problem.rows() > 1 || problem.steps() > 1) {
      throw new JsonException(
          MEMBER, "answers are marked for one row and one step; this problem has more");
    }
    answers
        .members()
        .forEach((key, value) -> {
          if (keys().stream().noneMatch(key::equals)) {
            throw new JsonException(
                value.path(), "there is no such key; there are " + String.join(", ", keys()));
          }
        });
    SequencedMap<Item, DoubleMatrix> values = new LinkedHashMap<>();
    for (Blank blank : blanks(problem)) {
      values.put(blank.item(), read(answers, blank));
    }
    Item last = new Item(Quantity.A, problem.architecture().layers().size());
    answers
        .optional(PREDICTION)
        .ifPresent(said -> values.put(last, outputs(said, problem.architecture().output().size())));
    return new Answers(problem, values);
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      keys.add(quantity.key());
    }
    keys.add(PREDICTION);
    return keys;
  }

  /**
   * One thing to calculate.
   *
   * @param columns how many numbers a row has
   */
  public record Blank(Item item, int rows, int columns) {}

  /**
   * Everything that is to be calculated for a problem, in order: forward layer by layer, the loss,
   * backward from the last layer to the first, and the update.
   */
  public static List<Blank> blanks(Problem problem) {
    int layers = problem.architecture().layers().size();
    List<Blank> blanks = new ArrayList<>();
    for (int l = 1; l <= layers; l++) {
      blanks.add(blank(problem, Quantity.Z, l));
      blanks.add(blank(problem, Quantity.A, l));
    }
    blanks.add(new Blank(new Item(Quantity.LOSS, 0), 1, 1));
    for (int l = layers; l >= 1; l--) {
      blanks.add(blank(problem, Quantity.DELTA, l));
      blanks.add(blank(problem, Quantity.WEIGHT_GRADIENT, l));
      blanks.add(blank(problem, Quantity.BIAS_GRADIENT, l));
    }
    for (int l = 1; l <= layers; l++) {
      blanks.add(blank(problem, Quantity.WEIGHTS_AFTER, l));
      blanks.add(blank(problem, Quantity.BIASES_AFTER, l));
    }
    return List.copyOf(blanks);
  }

  private static Blank blank(Problem problem, Quantity quantity, int layer) {
    int units = problem.architecture().shapes().get(layer).size();
    int inputs = problem.architecture().shapes().get(layer - 1).size();
    Item item = new Item(quantity, layer);
    return isMatrix(quantity) ? new Blank(item, units, inputs) : new Blank(item, 1, units);
  }

  private static boolean isMatrix(Quantity quantity) {
    return quantity == Quantity.WEIGHT_GRADIENT || quantity == Quantity.WEIGHTS_AFTER;
  }

  private static DoubleMatrix read(Located answers, Blank blank) {
    Item item = blank.item();
    Optional<Located> all = answers.optional(item.quantity().key());
    if (all.isEmpty()) {
      return unanswered(blank);
    }
    Located value = all.get();
    if (item.layer() == 0) {
      return DoubleMatrix.of(new double[] {number(value)});
    }
    List<Located> layers = value.items();
    if (item.layer() > layers.size()) {
      throw value.expected(
          "an entry for layer " + item.layer() + " (null if it was not calculated)");
    }
    Located layer = layers.get(item.layer() - 1);
    if (layer.json() instanceof Json.Null) {
      return unanswered(blank);
    }
    if (!isMatrix(item.quantity())) {
      return DoubleMatrix.of(numbers(layer, blank.columns()));
    }
    List<Located> rows = layer.items();
    ProblemReader.requireCount(layer, rows.size(), blank.rows(), "one row a unit");
    return DoubleMatrix.ofRows(blank.rows(), j -> numbers(rows.get(j), blank.columns()));
  }

  /** A number, or a list of them. */
  private static DoubleMatrix outputs(Located json, int count) {
    return json.isArray()
        ? DoubleMatrix.of(numbers(json, count))
        : DoubleMatrix.of(
            numbers(new Located(json.path(), Json.array(List.of(json.json()))), count));
  }

  private static DoubleMatrix unanswered(Blank blank) {
    return DoubleMatrix.of(blank.rows(), blank.columns(), (i, j) -> Double.NaN);
  }

  private static double[] numbers(Located json, int count) {
    if (json.json() instanceof Json.Null) {
      double[] none = new double[count];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    List<Located> items = json.items();
    ProblemReader.requireCount(json, items.size(), count, "numbers");
    return items.stream().mapToDouble(Answers::number).toArray();
  }

  private static double number(Located json) {
    if (json.json() instanceof Json.Null) {
      return Double.NaN;
    }
    double number = json.number();
    if (!Double.isFinite(number)) {
      throw json.expected("a number, or null");
    }
    return number;
  }

  /** The {@code answers} to fill in, as JSON: every number null. */
  public static String blankForm(Problem problem) {
    Json.Members form = Json.object();
    for (Quantity quantity : Quantity.values()) {
      List<Json> layers = new ArrayList<>();
      blanks(problem).stream()
          .filter(blank -> blank.item().quantity() == quantity)
          .sorted(Comparator.comparingInt(blank -> blank.item().layer()))
          .forEach(blank -> layers.add(nulls(blank)));
      form =
          form.with(
              quantity.key(), quantity == Quantity.LOSS ? layers.getFirst() : Json.array(layers));
    }
    return form.toText();
  }

  private static Json nulls(Blank blank) {
    Quantity quantity = blank.item().quantity();
    if (quantity == Quantity.LOSS) {
      return new Json.Null();
    }
    Json row = Json.array(Collections.nCopies(blank.columns(), new Json.Null()));
    return isMatrix(quantity) ? Json.array(Collections.nCopies(blank.rows(), row)) : row;
  }
}
