package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Split;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.data.TargetEncoding.Amount;
import dev.chainrule.data.TargetEncoding.Classes;
import dev.chainrule.data.Task;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Model;
import dev.chainrule.model.Provenance;
import dev.chainrule.model.Version;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.Shape;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  private final Choices choices;
  private final List<Decision> decisions = new ArrayList<>();
  private final Table table;
  private final Schema schema;
  private final int[] trainingRows;
  private final Table validation;
  private final Preparation preparation;
  private final Architecture architecture;
  private final Loss loss;
  private final Trainer trainer;

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
   */
  public record Outcome(Model model, Table validation, Report report, Report baseline) {}

  /**
   * A plan that holds out a share of the rows.
   *
   * @throws ChoiceException if choices do not go together or do not suit the table
   */
  public static TablePlan of(Table table, Schema schema, Choices choices) {
    return new TablePlan(table, schema, Optional.empty(), choices);
  }

  /**
   * A plan that trains on all rows of one table and validates on all rows of another.
   *
   * @throws ChoiceException if choices do not go together or do not suit the table
   */
  public static TablePlan of(Table table, Schema schema, Table validation, Choices choices) {
    return new TablePlan(table, schema, Optional.of(validation), choices);
  }

  private TablePlan(Table table, Schema schema, Optional<Table> validationTable, Choices choices) {
    this.choices = choices;
    this.table = table;
    this.schema = schema;
    int[] allRows = IntStream.range(0, table.rows()).toArray();
    Preparation everything = Preparation.fit(table, schema, allRows);
    TargetEncoding target = everything.target();
    decided("task", target.task().label(), reasonFor(target));
    long seed = decide(Choices.SEED, 0L, String::valueOf, "the default");
    if (validationTable.isPresent()) {
      if (choices.get(Choices.VALIDATION).isPresent()) {
        throw new ChoiceException(
            "A share of validation rows was given beside a table of them: leave one out.");
      }
      trainingRows = allRows;
      validation = validationTable.get();
      decisions.add(
          new Decision(
              "validation",
              "%s rows of %s".formatted(validation.rows(), validation.source()),
              "given",
              true));
    } else {
      Split split = decideSplit(everything, allRows, seed);
      if (split.training().length == 0 || split.validation().length == 0) {
        throw new IllegalArgumentException(
            "%s: %s rows are too few to train on some and hold out others. Add rows, or give a table of validation rows."
                .formatted(table.source(), allRows.length));
      }
      trainingRows = split.training();
      validation = table.select(split.validation());
    }
    preparation = Preparation.fit(table, schema, trainingRows);
    decided(
        "inputs",
        counted(preparation.inputs(), "number"),
        "from " + counted(schema.inputs().size(), "column"));
    architecture = decideArchitecture();
    loss = decideLoss(target.task());
    trainer = decideTrainer(seed);
  }

  // ---- deciding

  private void decided(String name, String value, String reason) {
    decisions.add(new Decision(name, value, reason, false));
  }

  private <T> T decide(
      Choices.Choice<T> choice, T byDefault, Function<T, String> text, String reason) {
    Optional<T> chosen = choices.get(choice);
    T value = chosen.orElse(byDefault);
    decisions.add(
        new Decision(
            choice.name(),
            text.apply(value),
            chosen.isPresent() ? "given" : reason,
            chosen.isPresent()));
    return value;
  }

  private static String reasonFor(TargetEncoding target) {
    return switch (target) {
      case Classes classes ->
          "%s has the %s labels %s"
              .formatted(classes.column(), classes.labels().size(), shortened(classes.labels()));
      case Amount amount -> amount.column() + " holds numbers";
    };
  }

  private static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private static String shortened(List<String> labels) {
    return labels.size() <= 6
        ? String.join(", ", labels)
        : String.join(", ", labels.subList(0, 5)) + " …";
  }

  private Split decideSplit(Preparation everything, int[] allRows, long seed) {
    double fraction =
        decide(
            Choices.VALIDATION,
            0.2,
            share -> "%s of %s rows".formatted(percent(share), allRows.length),
            everything.target().task().isClassification()
                ? "held out, stratified by class"
                : "held out at random");
    if (!(fraction > 0 && fraction < 1)) {
      throw new ChoiceException(
          "The share of validation rows must be above 0 and below 1, got " + fraction + ".");
    }
    return switch (everything.target()) {
      case Classes _ -> Split.stratified(everything.classIndices(table, allRows), fraction, seed);
      case Amount _ -> Split.random(allRows.length, fraction, seed);
    };
  }

  /** A number without an exponent, such as 0.0001. */
  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static String percent(double share) {
    return new DecimalFormat("0.#%", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(share);
  }

  private Architecture decideArchitecture() {
    int rows = trainingRows.length;
    String reason = "for %s rows".formatted(rows);
    List<Integer> hidden = decide(Choices.HIDDEN, Defaults.hidden(rows), TablePlan::units, reason);
    Activation activation = Defaults.activation(rows);
    if (!hidden.isEmpty()) {
      activation = decide(Choices.ACTIVATION, activation, Activation::label, reason);
    } else if (choices.get(Choices.ACTIVATION).isPresent()) {
      throw new ChoiceException(
          "An activation was given, but there is no hidden layer to use it: leave it out, or add a hidden layer.");
    }
    List<Layer> layers = new ArrayList<>();
    for (int units : hidden) {
      layers.add(dense(units, activation));
    }
    layers.add(dense(preparation.target().outputs(), Activation.identity()));
    Architecture network = new Architecture(Shape.vector(preparation.inputs()), layers);
    decided(
        "network",
        network.shapes().stream()
            .map(shape -> String.valueOf(shape.size()))
            .collect(Collectors.joining("-")),
        "%s parameters".formatted(network.layout().size()));
    return network;
  }

  private Dense dense(int units, Activation activation) {
    Dense dense = Dense.of(units, activation);
    return choices.get(Choices.INITIALIZER).map(dense::withInitializer).orElse(dense);
  }

  private static String units(List<Integer> hidden) {
    return hidden.isEmpty()
        ? "none"
        : hidden.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private Loss decideLoss(Task task) {
    Loss suitable =
        switch (task) {
          case BINARY -> Loss.sigmoidCrossEntropy();
          case MULTICLASS -> Loss.softmaxCrossEntropy();
          case REGRESSION -> Loss.meanSquaredError();
        };
    Loss chosen = decide(Choices.LOSS, suitable, Loss::label, "for " + task.label());
    if (chosen.link() != suitable.link()) {
      throw new ChoiceException(
          "The loss %s does not suit %s: use %s."
              .formatted(
                  chosen.label(),
                  task.label(),
                  Loss.all().stream()
                      .filter(loss -> loss.link() == suitable.link())
                      .map(Loss::label)
                      .collect(Collectors.joining(", "))));
    }
    architecture.requireEndsFor(chosen);
    return chosen;
  }

  private Trainer decideTrainer(long seed) {
    int rows = trainingRows.length;
    String reason = "for %s rows".formatted(rows);
    Optimizer optimizer =
        decide(Choices.OPTIMIZER, Defaults.OPTIMIZER, Optimizer::label, "the default");
    double rate =
        decide(
            Choices.LEARNING_RATE,
            Defaults.learningRate(rows, optimizer),
            TablePlan::plain,
            "for %s and %s rows".formatted(optimizer.label(), rows));
    double l2 = decide(Choices.L2, Defaults.l2(rows), TablePlan::plain, reason);
    int batchSize =
        decide(
            Choices.BATCH_SIZE,
            Defaults.batchSize(rows),
            size -> size >= rows ? "all %s rows".formatted(rows) : String.valueOf(size),
            reason);
    int epochs =
        decide(Choices.EPOCHS, Defaults.epochs(rows), number -> "at most " + number, reason);
    int patience =
        decide(
            Choices.PATIENCE,
            Defaults.patience(rows),
            number ->
                number == 0
                    ? "none"
                    : "after %s epochs without a better validation loss".formatted(number),
            reason);
    int threads =
        decide(
            Choices.THREADS,
            Runtime.getRuntime().availableProcessors(),
            number -> "at most " + number,
            "the processors");
    Trainer recipe =
        Trainer.of(optimizer, rate)
            .withPenalty(Penalty.l2(l2))
            .withBatchSize(batchSize)
            .withEpochs(epochs)
            .withSeed(seed)
            .withThreads(threads);
    return patience == 0 ? recipe : recipe.withEarlyStopping(EarlyStopping.patience(patience));
  }

  // ---- what was decided

  /** Everything that was decided, in order. */
  public List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  /** What is learnt. */
  public Task task() {
    return preparation.target().task();
  }

  /** How rows become inputs. */
  public Preparation preparation() {
    return preparation;
  }

  /** The network before training. */
  public Architecture architecture() {
    return architecture;
  }

  /** The loss. */
  public Loss loss() {
    return loss;
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
   * @param stopRequested asked after every batch; true ends the training with the best parameters
   *     so far
   * @throws DivergenceException if a loss or a gradient is not finite
   */
  public Outcome train(TrainingListener listener, BooleanSupplier stopRequested) {
    long begin = System.nanoTime();
    Dataset rows = preparation.dataset(table, trainingRows);
    Fit fit =
        trainer.fit(
            start(rows),
            loss,
            rows,
            Optional.of(preparation.dataset(validation, allRows(validation))),
            listener,
            stopRequested);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Model model =
        Model.of(fit.network(), loss)
            .withTable(schema, preparation)
            .withHistory(fit.history())
            .withProvenance(provenance(fit, seconds));
    return new Outcome(model, validation, model.evaluate(validation), baseline());
  }

  /**
   * The network before the first step. Inputs that are 0 in every training row, such as the place
   * of an unknown label, cannot learn: their weights begin at 0, so that they stay without effect.
   */
  private Network start(Dataset rows) {
    Network drawn = Network.initialize(architecture, trainer.seed());
    float[] values = drawn.parameters().toArray();
    ParameterLayout.Slice weights = architecture.layout().slice("layers.0.weight");
    for (int input : Preparation.silentInputs(rows)) {
      for (int at = input; at < weights.size(); at += rows.inputs()) {
        values[weights.offset() + at] = 0;
      }
    }
    return Network.of(architecture, values);
  }

  private static int[] allRows(Table table) {
    return IntStream.range(0, table.rows()).toArray();
  }

  private Provenance provenance(Fit fit, double seconds) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      settings.put(decision.name(), decision.value());
    }
    return Provenance.here(Version.current(), fit.kernel(), fit.threads())
        .withData(table.source(), "", trainingRows.length, validation.rows())
        .withTraining(trainer.seed(), settings, seconds);
  }

  private Report baseline() {
    int[] rows = allRows(validation);
    return switch (preparation.target()) {
      case Classes classes ->
          ClassificationReport.baseline(
              classes.labels(),
              preparation.classIndices(table, trainingRows),
              preparation.classIndices(validation, rows));
      case Amount _ ->
          RegressionReport.baseline(
              preparation.amounts(table, trainingRows), preparation.amounts(validation, rows));
    };
  }
}
