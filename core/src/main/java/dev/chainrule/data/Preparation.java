package dev.chainrule.data;

import dev.chainrule.data.PreparedDataset.RowWriter;
import dev.chainrule.data.PreparedDataset.Targets;
import java.util.ArrayList;
import java.util.Arrays;
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
    Set<String> columns = new HashSet<>(Set.of(target.column()));
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
    if (trainingRows.length == 0) {
      throw new IllegalArgumentException(table.source() + ": there are no rows to train with.");
    }
    Field target =
        schema
            .target()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s: there is no target; choose one of %s."
                        .formatted(table.source(), schema.names())));
    TargetEncoding encoding =
        switch (target.type()) {
          case NUMBER -> TargetEncoding.Amount.of(table, target.name(), trainingRows);
          case CATEGORY, BOOLEAN -> TargetEncoding.Classes.of(table.column(target.name()));
          case DATE, TEXT, PIXELS ->
              throw new IllegalArgumentException(
                  "%s: the target '%s' must be numbers or labels, got %s."
                      .formatted(table.source(), target.name(), target.type()));
        };
    List<Encoder> encoders = new ArrayList<>();
    for (Field field : schema.inputs()) {
      Encoders.fit(table, field, trainingRows).ifPresent(encoders::add);
    }
    if (encoders.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: no column is left to predict '%s' from: every other column is left out or has no value in the training rows."
              .formatted(table.source(), target.name()));
    }
    return new Preparation(encoders, encoding);
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
    int[] rows = new int[table.rows()];
    Arrays.setAll(rows, row -> row);
    return prepared(table, rows, new Targets.None());
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
   * @throws IllegalStateException if the target is an amount
   * @throws IllegalArgumentException if a label is missing or unknown; the message names the row
   */
  public int[] classIndices(Table table, int[] rows) {
    if (target instanceof TargetEncoding.Classes classes) {
      return classes.indices(table, rows);
    }
    throw new IllegalStateException(
        "The target '" + target.column() + "' is an amount and has no classes.");
  }

  /**
   * The true amounts of the given rows, as they are in the table.
   *
   * @throws IllegalStateException if the target is a class
   * @throws IllegalArgumentException if a number is missing or infinite; the message names the row
   */
  public double[] amounts(Table table, int[] rows) {
    if (target instanceof TargetEncoding.Amount amount) {
      return TargetEncoding.Amount.amounts(table, amount.column(), rows);
    }
    throw new IllegalStateException(
        "The target '" + target.column() + "' is a class and no amount.");
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
      case TargetEncoding.Amount amount -> {
        double[] values = TargetEncoding.Amount.amounts(table, amount.column(), rows);
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
          scaled[i] = amount.scale(values[i]);
        }
        yield new Targets.Amounts(scaled);
      }
    };
  }

  private Dataset prepared(Table table, int[] rows, Targets targets) {
    RowWriter[] writers =
        encoders.stream().map(encoder -> Encoders.writer(encoder, table)).toArray(RowWriter[]::new);
    int[] widths = encoders.stream().mapToInt(Encoder::width).toArray();
    return PreparedDataset.of(rows, writers, widths, targets);
  }
}
