package dev.chainrule.training;

import dev.chainrule.engine.Execution;
import dev.chainrule.metric.Metric;
import dev.chainrule.model.Epoch;
import dev.chainrule.training.TrialResult.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Many ways of training, side by side, each on one thread. A trial gives the same parameters, to
 * the bit, as a training alone with the same choices. One that diverges does not disturb the
 * others.
 *
 * {@snippet :
 * List<Trial> trials =
 *     Stream.of(0.001, 0.01, 0.1, 1.0)
 *         .map(rate -> Trial.of("learning rate", rate, choices.with(Choices.LEARNING_RATE, rate)))
 *         .toList();
 * Sweep.Result result = Sweep.of(chosen -> TablePlan.of(table, schema, chosen)).run(trials);
 * TrialResult best = result.best().orElseThrow(); // best.trial(), best.score(), best.outcome()
 * }
 */
public final class Sweep {

  private final Function<Choices, TablePlan> plans;
  private final Optional<Metric> metric;
  private final Optional<Halving> halving;
  private final int atATime;

  private Sweep(
      Function<Choices, TablePlan> plans,
      Optional<Metric> metric,
      Optional<Halving> halving,
      int atATime) {
    this.plans = plans;
    this.metric = metric;
    this.halving = halving;
    this.atATime = atATime;
  }

  /**
   * A sweep that compares accuracy, or R² for amounts, over the validation rows, on all processors.
   *
   * @param plans makes the plan for choices, the same rows for all
   */
  public static Sweep of(Function<Choices, TablePlan> plans) {
    return new Sweep(plans, Optional.empty(), Optional.empty(), Execution.processors());
  }

  /** The same sweep that compares by another metric. */
  public Sweep withMetric(Metric other) {
    return new Sweep(plans, Optional.of(other), halving, atATime);
  }

  /** The same sweep that drops trials on the way. */
  public Sweep withHalving(Halving rule) {
    return new Sweep(plans, metric, Optional.of(rule), atATime);
  }

  /** The same sweep with so many trainings at a time. */
  public Sweep withThreads(int threads) {
    return new Sweep(plans, metric, halving, threads);
  }

  /** Hears how a sweep goes, one call at a time, on the threads that train. */
  public interface Listener {

    /** A trial has done an epoch. */
    default void epochDone(int trial, Epoch epoch) {}

    /** A trial is over. */
    default void ended(TrialResult result) {}
  }

  /**
   * All trials, the best first.
   *
   * @param metric by which they are compared
   * @param results those with a score by the metric, by the lower validation loss if it is equal;
   *     then those that were dropped, diverged or were not run
   */
  public record Result(Metric metric, List<TrialResult> results) {

    /** Copies the list. */
    public Result {
      results = List.copyOf(results);
    }

    /** The best trial that was not dropped. */
    public Optional<TrialResult> best() {
      return results.stream()
          .filter(result -> result.outcome().isPresent() && result.end() != End.DROPPED)
          .findFirst();
    }
  }

  /** {@link #run(List, Listener, BooleanSupplier)} that nobody watches and nothing stops. */
  public Result run(List<Trial> trials) {
    return run(trials, new Listener() {}, () -> false);
  }

  /**
   * Trains all trials.
   *
   * @param stopRequested true ends the trainings that run with the best parameters so far, and
   *     leaves out the others
   * @throws ChoiceException if the choices of a trial do not go together; the message names the
   *     trial, and nothing was trained
   */
  public Result run(List<Trial> trials, Listener listener, BooleanSupplier stopRequested) {
    List<TablePlan> all = new ArrayList<>();
    for (Trial trial : trials) {
      all.add(plan(trial));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("A sweep needs at least one trial, got none.");
    }
    Metric compared = metric.orElseGet(() -> all.getFirst().followed());
    Rungs rungs = rungs(all);
    Semaphore processors = new Semaphore(atATime, true);
    List<Callable<TrialResult>> pieces = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      TrialRun run =
          new TrialRun(i, trials.get(i), all.get(i), compared, rungs, processors, stopRequested);
      pieces.add(() -> {
        TrialResult result = run.call(listener, this);
        synchronized (this) {
          listener.ended(result);
        }
        return result;
      });
    }
    // Halving lets trials wait for each other, so all have threads; the processors are shared out.
    List<TrialResult> results =
        new ArrayList<>(SideBySide.run(halving.isPresent() ? all.size() : atATime, pieces));
    results.sort(order(compared));
    return new Result(compared, results);
  }

  private TablePlan plan(Trial trial) {
    try {
      return plans.apply(trial.choices().with(Choices.THREADS, 1));
    } catch (ChoiceException unsuitable) {
      throw new ChoiceException(trial + ": " + unsuitable.getMessage());
    }
  }

  private Rungs rungs(List<TablePlan> all) {
    if (halving.isEmpty()) {
      return new Rungs(List.of(), all.size());
    }
    List<Integer> epochs = all.stream().map(plan -> plan.trainer().epochs()).distinct().toList();
    if (epochs.size() > 1) {
      throw new ChoiceException(
          "Successive halving compares trials after equal numbers of epochs: the epochs cannot be varied, got %s."
              .formatted(epochs));
    }
    return new Rungs(halving.get().rungs(all.size(), epochs.getFirst()), all.size());
  }

  private static Comparator<TrialResult> order(Metric metric) {
    return Comparator.comparing(
            (TrialResult result) -> result.end() == End.STOPPED ? End.COMPLETED : result.end())
        .thenComparingInt(result -> result.end() == End.DROPPED ? -result.epochs().size() : 0)
        .thenComparingDouble(result -> badness(metric, result.score()))
        .thenComparingDouble(result -> result.validationLoss().orElse(Double.POSITIVE_INFINITY))
        .thenComparingInt(TrialResult::number);
  }

  /** A number that is the lower, the better; what is not defined is worst. */
  static double badness(Metric metric, double value) {
    return Double.isNaN(value)
        ? Double.POSITIVE_INFINITY
        : metric.higherIsBetter() ? -value : value;
  }
}
