package dev.chainrule.training;

import dev.chainrule.data.Augmentation;
import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Execution;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Metric;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Clipping;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Schedule;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How to train: an immutable recipe. Each wither gives a changed copy.
 *
 * <pre>{@code
 * Fit fit = Trainer.adam(0.001).withEpochs(100).withEarlyStopping(EarlyStopping.patience(10))
 *     .fit(network, Loss.softmaxCrossEntropy(), training, validation, TrainingListener.none());
 * }</pre>
 *
 * <p>One code path for every batch size: all rows give batch gradient descent, 1 stochastic,
 * anything between mini-batches. For one seed and one data set the parameters are the same bits on
 * any number of threads and any kernel.
 */
public final class Trainer {

  private final Settings settings;

  /** All settings; changed by the withers on a fresh copy only. */
  private static final class Settings implements Cloneable {
    Optimizer optimizer = Optimizer.sgd();
    double learningRate = 1;
    Schedule schedule = Schedule.constant();
    Clipping clipping = Clipping.none();
    Optional<Averaging> averaging = Optional.empty();
    Penalty penalty = Penalty.none();
    OptionalDouble maxNorm = OptionalDouble.empty();
    Augmentation augmentation = Augmentation.none();
    OptionalInt batchSize = OptionalInt.empty();
    int epochs = 100;
    boolean shuffled = true;
    boolean startCounted;
    Optional<EarlyStopping> earlyStopping = Optional.empty();
    Optional<BestBy> bestBy = Optional.empty();
    Optional<TimeLimit> timeLimit = Optional.empty();
    Optional<Checkpoints> checkpoints = Optional.empty();
    Diagnose diagnose = Diagnose.HINTS;
    long seed;
    int threads = Execution.processors();

    Settings copy() {
      try {
        return (Settings) clone();
      } catch (CloneNotSupportedException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }

  private Trainer(Settings settings) {
    this.settings = settings;
  }

  private Trainer with(Consumer<Settings> change) {
    Settings changed = settings.copy();
    change.accept(changed);
    return new Trainer(changed);
  }

  private static int positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, got " + value + ".");
    }
    return value;
  }

  // ---- recipes

  /**
   * A recipe with batches of 32 (all rows for L-BFGS), 100 epochs, shuffling, no penalty, no early
   * stopping, seed 0 and all processors.
   */
  public static Trainer of(Optimizer optimizer, double learningRate) {
    return new Trainer(new Settings()).withOptimizer(optimizer).withLearningRate(learningRate);
  }

  /** {@link #of} Adam. */
  public static Trainer adam(double learningRate) {
    return of(Optimizer.adam(), learningRate);
  }

  /** {@link #of} plain gradient descent. */
  public static Trainer sgd(double learningRate) {
    return of(Optimizer.sgd(), learningRate);
  }

  /**
   * {@link #of} L-BFGS: an epoch is one step of all rows, in the order of the data. It ends when
   * nothing lower is found, or as any training does.
   */
  public static Trainer lbfgs() {
    return of(Optimizer.lbfgs(), Optimizer.lbfgs().defaultRate());
  }

  /** The same recipe with another rule. */
  public Trainer withOptimizer(Optimizer rule) {
    return with(changed -> changed.optimizer = rule);
  }

  /** The same recipe with another learning rate α. */
  public Trainer withLearningRate(double rate) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The learning rate must be a positive number, got " + rate + ".");
    }
    return with(changed -> changed.learningRate = rate);
  }

  /** The same recipe with another course of the learning rate. */
  public Trainer withSchedule(Schedule schedule) {
    return with(changed -> changed.schedule = schedule);
  }

  /** The same recipe with another treatment of large gradients. */
  public Trainer withClipping(Clipping clipping) {
    return with(changed -> changed.clipping = clipping);
  }

  /** The same recipe that judges and keeps an average of the parameters. */
  public Trainer withAveraging(Averaging averaging) {
    return with(changed -> changed.averaging = Optional.of(averaging));
  }

  /** The same recipe with another addition to the loss. */
  public Trainer withPenalty(Penalty penalty) {
    return with(changed -> changed.penalty = penalty);
  }

  /**
   * The same recipe with max-norm: behind every step the vector of the weights into a unit is
   * scaled down to the length {@code limit} where it is longer. Srivastava et al. 2014.
   */
  public Trainer withMaxNorm(double limit) {
    if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The limit of max-norm must be a positive number, got " + limit + ".");
    }
    return with(changed -> changed.maxNorm = OptionalDouble.of(limit));
  }

  /** The same recipe with changes to the rows of each step, drawn from the seed. */
  public Trainer withAugmentation(Augmentation augmentation) {
    return with(changed -> changed.augmentation = augmentation);
  }

  /**
   * The same recipe with so many rows a step; capped by the rows there are, so {@link
   * Integer#MAX_VALUE} means all.
   */
  public Trainer withBatchSize(int rows) {
    return with(changed -> changed.batchSize = OptionalInt.of(positive("The batch size", rows)));
  }

  /** The same recipe with at most so many passes over the rows. */
  public Trainer withEpochs(int number) {
    return with(changed -> changed.epochs = positive("The number of epochs", number));
  }

  /**
   * The same recipe with a new row order for each epoch, or always in the order of the data, as
   * L-BFGS has it in any case.
   */
  public Trainer withShuffling(boolean on) {
    return with(changed -> changed.shuffled = on);
  }

  /**
   * The same recipe in which the parameters before the first step count as epoch 0, and are kept if
   * no epoch is better on the validation rows, which it needs: for a network that was trained
   * before.
   */
  public Trainer withStartCounted(boolean counted) {
    return with(changed -> changed.startCounted = counted);
  }

  /** The same recipe that ends before the last epoch; it needs validation rows. */
  public Trainer withEarlyStopping(EarlyStopping rule) {
    return with(changed -> changed.earlyStopping = Optional.of(rule));
  }

  /**
   * The same recipe with the best epoch, which is kept and which early stopping waits for, decided
   * by a metric in its own direction instead of by the validation loss; it needs validation rows.
   */
  public Trainer withBestBy(Metric metric) {
    return withBestBy(BestBy.of(metric));
  }

  /** {@link #withBestBy(Metric)} in units of the target. */
  public Trainer withBestBy(BestBy judge) {
    return with(changed -> changed.bestBy = Optional.of(judge));
  }

  /** The same recipe that ends behind the first batch after so much time. */
  public Trainer withTimeLimit(Duration time) {
    return with(changed -> changed.timeLimit = Optional.of(new TimeLimit(time)));
  }

  /** The same recipe that keeps what it needs to go on later. */
  public Trainer withCheckpoints(Checkpoints policy) {
    return with(changed -> changed.checkpoints = Optional.of(policy));
  }

  /** The same recipe that looks inside the layers more or less often. */
  public Trainer withDiagnosis(Diagnose how) {
    return with(changed -> changed.diagnose = how);
  }

  /** The same recipe with another seed of the shuffling and of what is drawn in each step. */
  public Trainer withSeed(long seed) {
    return with(changed -> changed.seed = seed);
  }

  /** The same recipe on at most so many threads. */
  public Trainer withThreads(int number) {
    return with(changed -> changed.threads = positive("The number of threads", number));
  }

  // ---- what it says

  /** The rule. */
  public Optimizer optimizer() {
    return settings.optimizer;
  }

  /** The learning rate α. */
  public double learningRate() {
    return settings.learningRate;
  }

  /** The course of the learning rate. */
  public Schedule schedule() {
    return settings.schedule;
  }

  /** What is done to large gradients. */
  public Clipping clipping() {
    return settings.clipping;
  }

  /** The average of the parameters that is judged and kept, if any. */
  public Optional<Averaging> averaging() {
    return settings.averaging;
  }

  /** What is added to the loss. */
  public Penalty penalty() {
    return settings.penalty;
  }

  /** The largest length of the vector of weights into a unit. */
  public OptionalDouble maxNorm() {
    return settings.maxNorm;
  }

  /** What is done to the rows of each step. */
  public Augmentation augmentation() {
    return settings.augmentation;
  }

  /** Rows a step. */
  public int batchSize() {
    return settings.batchSize.orElse(settings.optimizer.takesAllRows() ? Integer.MAX_VALUE : 32);
  }

  /** At most so many passes over the rows. */
  public int epochs() {
    return settings.epochs;
  }

  /** Whether each epoch takes the rows in a new order. */
  public boolean shuffled() {
    return settings.shuffled;
  }

  /** Whether the parameters before the first step may be those that are kept. */
  public boolean startCounted() {
    return settings.startCounted;
  }

  /** When to end before the last epoch. */
  public Optional<EarlyStopping> earlyStopping() {
    return settings.earlyStopping;
  }

  /** What decides which epoch is the best; the validation loss if nothing else does. */
  public Optional<BestBy> bestBy() {
    return settings.bestBy;
  }

  /** When to end whatever the epoch. */
  public Optional<TimeLimit> timeLimit() {
    return settings.timeLimit;
  }

  /** Where to keep what is needed to go on later. */
  public Optional<Checkpoints> checkpoints() {
    return settings.checkpoints;
  }

  /** How much is looked at inside the layers. */
  public Diagnose diagnosis() {
    return settings.diagnose;
  }

  /** The seed of the shuffling and of what is drawn in each step. */
  public long seed() {
    return settings.seed;
  }

  /** How many threads may be used. */
  public int threads() {
    return settings.threads;
  }

  // ---- doing it

  /** Trains without validation rows. */
  public Fit fit(Network start, Loss loss, Dataset training) {
    return fit(start, loss, training, Optional.empty(), TrainingListener.none(), () -> false);
  }

  /** Trains; the parameters of the best epoch are kept, by {@link #bestBy}. */
  public Fit fit(
      Network start, Loss loss, Dataset training, Dataset validation, TrainingListener listener) {
    return fit(start, loss, training, Optional.of(validation), listener, () -> false);
  }

  /**
   * Trains.
   *
   * @param start the network with its first parameters
   * @param loss what to lower
   * @param training the rows to learn from
   * @param validation rows to judge each epoch by
   * @param listener hears what happens
   * @param stopRequested asked after every batch, and once more behind an epoch; true ends the
   *     training as if the epochs were over
   * @throws DivergenceException if a loss or a gradient is not finite
   * @throws IllegalArgumentException if network, loss and rows do not fit together
   * @throws ChoiceException if settings of this recipe do not
   * @throws ResumeException if the checkpoint to go on from belongs to another training
   * @throws java.io.UncheckedIOException if the folder of the checkpoints cannot be written to
   */
  public Fit fit(
      Network start,
      Loss loss,
      Dataset training,
      Optional<Dataset> validation,
      TrainingListener listener,
      BooleanSupplier stopRequested) {
    if (settings.earlyStopping.isPresent() && validation.isEmpty()) {
      throw new IllegalArgumentException(
          "Early stopping needs validation rows, and there are none.");
    }
    if (settings.bestBy.isPresent() && validation.isEmpty()) {
      throw new IllegalArgumentException(
          "The best epoch cannot be decided by %s: there are no validation rows."
              .formatted(settings.bestBy.get()));
    }
    if (settings.startCounted && validation.isEmpty()) {
      throw new IllegalArgumentException(
          "The start cannot be compared with the epochs: there are no validation rows.");
    }
    LearningRate.requireEffect(this);
    positive("The number of training rows", training.rows());
    validation.ifPresent(rows -> positive("The number of validation rows", rows.rows()));
    LbfgsConditions.require(this, start.architecture(), loss, training.rows());
    int rowsAStep = Math.min(batchSize(), training.rows());
    double multiplyAddsAStep = 3.0 * start.parameters().size() * rowsAStep;
    double steps = (double) Math.ceilDiv(training.rows(), rowsAStep) * settings.epochs;
    try (CheckpointKeeper checkpoints =
            new CheckpointKeeper(
                settings.checkpoints,
                listener,
                () -> Fingerprint.of(this, start, loss, training, validation));
        Execution execution = Execution.open(settings.threads, multiplyAddsAStep, steps)) {
      return new Run(
              this,
              start,
              loss,
              training,
              validation,
              listener,
              stopRequested,
              execution,
              checkpoints)
          .fit();
    }
  }
}
