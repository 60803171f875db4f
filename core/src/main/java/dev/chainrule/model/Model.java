package dev.chainrule.model;

import dev.chainrule.data.Dataset;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.data.TargetEncoding.Amount;
import dev.chainrule.data.TargetEncoding.Classes;
import dev.chainrule.data.Task;
import dev.chainrule.engine.Predictor;
import dev.chainrule.json.JsonException;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Predictions.ClassPredictions;
import dev.chainrule.model.Predictions.NumberPredictions;
import dev.chainrule.network.Network;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trained network with everything that belongs to it: its loss, whose link turns scores into
 * predictions; the schema of its data and the preparation that turns raw columns into inputs; the
 * history of its training and its provenance. Immutable and safe for many threads.
 *
 * <p>A model made by {@link #of} alone is bare: it takes and gives plain numbers. With {@link
 * #withTable} it takes rows of a table and gives labels or amounts.
 *
 * {@snippet :
 * Model model = Model.read(Path.of("species.safetensors"));
 * Prediction one = model.predict(Map.of("bill_length_mm", 39.1, "bill_depth_mm", 18.7, "sex", "male"));
 * Predictions many = model.predict(table);
 * double accuracy = model.evaluate(table).metric("accuracy");
 * }
 */
public final class Model {

  private final Network network;
  private final Loss loss;
  private final @Nullable Columns columns;
  private final History history;
  private final Provenance provenance;

  /** Made when it is first needed; threads that race for it make equal ones. */
  private volatile @Nullable Predictor predictor;

  /** How the model meets a table. */
  private record Columns(Schema schema, Preparation preparation) {}

  private Model(
      Network network,
      Loss loss,
      @Nullable Columns columns,
      History history,
      Provenance provenance) {
    this.network = network;
    this.loss = loss;
    this.columns = columns;
    this.history = history;
    this.provenance = provenance;
  }

  /**
   * A bare model.
   *
   * @throws IllegalArgumentException if the network does not end as the loss wants it
   */
  public static Model of(Network network, Loss loss) {
    network.architecture().requireEndsFor(loss);
    return new Model(network, loss, null, History.none(), Provenance.none());
  }

  // ---- files

  /**
   * Reads a model file.
   *
   * @throws ModelException if the file cannot be read, is damaged, or is no model of a format that
   *     this version knows
   */
  public static Model read(Path path) {
    Safetensors content = Safetensors.read(path);
    try {
      return ModelFormat.read(content);
    } catch (JsonException refused) {
      throw new ModelException(
          path + ": cannot be read as a model: " + refused.getMessage() + ".", refused);
    }
  }

  /**
   * Writes a {@code .safetensors} file beside its place and moves it there when it is complete.
   *
   * @throws ModelException if a parameter is not finite or the file cannot be written; its place is
   *     then unchanged
   */
  public void write(Path path) {
    Safetensors content;
    try {
      content = ModelFormat.write(this);
      ModelFormat.read(
          content); // what could not be read back must not take the place of a good file
    } catch (JsonException refused) {
      throw new ModelException(path + ": not written: " + refused.getMessage() + ".", refused);
    }
    content.write(path);
  }

  // ---- parts

  /**
   * The same model for rows of a table.
   *
   * @throws IllegalArgumentException if the preparation does not fit the network's inputs, its
   *     outputs or the loss
   */
  public Model withTable(Schema schema, Preparation preparation) {
    TargetEncoding target = preparation.target();
    requireEqual("inputs", network.architecture().input().size(), preparation.inputs());
    requireEqual("outputs", network.architecture().output().size(), target.outputs());
    Loss.Link link =
        switch (target.task()) {
          case BINARY -> Loss.Link.SIGMOID;
          case MULTICLASS -> Loss.Link.SOFTMAX;
          case REGRESSION -> Loss.Link.IDENTITY;
        };
    if (loss.link() != link) {
      throw new IllegalArgumentException(
          "The loss %s does not suit %s of '%s'."
              .formatted(loss.label(), target.task().label(), target.column()));
    }
    return new Model(network, loss, new Columns(schema, preparation), history, provenance);
  }

  private static void requireEqual(String what, int ofNetwork, int ofPreparation) {
    if (ofNetwork != ofPreparation) {
      throw new IllegalArgumentException(
          "The network has %d %s, the preparation gives %d."
              .formatted(ofNetwork, what, ofPreparation));
    }
  }

  /** The same model with the course of its training. */
  public Model withHistory(History other) {
    return new Model(network, loss, columns, other, provenance);
  }

  /** The same model with where it comes from. */
  public Model withProvenance(Provenance other) {
    return new Model(network, loss, columns, history, other);
  }

  /** The network. */
  public Network network() {
    return network;
  }

  /** The loss that it was trained with. */
  public Loss loss() {
    return loss;
  }

  /** The columns of the data that it was trained on; empty for a bare model. */
  public Optional<Schema> schema() {
    return Optional.ofNullable(columns).map(Columns::schema);
  }

  /** How rows become inputs and what outputs mean; empty for a bare model. */
  public Optional<Preparation> preparation() {
    return Optional.ofNullable(columns).map(Columns::preparation);
  }

  /** What it predicts; empty for a bare model. */
  public Optional<Task> task() {
    return preparation().map(preparation -> preparation.target().task());
  }

  /** The course of its training. */
  public History history() {
    return history;
  }

  /** Where it comes from. */
  public Provenance provenance() {
    return provenance;
  }

  /** The SHA-256 of the parameters' little-endian bytes: equal for equal bits only. */
  public String parametersSha256() {
    return network.parameters().sha256();
  }

  // ---- predictions

  /** The network's outputs, behind the loss's link, for one row of n₀ prepared inputs. */
  public float[] predict(float... inputs) {
    return predictor().predict(inputs);
  }

  /**
   * The network's outputs, behind the loss's link, for all rows of a data set: row after row, n_L a
   * row.
   */
  public float[] predict(Dataset rows) {
    return Predictor.of(network, loss, rows.rows()).predict(rows);
  }

  /**
   * What the model says about one row, given by column name: values as {@link Preparation#encode}
   * takes them, null for a missing one. Names that are no inputs of the model are ignored.
   *
   * @throws IllegalArgumentException if an input is not there (the message names all of them) or of
   *     another type
   * @throws ModelException if the model is bare
   */
  public Prediction predict(Map<String, ?> row) {
    Preparation preparation = requirePreparation();
    float[] inputs = new float[preparation.inputs()];
    preparation.encode(row, inputs);
    return predictions(preparation.target(), predict(inputs)).row(0);
  }

  /**
   * What the model says about every row of a table. Columns are found by name; those that the model
   * does not need are ignored.
   *
   * @throws IllegalArgumentException if a column is missing or of another type
   * @throws ModelException if the model is bare
   */
  public Predictions predict(Table rows) {
    Preparation preparation = requirePreparation();
    return predictions(preparation.target(), predict(preparation.inputs(rows)));
  }

  /**
   * Judges the model on a table that has the target column, none of its cells missing.
   *
   * @throws IllegalArgumentException if a column is missing or of another type, a target is missing
   *     or its label unknown, or there is no row
   * @throws ModelException if the model is bare
   */
  public Report evaluate(Table rows) {
    Preparation preparation = requirePreparation();
    int[] all = new int[rows.rows()];
    Arrays.setAll(all, row -> row);
    return switch (predict(rows)) {
      case ClassPredictions classes ->
          ClassificationReport.of(
              classes.labels(), preparation.classIndices(rows, all), classes.probabilities());
      case NumberPredictions numbers ->
          RegressionReport.of(preparation.amounts(rows, all), numbers.values());
    };
  }

  private Preparation requirePreparation() {
    return preparation()
        .orElseThrow(() ->
            new ModelException(
                "This model is bare: it knows no columns. Give it plain inputs, or a schema and a preparation by withTable."));
  }

  private Predictor predictor() {
    Predictor ready = predictor;
    if (ready == null) {
      ready = Predictor.of(network, loss);
      predictor = ready;
    }
    return ready;
  }

  private static Predictions predictions(TargetEncoding target, float[] outputs) {
    return switch (target) {
      case Classes(String column, List<String> labels) ->
          new ClassPredictions(column, labels, labels.size() == 2 ? bothSides(outputs) : outputs);
      case Amount amount -> new NumberPredictions(amount.column(), amounts(amount, outputs));
    };
  }

  /** p of the second label becomes 1 − p, p. */
  private static float[] bothSides(float[] outputs) {
    float[] both = new float[Math.multiplyExact(outputs.length, 2)];
    for (int row = 0; row < outputs.length; row++) {
      both[2 * row] = 1 - outputs[row];
      both[2 * row + 1] = outputs[row];
    }
    return both;
  }

  private static double[] amounts(Amount target, float[] outputs) {
    double[] amounts = new double[outputs.length];
    Arrays.setAll(amounts, row -> target.unscale(outputs[row]));
    return amounts;
  }

  /** A summary: layers, loss, what is predicted from what, and the parameters' hash. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(network.toString()).append("\nloss ").append(loss.label());
    if (columns != null) {
      TargetEncoding target = columns.preparation().target();
      text.append(
          "\n%s of '%s' from %d columns"
              .formatted(
                  target.task().label(), target.column(), columns.preparation().encoders().size()));
    }
    return text.append("\nparameters' SHA-256 ").append(parametersSha256()).toString();
  }
}
