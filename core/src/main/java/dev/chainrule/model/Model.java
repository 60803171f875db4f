package dev.chainrule.model;

import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Report;
import dev.chainrule.network.Network;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A trained network with everything that belongs to it: its loss, whose link turns scores into
 * predictions; the schema of its data and the preparation that turns raw columns into inputs; the
 * history of its training and its provenance. Immutable and safe for many threads.
 *
 * <p>A model made by {@link #of} alone is bare: it takes and gives plain numbers. With {@link
 * #withTable} it takes rows of a table and gives labels or amounts.
 */
public final class Model {

  private final Network network;
  private final Loss loss;
  private final Optional<Columns> table;
  private final History history;
  private final Provenance provenance;

  /** How the model meets a table. */
  private record Columns(Schema schema, Preparation preparation) {}

  private Model(
      Network network, Loss loss, Optional<Columns> table, History history, Provenance provenance) {
    this.network = network;
    this.loss = loss;
    this.table = table;
    this.history = history;
    this.provenance = provenance;
  }

  /** A bare model. */
  public static Model of(Network network, Loss loss) {
    network.architecture().requireEndsFor(loss);
    return new Model(network, loss, Optional.empty(), History.none(), Provenance.none());
  }

  /** Reads a model file. */
  public static Model read(Path path) {
    throw new UnsupportedOperationException("soon");
  }

  /** Writes a model file beside its place, and moves it there when it is complete. */
  public void write(Path path) {
    throw new UnsupportedOperationException("soon");
  }

  /** The same model for rows of a table. */
  public Model withTable(Schema schema, Preparation preparation) {
    return new Model(
        network, loss, Optional.of(new Columns(schema, preparation)), history, provenance);
  }

  /** The same model with the course of its training. */
  public Model withHistory(History other) {
    return new Model(network, loss, table, other, provenance);
  }

  /** The same model with where it comes from. */
  public Model withProvenance(Provenance other) {
    return new Model(network, loss, table, history, other);
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
    return table.map(Columns::schema);
  }

  /** How rows become inputs and what outputs mean; empty for a bare model. */
  public Optional<Preparation> preparation() {
    return table.map(Columns::preparation);
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

  /** The SHA-256 of the parameters' little-endian bytes. */
  public String parametersSha256() {
    return network.parameters().sha256();
  }

  /** The network's outputs, behind the loss's link, for one row of n₀ prepared inputs. */
  public float[] predict(float... inputs) {
    throw new UnsupportedOperationException("soon");
  }

  /**
   * What the model says about one row, given by column name. Values are numbers, texts, booleans,
   * dates or bytes of an image; null stands for a missing value; names that the model does not need
   * are ignored.
   */
  public Prediction predict(Map<String, ?> row) {
    throw new UnsupportedOperationException("soon");
  }

  /** What the model says about every row of a table. */
  public Predictions predict(Table rows) {
    throw new UnsupportedOperationException("soon");
  }

  /** Judges the model on a table that has the target column, all its cells known. */
  public Report evaluate(Table rows) {
    throw new UnsupportedOperationException("soon");
  }
}
