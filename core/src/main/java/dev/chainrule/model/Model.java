package dev.chainrule.model;

import dev.chainrule.data.Dataset;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.data.Task;
import dev.chainrule.decision.DecisionRule;
import dev.chainrule.engine.Execution;
import dev.chainrule.engine.Predictor;
import dev.chainrule.json.JsonException;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Report;
import dev.chainrule.network.Network;
import java.nio.file.Path;
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
  private final DecisionRule decision;
  private final History history;
  private final Provenance provenance;
  private final int threads;

  /** Made when it is first needed; threads that race for it make equal ones. */
  private volatile @Nullable Predictor predictor;

  /** How the model meets a table. */
  private record Columns(Schema schema, Preparation preparation) {}

  private Model(
      Network network,
      Loss loss,
      @Nullable Columns columns,
      DecisionRule decision,
      History history,
      Provenance provenance,
      int threads) {
    this.network = network;
    this.loss = loss;
    this.columns = columns;
    this.decision = decision;
    this.history = history;
    this.provenance = provenance;
    this.threads = threads;
  }

  /**
   * A bare model.
   *
   * @throws IllegalArgumentException if the network does not end as the loss wants it
   */
  public static Model of(Network network, Loss loss) {
    network.architecture().requireEndsFor(loss);
    return new Model(
        network,
        loss,
        null,
        DecisionRule.none(),
        History.none(),
        Provenance.none(),
        Execution.processors());
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
    if (!suits(loss, target)) {
      throw new IllegalArgumentException(
          "The loss %s does not suit %s of '%s'."
              .formatted(loss.label(), target.task().label(), target.column()));
    }
    return new Model(
        network,
        loss,
        new Columns(schema, preparation),
        DecisionRule.none(),
        history,
        provenance,
        threads);
  }

  /** Whether a loss is made for what the outputs mean. */
  private static boolean suits(Loss loss, TargetEncoding target) {
    return switch (target.task()) {
      case BINARY, MULTILABEL -> loss.link() == Loss.Link.SIGMOID;
      case MULTICLASS -> loss.link() == Loss.Link.SOFTMAX;
      case REGRESSION, MULTIOUTPUT ->
          loss.link() == Loss.Link.IDENTITY && !(loss instanceof Loss.Quantile);
      case QUANTILES ->
          loss instanceof Loss.Quantile(List<Double> levels)
              && target instanceof TargetEncoding.Quantiles quantiles
              && levels.equals(quantiles.levels());
      case COUNTS -> loss.link() == Loss.Link.EXPONENTIAL;
    };
  }

  /**
   * The same model with another way from scores to answers.
   *
   * @throws IllegalArgumentException if the model's target has no classes or there are more or
   *     fewer thresholds or calibrations than it has use for
   */
  public Model withDecision(DecisionRule rule) {
    if (!rule.isNone()) {
      TargetEncoding target = requirePreparation().target();
      if (!target.task().isClassification()) {
        throw new IllegalArgumentException(
            "Probabilities are calibrated and divided by a threshold where classes are predicted, and this is %s."
                .formatted(target.task().label()));
      }
      int targets = target.columns().size();
      int divided = target.task() == Task.MULTICLASS ? 0 : targets;
      if (!rule.thresholds().isEmpty() && rule.thresholds().size() != divided) {
        throw new IllegalArgumentException(
            "%s needs %d thresholds, got %d."
                .formatted(target.task().label(), divided, rule.thresholds().size()));
      }
      int scores = target.outputs() / targets;
      if (!rule.calibrations().isEmpty()
          && (rule.calibrations().size() != targets
              || rule.calibrations().stream()
                  .anyMatch(one -> one.scores() != 0 && one.scores() != scores))) {
        throw new IllegalArgumentException(
            "Expected %d calibrations of %d scores a row, got %s."
                .formatted(targets, scores, rule.calibrations()));
      }
    }
    return new Model(network, loss, columns, rule, history, provenance, threads);
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
    return new Model(network, loss, columns, decision, other, provenance, threads);
  }

  /** The same model with where it comes from. */
  public Model withProvenance(Provenance other) {
    return new Model(network, loss, columns, decision, history, other, threads);
  }

  /**
   * The same model, a prediction of which takes at most so many threads, the caller's included. By
   * default as many as there are processors.
   */
  public Model withThreads(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("At least 1 thread is needed, got " + number + ".");
    }
    return new Model(network, loss, columns, decision, history, provenance, number);
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

  /** How scores become answers: calibrated probabilities, thresholds. */
  public DecisionRule decision() {
    return decision;
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

  /**
   * The network's outputs, behind the loss's link and not calibrated, for one row of n₀ prepared
   * inputs.
   */
  public float[] predict(float... inputs) {
    return predictor().predict(inputs);
  }

  /**
   * The network's outputs, behind the loss's link and not calibrated, for all rows of a data set:
   * row after row, n_L a row.
   */
  public float[] predict(Dataset rows) {
    return predictor().predict(rows);
  }

  /**
   * The raw scores z, in front of the loss's link, for all rows of a data set: row after row, n_L a
   * row.
   */
  public float[] scores(Dataset rows) {
    return predictor().ofScores().predict(rows);
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
    Predictor single = decision.calibrations().isEmpty() ? predictor() : predictor().ofScores();
    return Answers.of(preparation.target(), decision, calibrated(single.predict(inputs))).row(0);
  }

  /**
   * What the model says about every row of a table. Columns are found by name; those that the model
   * does not need are ignored.
   *
   * @throws IllegalArgumentException if a column is missing or of another type
   * @throws ModelException if the model is bare
   */
  public Predictions predict(Table rows) {
    return answers(outputs(rows));
  }

  /** The outputs for all rows, calibrated: row after row. */
  float[] outputs(Table rows) {
    Dataset inputs = requirePreparation().inputs(rows);
    return calibrated(decision.calibrations().isEmpty() ? predict(inputs) : scores(inputs));
  }

  /** What calibrated outputs say. */
  Predictions answers(float[] outputs) {
    return Answers.of(requirePreparation().target(), decision, outputs);
  }

  /**
   * Judges the model on a table that has the target column, none of its cells missing.
   *
   * @throws IllegalArgumentException if a column is missing or of another type, a target is missing
   *     or its label unknown, or there is no row
   * @throws ModelException if the model is bare
   */
  public Report evaluate(Table rows) {
    return judging().report(rows, predict(rows));
  }

  /**
   * Judges the model on rows that come in pieces, so that they may be more than memory holds.
   *
   * @throws ModelException if the model is bare
   */
  public Evaluation evaluation() {
    return new Evaluation(this, schema().orElseThrow(Model::bare), judging());
  }

  /**
   * Judges a predictor that knows only how the target is distributed in some training rows: the
   * shares of the classes, the mean, or the quantiles.
   *
   * @param training a table with the target column
   * @param trainingRows the rows of it that the predictor has seen
   * @param rows the rows to predict
   * @throws ModelException if the model is bare
   */
  public Report baseline(Table training, int[] trainingRows, Table rows) {
    return judging().baseline(training, trainingRows, rows);
  }

  private Judging judging() {
    return new Judging(schema().orElseThrow(Model::bare), requirePreparation());
  }

  /** What a predictor of scores gives, corrected; what one of probabilities gives, as it is. */
  private float[] calibrated(float[] outputs) {
    return decision.calibrations().isEmpty()
        ? outputs
        : decision.probabilities(outputs, network.architecture().output().size());
  }

  private Preparation requirePreparation() {
    return preparation().orElseThrow(Model::bare);
  }

  private static ModelException bare() {
    return new ModelException(
        "This model is bare: it knows no columns. Give it plain inputs, or a schema and a preparation by withTable.");
  }

  private Predictor predictor() {
    Predictor ready = predictor;
    if (ready == null) {
      ready = Predictor.of(network, loss).withThreads(threads);
      predictor = ready;
    }
    return ready;
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
      decision.calibrations().stream()
          .findFirst()
          .ifPresent(one -> text.append("\ncalibrated by ").append(one.label()));
      if (!decision.thresholds().isEmpty()) {
        text.append("\nthreshold ").append(decision.thresholds());
      }
    }
    return text.append("\nparameters' SHA-256 ").append(parametersSha256()).toString();
  }
}
