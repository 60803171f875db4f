package dev.chainrule.data;

import dev.chainrule.data.PreparedDataset.Part;
import dev.chainrule.data.PreparedDataset.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How rows of a table become inputs and targets of a network, with the statistics of the training
 * rows in it. It travels with the model, so that the rows of a prediction are prepared exactly as
 * those of the training were.
 *
 * <ul>
 *   <li>Numbers are standardised: (x − mean) / deviation. A missing number is the mean, and an
 *       indicator input says so if any was missing in training.
 *   <li>Categories are one-hot: the (at most) 50 most frequent labels that have at least 2 training
 *       rows, one for missing cells if there were any, and one for all others, known or not.
 *   <li>Booleans are 0 or 1; a missing one is the share of yes, with an indicator as above.
 *   <li>Dates are their year, month, day, weekday and, if there are times, hour, each standardised.
 *   <li>Pixels share one mean and one deviation.
 *   <li>Columns without variation have a deviation of 1; columns without any value in the training
 *       rows are left out.
 * </ul>
 *
 * {@snippet :
 * Split split = Split.random(table.rows(), 0.2, seed);
 * Preparation preparation = Preparation.fit(table, schema, split.training());
 * Dataset training = preparation.dataset(table, split.training());
 * Dataset validation = preparation.dataset(table, split.validation());
 * }
 *
 * @param encoders one an input column, at least one
 * @param target what the outputs mean
 */
public record Preparation(List<Encoder> encoders, TargetEncoding target) {

  /** Checks that there are inputs, each from a column of its own, and none from the target. */
  public Preparation {
    encoders = List.copyOf(encoders);
    if (encoders.isEmpty()) {
      throw new IllegalArgumentException("A preparation needs at least one input column.");
    }
    Set<String> columns = new HashSet<>(target.columns());
    for (Encoder encoder : encoders) {
      if (!columns.add(encoder.column())) {
        throw new IllegalArgumentException(
            "Column '%s' may be used once, as an input or as the target."
                .formatted(encoder.column()));
      }
    }
  }

  /**
   * Takes the statistics from the given rows and from no other. (Only the list of class labels is
   * taken from the whole table.)
   *
   * @throws IllegalArgumentException if a column is missing or of another type, a number is
   *     infinite, a target is missing or all targets are equal, there is no target, or no input has
   *     a value
   */
  public static Preparation fit(Table table, Schema schema, int[] trainingRows) {
    TargetEncoding encoding = TargetEncoding.fit(table, schema, trainingRows);
    List<Encoder> encoders = new ArrayList<>();
    for (Field field : schema.inputs()) {
      Encoders.fit(table, field, trainingRows).ifPresent(encoders::add);
    }
    if (encoders.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: no column is left to predict '%s' from: every other column is left out or has no value in the training rows."
              .formatted(table.source(), encoding.column()));
    }
    return new Preparation(encoders, encoding);
  }

  /**
   * The same inputs for another meaning of the outputs, such as {@link TargetEncoding.Quantiles} of
   * the amount.
   */
  public Preparation withTarget(TargetEncoding other) {
    return new Preparation(encoders, other);
  }

  /** One preparation a target column: itself, if there is one. */
  public List<Preparation> targets() {
    return target instanceof TargetEncoding.Several(List<TargetEncoding> each)
        ? each.stream().map(this::withTarget).toList()
        : List.of(this);
  }

  /** How many inputs n₀ the network needs. */
  public int inputs() {
    int inputs = 0;
    for (Encoder encoder : encoders) {
      inputs = Math.addExact(inputs, encoder.width());
    }
    return inputs;
  }

  /** The names of the inputs, such as "age", "age is missing", "sex=male". */
  public List<String> inputNames() {
    return encoders.stream().flatMap(encoder -> encoder.names().stream()).toList();
  }

  /**
   * The given rows with inputs and targets, in that order.
   *
   * @throws IllegalArgumentException if a column is missing or of another type, a number is
   *     infinite, or a target is missing or unknown; the message names the row
   */
  public Dataset dataset(Table table, int[] rows) {
    return prepared(table, rows, targets(table, rows));
  }

  /**
   * All rows, without targets.
   *
   * @throws IllegalArgumentException if a column is missing or of another type, or a number is
   *     infinite; the message names the row
   */
  public Dataset inputs(Table table) {
    return prepared(table, table.allRows(), new Targets.None());
  }

  /**
   * Writes the inputs of one row, given by column name, into {@code to} from 0 on. A number is a
   * {@link Number}; a label a {@link String}, {@link Number} or {@link Boolean}; a boolean a {@link
   * Boolean} or a word such as "yes"; a date a {@link java.time.LocalDate}, {@link
   * java.time.LocalDateTime} or ISO text; pixels are bytes. Null is a missing cell. Names that are
   * no inputs are ignored.
   *
   * @param to at least {@link #inputs()} long
   * @throws IllegalArgumentException if an input is not there (the message names all of them) or of
   *     another type
   */
  public void encode(Map<String, ? extends @Nullable Object> row, float[] to) {
    int inputs = inputs();
    if (to.length < inputs) {
      throw new IllegalArgumentException(
          "The row becomes %s inputs, got room for %s.".formatted(inputs, to.length));
    }
    Arrays.fill(to, 0, inputs, 0);
    int at = 0;
    for (Encoder encoder : encoders) {
      Object value = row.get(encoder.column());
      if (value == null && !row.containsKey(encoder.column())) {
        throw new IllegalArgumentException(
            "The row has no %s; give null where a value is not known."
                .formatted(
                    encoders.stream()
                        .map(Encoder::column)
                        .filter(name -> !row.containsKey(name))
                        .toList()));
      }
      Encoders.write(encoder, value, to, at);
      at += encoder.width();
    }
  }

  /**
   * The true classes of the given rows, as indices of the target's labels.
   *
   * @throws IllegalStateException if the target is an amount, or if there are several
   * @throws IllegalArgumentException if a label is missing or unknown; the message names the row
   */
  public int[] classIndices(Table table, int[] rows) {
    if (target instanceof TargetEncoding.Classes classes) {
      return classes.indices(table, rows);
    }
    throw new IllegalStateException(
        "The target '" + target.column() + "' is no single column of classes.");
  }

  /**
   * The true amounts of the given rows, as they are in the table; counts are amounts, too.
   *
   * @throws IllegalStateException if the target is a class, or if there are several
   * @throws IllegalArgumentException if a number is missing, infinite or no count where it should
   *     be one; the message names the row
   */
  public double[] amounts(Table table, int[] rows) {
    return switch (target) {
      case TargetEncoding.Amount(String column, double _, double _) ->
          TargetEncoding.Amount.amounts(table, column, rows);
      case TargetEncoding.Quantiles quantiles ->
          TargetEncoding.Amount.amounts(table, quantiles.column(), rows);
      case TargetEncoding.Count(String column) -> TargetEncoding.Count.counts(table, column, rows);
      case TargetEncoding.Classes _, TargetEncoding.Several _ ->
          throw new IllegalStateException(
              "The target '"
                  + target.column()
                  + "' is a class, or several columns, and no amount.");
    };
  }

  /**
   * The inputs that are 0 in every row: those of columns without variation, and the slot for
   * unknown labels where none was rare. A training on these rows never changes their weights, which
   * should therefore begin at 0: what was never seen then says nothing instead of something random.
   *
   * @param training the rows that are learnt from
   */
  public static int[] silentInputs(Dataset training) {
    boolean[] heard = new boolean[training.inputs()];
    float[] inputs = new float[heard.length];
    for (int row = 0; row < training.rows(); row++) {
      training.copyInputs(row, inputs, 0);
      for (int i = 0; i < inputs.length; i++) {
        heard[i] |= inputs[i] != 0;
      }
    }
    return IntStream.range(0, heard.length).filter(i -> !heard[i]).toArray();
  }

  private Targets targets(Table table, int[] rows) {
    return switch (target) {
      case TargetEncoding.Classes classes ->
          new Targets.Indices(classes.indices(table, rows), classes.outputs());
      case TargetEncoding.Amount amount ->
          new Targets.Amounts(List.of(scaled(amount, amounts(table, rows))));
      case TargetEncoding.Quantiles(TargetEncoding.Amount amount, List<Double> levels) ->
          new Targets.Amounts(
              Collections.nCopies(levels.size(), scaled(amount, amounts(table, rows))));
      case TargetEncoding.Count _ -> new Targets.Amounts(List.of(narrowed(amounts(table, rows))));
      case TargetEncoding.Several _ ->
          new Targets.Amounts(targets().stream().map(one -> one.column(table, rows)).toList());
    };
  }

  /** The single output of two labels or of an amount. */
  private float[] column(Table table, int[] rows) {
    return target instanceof TargetEncoding.Amount amount
        ? scaled(amount, amounts(table, rows))
        : narrowed(Arrays.stream(classIndices(table, rows)).asDoubleStream().toArray());
  }

  private static float[] scaled(TargetEncoding.Amount amount, double[] values) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = amount.scale(values[i]);
    }
    return scaled;
  }

  private static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private Dataset prepared(Table table, int[] rows, Targets targets) {
    List<Part> parts = encoders.stream().map(encoder -> Encoders.part(encoder, table)).toList();
    return PreparedDataset.of(rows, parts, targets);
  }
}
