package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Execution;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Schedule;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
 *
 * @param optimizer the rule
 * @param schedule the learning rate
 * @param penalty what is added to the loss
 * @param batchSize rows a step; capped by the rows there are, so {@link Integer#MAX_VALUE} means
 *     all
 * @param epochs at most so many passes over the rows
 * @param shuffled whether each epoch takes the rows in a new order, or all keep the order of the
 *     data
 * @param earlyStopping when to end before the last epoch; needs validation rows
 * @param seed of the shuffling
 * @param threads how many threads may be used
 */
public record Trainer(
    Optimizer optimizer,
    Schedule schedule,
    Penalty penalty,
    int batchSize,
    int epochs,
    boolean shuffled,
    Optional<EarlyStopping> earlyStopping,
    long seed,
    int threads) {

  /** Checks the numbers. */
  public Trainer {
    requirePositive("The batch size", batchSize);
    requirePositive("The number of epochs", epochs);
    requirePositive("The number of threads", threads);
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, got " + value + ".");
    }
  }

  /**
   * A recipe with batches of 32, 100 epochs, shuffling, no penalty, no early stopping, seed 0 and
   * all processors.
   */
  public static Trainer of(Optimizer optimizer, double learningRate) {
    return new Trainer(
        optimizer,
        Schedule.constant(learningRate),
        Penalty.none(),
        32,
        100,
        true,
        Optional.empty(),
        0,
        Runtime.getRuntime().availableProcessors());
  }

  /** {@link #of} Adam. */
  public static Trainer adam(double learningRate) {
    return of(Optimizer.adam(), learningRate);
  }

  /** {@link #of} plain gradient descent. */
  public static Trainer sgd(double learningRate) {
    return of(Optimizer.sgd(), learningRate);
  }

  /** The same recipe with another rule. */
  public Trainer withOptimizer(Optimizer other) {
    return new Trainer(
        other, schedule, penalty, batchSize, epochs, shuffled, earlyStopping, seed, threads);
  }

  /** The same recipe with another learning rate. */
  public Trainer withSchedule(Schedule other) {
    return new Trainer(
        optimizer, other, penalty, batchSize, epochs, shuffled, earlyStopping, seed, threads);
  }

  /** The same recipe with another penalty. */
  public Trainer withPenalty(Penalty other) {
    return new Trainer(
        optimizer, schedule, other, batchSize, epochs, shuffled, earlyStopping, seed, threads);
  }

  /** The same recipe with another batch size. */
  public Trainer withBatchSize(int rows) {
    return new Trainer(
        optimizer, schedule, penalty, rows, epochs, shuffled, earlyStopping, seed, threads);
  }

  /** The same recipe with another number of epochs. */
  public Trainer withEpochs(int number) {
    return new Trainer(
        optimizer, schedule, penalty, batchSize, number, shuffled, earlyStopping, seed, threads);
  }

  /** The same recipe in the row order of the data, or with shuffling. */
  public Trainer withShuffling(boolean on) {
    return new Trainer(
        optimizer, schedule, penalty, batchSize, epochs, on, earlyStopping, seed, threads);
  }

  /** The same recipe with early stopping. */
  public Trainer withEarlyStopping(EarlyStopping rule) {
    return new Trainer(
        optimizer,
        schedule,
        penalty,
        batchSize,
        epochs,
        shuffled,
        Optional.of(rule),
        seed,
        threads);
  }

  /** The same recipe with another seed. */
  public Trainer withSeed(long other) {
    return new Trainer(
        optimizer, schedule, penalty, batchSize, epochs, shuffled, earlyStopping, other, threads);
  }

  /** The same recipe on another number of threads. */
  public Trainer withThreads(int number) {
    return new Trainer(
        optimizer, schedule, penalty, batchSize, epochs, shuffled, earlyStopping, seed, number);
  }

  /** Trains without validation rows. */
  public Fit fit(Network start, Loss loss, Dataset training) {
    return fit(start, loss, training, Optional.empty(), TrainingListener.none(), () -> false);
  }

  /** Trains; the parameters of the epoch with the lowest validation loss are kept. */
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
   * @param stopRequested asked after every batch; true ends the training as if the epochs were over
   * @throws DivergenceException if a loss or a gradient is not finite
   * @throws IllegalArgumentException if network, loss and rows do not fit together
   */
  public Fit fit(
      Network start,
      Loss loss,
      Dataset training,
      Optional<Dataset> validation,
      TrainingListener listener,
      BooleanSupplier stopRequested) {
    if (earlyStopping.isPresent() && validation.isEmpty()) {
      throw new IllegalArgumentException(
          "Early stopping needs validation rows, and there are none.");
    }
    requirePositive("The number of training rows", training.rows());
    validation.ifPresent(rows -> requirePositive("The number of validation rows", rows.rows()));
    int rowsAStep = Math.min(batchSize, training.rows());
    double multiplyAddsAStep = 3.0 * start.parameters().size() * rowsAStep;
    double steps = (double) Math.ceilDiv(training.rows(), rowsAStep) * epochs;
    try (Execution execution = Execution.open(threads, multiplyAddsAStep, steps)) {
      return new Run(this, start, loss, training, validation, listener, stopRequested, execution)
          .fit();
    }
  }
}
