package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.data.DatasetFile;
import dev.chainrule.data.LargeTable;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Split;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Epoch;
import dev.chainrule.model.Model;
import dev.chainrule.model.Provenance;
import dev.chainrule.model.Version;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A whole training decided from a table: the task, the split, the preparation, the network and the
 * recipe. Every decision has a reason and can be overruled by {@link Choices}.
 *
 * <pre>{@code
 * TablePlan plan = TablePlan.of(table, schema.withTarget("species"), Choices.none().with(Choices.SEED, 7L));
 * Outcome outcome = plan.train(TrainingListener.none());
 * outcome.model().write(Path.of("penguins.safetensors"));
 * }</pre>
 */
public final class TablePlan {

  private final List<Decision> decisions;
  private final Table table;
  private final Schema schema;
  private final DataPlan data;
  private final WeightPlan weights;
  private final NetworkPlan network;
  private final Trainer trainer;
  private final Optional<Model> from;
  private final DecisionPlan answers;
  private final Optional<LargeRows> large;

  /**
   * One thing that was decided.
   *
   * @param name what
   * @param value how
   * @param reason why
   * @param given whether the user chose it
   */
  public record Decision(String name, String value, String reason, boolean given) {}

  /**
   * What a plan led to.
   *
   * @param model the trained model
   * @param validation the rows that were held out
   * @param report how the model does on them
   * @param baseline how a predictor does that knows only the target's distribution in the training
   *     rows
   * @param setAside how many rows calibrations and thresholds were fitted to beside those held out;
   *     0 if they were fitted to the ones held out
   * @param uncalibrated how the model would do with the network's own probabilities, if they were
   *     calibrated
   */
  public record Outcome(
      Model model,
      Table validation,
      Report report,
      Report baseline,
      int setAside,
      Optional<Report> uncalibrated) {}

  /**
   * A plan that holds out a share of the rows.
   *
   * @throws ChoiceException if choices do not go together or do not suit the table
   */
  public static TablePlan of(Table table, Schema schema, Choices choices) {
    return new TablePlan(table, schema, new HeldOut.Share(table.allRows()), choices);
  }

  /**
   * A plan that knows some rows of a table only, of which it holds out a share. Of the other rows
   * it takes nothing but the labels that the target can have.
   *
   * @param rows ascending
   * @throws ChoiceException if choices do not go together or do not suit the table
   */
  public static TablePlan of(Table table, Schema schema, int[] rows, Choices choices) {
    return new TablePlan(table, schema, new HeldOut.Share(rows), choices);
  }

  /**
   * A plan that trains and validates on the rows that a split names.
   *
   * @throws ChoiceException if choices do not go together or do not suit the table
   */
  public static TablePlan of(Table table, Schema schema, Split split, Choices choices) {
    return new TablePlan(table, schema, new HeldOut.Given(split), choices);
  }

  /**
   * A plan that trains on all rows of one table and validates on all rows of another.
   *
   * @throws ChoiceException if choices do not go together or do not suit the table
   */
  public static TablePlan of(Table table, Schema schema, Table validation, Choices choices) {
    return new TablePlan(table, schema, new HeldOut.Rows(validation), choices);
  }

  // ---- of more rows than memory holds

  /**
   * A plan for a large table: everything is decided by its sample, a share of which is held out,
   * and all other rows train. They are prepared once, into a file (see {@link Choices#CACHE}), from
   * which every epoch reads them; {@link dev.chainrule.data.Batches} says in which order.
   *
   * <pre>{@code
   * LargeCsv rows = TableReader.standard().withTarget("delay").readLarge(Path.of("flights.csv"));
   * Choices choices = Choices.none().with(Choices.CACHE, RowCache.file(Path.of("flights.rows")));
   * Outcome outcome = TablePlan.of(rows, rows.loaded().schema(), choices).train(TrainingListener.none());
   * }</pre>
   *
   * @throws ChoiceException if choices do not go together or do not suit the table
   */
  public static TablePlan of(LargeTable table, Schema schema, Choices choices) {
    return large(
        table,
        schema,
        new HeldOut.Share(table.sample().allRows()),
        Table::allRows,
        Optional.empty(),
        choices);
  }

  /**
   * A plan for a large table that validates on all rows of another table.
   *
   * @throws ChoiceException if choices do not go together or do not suit the table
   */
  public static TablePlan of(LargeTable table, Schema schema, Table validation, Choices choices) {
    return large(
        table, schema, new HeldOut.Rows(validation), Table::allRows, Optional.empty(), choices);
  }

  /**
   * A plan for a large table whose rows say themselves whether they train.
   *
   * @param split of the sample; its validation rows are those that are held out
   * @param training the rows of a piece that train
   * @throws ChoiceException if choices do not go together or do not suit the table
   */
  public static TablePlan of(
      LargeTable table,
      Schema schema,
      Split split,
      Function<Table, int[]> training,
      Choices choices) {
    return large(table, schema, new HeldOut.Given(split), training, Optional.empty(), choices);
  }

  private static TablePlan large(
      LargeTable table,
      Schema schema,
      HeldOut heldOut,
      Function<Table, int[]> training,
      Optional<Model> from,
      Choices choices) {
    return new TablePlan(
        table.sample(),
        schema,
        heldOut,
        from,
        Optional.of(new LargeRows.Source(table, training)),
        choices);
  }

  // ---- further

  /**
   * A plan that trains a model further on rows, old ones or new ones: a warm start. The model keeps
   * its network, its loss, its columns and their preparation, and its labels; a label that it does
   * not know is an error. If no epoch is better on the rows held out than the model was, its
   * parameters stay as they were.
   *
   * <pre>{@code
   * Model better = TablePlan.continuing(model, newRows, Choices.none().with(Choices.PATIENCE, 5))
   *     .train(TrainingListener.none()).model();
   * }</pre>
   *
   * @throws ChoiceException if a choice contradicts the model
   * @throws IllegalArgumentException if the model is bare, or the table does not have its columns
   */
  public static TablePlan continuing(Model model, Table table, Choices choices) {
    return new TablePlan(
        table,
        ModelPlan.schema(model),
        new HeldOut.Share(table.allRows()),
        Optional.of(model),
        Optional.empty(),
        choices);
  }

  /** {@link #continuing(Model, Table, Choices)} that validates on all rows of another table. */
  public static TablePlan continuing(Model model, Table table, Table validation, Choices choices) {
    return new TablePlan(
        table,
        ModelPlan.schema(model),
        new HeldOut.Rows(validation),
        Optional.of(model),
        Optional.empty(),
        choices);
  }

  /**
   * {@link #continuing(Model, Table, Choices)} on a large table: a share of its sample is held out,
   * and all other rows train, from the file of {@link Choices#CACHE}.
   */
  public static TablePlan continuing(Model model, LargeTable table, Choices choices) {
    return continuing(model, table, new HeldOut.Share(table.sample().allRows()), choices);
  }

  /**
   * {@link #continuing(Model, LargeTable, Choices)} that validates on all rows of another table.
   */
  public static TablePlan continuing(
      Model model, LargeTable table, Table validation, Choices choices) {
    return continuing(model, table, new HeldOut.Rows(validation), choices);
  }

  private static TablePlan continuing(
      Model model, LargeTable table, HeldOut heldOut, Choices choices) {
    Schema schema = ModelPlan.schema(model);
    model.preparation().ifPresent(it -> it.target().requireKnownLabels(table.sample()));
    return large(table, schema, heldOut, Table::allRows, Optional.of(model), choices);
  }

  private TablePlan(Table table, Schema schema, HeldOut heldOut, Choices choices) {
    this(table, schema, heldOut, Optional.empty(), Optional.empty(), choices);
  }

  private TablePlan(
      Table table,
      Schema schema,
      HeldOut heldOut,
      Optional<Model> from,
      Optional<LargeRows.Source> source,
      Choices choices) {
    this.table = table;
    this.from = from;
    Decisions deciding = new Decisions(choices);
    this.schema = from.isPresent() ? schema : TargetPlan.schema(table, schema, deciding);
    int rows = source.map(it -> it.table().rows()).orElse(table.rows());
    data =
        DataPlan.decide(
            table, rows, this.schema, heldOut, from.flatMap(Model::preparation), deciding);
    weights = WeightPlan.decide(table, this.schema, data, deciding);
    large = LargeRows.decide(source, this.schema, data, weights, deciding);
    network =
        from.map(model -> ModelPlan.decide(model, deciding))
            .orElseGet(() -> NetworkPlan.decide(data, deciding));
    trainer = RecipePlan.decide(data, network, deciding).withStartCounted(from.isPresent());
    trainer.bestBy().ifPresent(it -> it.requireSuits(outputs()));
    answers = DecisionPlan.decide(data, deciding);
    RegularizationPlan.requireSuits(trainer, network);
    LbfgsConditions.require(trainer, network.architecture(), network.loss(), data.rows());
    decisions = deciding.all();
  }

  // ---- what was decided

  /** Everything that was decided, in order. */
  public List<Decision> decisions() {
    return decisions;
  }

  /** What is learnt. */
  public Task task() {
    return data.preparation().target().task();
  }

  /**
   * The numbers of the rows that are learnt from, ascending, counted from 0; those of the sample of
   * a large table.
   */
  public int[] trainingRows() {
    return data.trainingRows().clone();
  }

  /** The columns; the loss may have decided that a target is a number. */
  public Schema schema() {
    return schema;
  }

  /** How rows become inputs. */
  public Preparation preparation() {
    return data.preparation();
  }

  /** The network before training. */
  public Architecture architecture() {
    return network.architecture();
  }

  /** The loss. */
  public Loss loss() {
    return network.loss();
  }

  /** The name of the metric by which the epochs are followed, such as {@code accuracy}. */
  public String validationMetric() {
    return followed().label();
  }

  /** The metric by which the epochs are followed. */
  Metric followed() {
    return trainer
        .bestBy()
        .map(BestBy::metric)
        .orElseGet(() -> new ValidationMetric(outputs()).metric());
  }

  /** What the network answers, which says what metrics suit it. */
  public Outputs outputs() {
    return BestBy.outputs(network.loss(), network.architecture().output().size());
  }

  /** The recipe. */
  public Trainer trainer() {
    return trainer;
  }

  // ---- doing it

  /** {@link #train(TrainingListener, BooleanSupplier)} that nothing stops. */
  public Outcome train(TrainingListener listener) {
    return train(listener, () -> false);
  }

  /**
   * Trains and judges.
   *
   * @param listener hears what happens
   * @param stopRequested asked after every batch, and once more behind an epoch; true ends the
   *     training with the best parameters so far
   * @throws DivergenceException if a loss or a gradient is not finite
   */
  public Outcome train(TrainingListener listener, BooleanSupplier stopRequested) {
    return onTrainingSet(listener, rows -> train(rows, listener, stopRequested));
  }

  private Outcome train(Dataset rows, TrainingListener listener, BooleanSupplier stopRequested) {
    Dataset heldOut =
        data.preparation()
            .dataset(data.validation(), data.validation().allRows())
            .withWeights(weights.validation());
    Fit fit =
        trainer.fit(
            start(rows), network.loss(), rows, Optional.of(heldOut), listener, stopRequested);
    Model model = model(fit);
    Model decided = answers.apply(model, data.setAside().orElse(data.validation()));
    return new Outcome(
        decided,
        data.validation(),
        decided.evaluate(data.validation()),
        decided.baseline(table, data.trainingRows(), data.validation()),
        data.setAside().map(Table::rows).orElse(0),
        answers.calibration().map(method -> model.evaluate(data.validation())));
  }

  /**
   * Looks for a learning rate by a range test: some steps of this training at rising rates. Nothing
   * of it is kept.
   */
  public RateSearch searchRate(RateSearch.Range range) {
    return onTrainingSet(
        TrainingListener.none(),
        rows -> RateSearch.run(trainer, start(rows), network.loss(), rows, range));
  }

  /**
   * The model that a training by this plan came to, with its columns and where it comes from, such
   * as the best epoch before it diverged. It is as the network is: what is fitted to the validation
   * rows afterwards, calibration and thresholds, is not in it.
   */
  public Model model(Fit fit) {
    return Model.of(fit.network(), network.loss())
        .withTable(schema, data.preparation())
        .withHistory(fit.history())
        .withProvenance(provenance(fit));
  }

  private <T> T onTrainingSet(TrainingListener listener, Function<Dataset, T> work) {
    if (large.isEmpty()) {
      return work.apply(
          data.preparation().dataset(table, data.trainingRows()).withWeights(weights.training()));
    }
    try (DatasetFile rows = large.get().open(listener)) {
      return work.apply(rows);
    }
  }

  /** The network before the first step. */
  private Network start(Dataset rows) {
    return from.map(Model::network)
        .orElseGet(() -> FirstParameters.of(network, trainer.seed(), rows));
  }

  private Provenance provenance(Fit fit) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      settings.put(decision.name(), decision.value());
    }
    int learnt = large.map(LargeRows::rows).orElse(data.trainingRows().length);
    return Provenance.here(Version.current(), fit.kernel(), fit.threads())
        .withData(table.source(), "", learnt, data.validation().rows())
        .withTraining(
            trainer.seed(),
            settings,
            fit.history().epochs().stream().mapToDouble(Epoch::seconds).sum());
  }
}
