package dev.chainrule.training;

import dev.chainrule.data.Batches;
import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Execution;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.tensor.RandomStreams;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A range test: one training whose learning rate rises from step to step, αᵢ =
 * from·(to/from)^{i/(n−1)}, while the loss first falls and then breaks out. Smith 2017.
 *
 * @param steps what each step had, in order; fewer than were asked for if the loss broke out
 * @param brokeOut whether the smoothed loss rose to four times its least, or beyond all numbers
 * @param proposal the learning rate to train with, if the test shows one
 * @param reason why, in words
 */
public record RateSearch(
    List<Step> steps, boolean brokeOut, OptionalDouble proposal, String reason) {

  /** How much of the losses before a step is in its smoothed loss. */
  private static final Averaging SMOOTHING = new Averaging(0.9);

  /** The smoothed loss has broken out at this multiple of its least. */
  private static final double BROKEN_OUT = 4;

  /** The proposal is this share of the rate with the least smoothed loss. */
  private static final double SHARE = 0.1;

  /** The first steps, whose smoothed loss is of too few batches to be the least. */
  private static final int UNSURE = 5;

  /**
   * One step.
   *
   * @param rate α
   * @param loss of the batch, penalty included
   * @param smoothed the exponential moving average of the losses so far, by 0.9
   */
  public record Step(double rate, double loss, double smoothed) {}

  /** Copies the steps. */
  public RateSearch {
    steps = List.copyOf(steps);
  }

  /**
   * The rates that are tried.
   *
   * @param from the first
   * @param to the last, above {@code from}
   * @param steps how many, at least 10
   */
  public record Range(double from, double to, int steps) {

    /** Checks all. */
    public Range {
      if (!(from > 0 && to > from && to < Double.POSITIVE_INFINITY)) {
        throw new ChoiceException(
            "The learning rates must rise from a number above 0, got %s to %s."
                .formatted(from, to));
      }
      if (steps < 10) {
        throw new ChoiceException("A range test needs at least 10 steps, got " + steps + ".");
      }
    }

    /** From 1e−6 to 10 in 200 steps. */
    public static Range usual() {
      return new Range(1e-6, 10, 200);
    }

    double rate(int step) {
      return from * StrictMath.pow(to / from, step / (steps - 1.0));
    }
  }

  /** The step with the least smoothed loss; the first few do not count. */
  public Optional<Step> least() {
    return steps.stream()
        .skip(UNSURE)
        .filter(step -> Double.isFinite(step.smoothed()))
        .min(Comparator.comparingDouble(Step::smoothed));
  }

  /**
   * Runs the test by a recipe's optimizer, penalty, clipping and batches; nothing is kept.
   *
   * @throws ChoiceException if the optimizer has no learning rate
   */
  static RateSearch run(Trainer recipe, Network start, Loss loss, Dataset training, Range range) {
    if (recipe.optimizer() instanceof Optimizer.Lbfgs) {
      throw new ChoiceException(
          "L-BFGS has no learning rate to look for, since it finds the length of each step itself: train with it as it is, or name another optimizer.");
    }
    Batches batches =
        new Batches(
            training,
            recipe.batchSize(),
            start.architecture().leastRows(),
            recipe.shuffled(),
            recipe.seed());
    RandomStreams streams = new RandomStreams(recipe.seed());
    List<Step> steps = new ArrayList<>();
    boolean brokeOut = false;
    int rowsAStep = batches.largest();
    try (Execution execution =
        Execution.open(
            recipe.threads(), 3.0 * start.parameters().size() * rowsAStep, range.steps())) {
      TrainingStep step =
          TrainingStep.of(recipe, start, loss, training, batches.largest(), execution);
      double smoothed = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < range.steps() && !brokeOut; i++) {
        int batch = i % batches.count();
        if (batch == 0) {
          batches.begin(i / batches.count() + 1);
        }
        int size = batches.first(batch + 1) - batches.first(batch);
        int first = batches.place(batch);
        long key = streams.key(RandomStreams.Purpose.STEP, i);
        boolean finite = step.run(training, batches.order(), first, size, key, range.rate(i));
        smoothed += SMOOTHING.share(i + 1L) * (step.loss() - smoothed);
        brokeOut = !finite || (i >= UNSURE && smoothed > BROKEN_OUT * least);
        if (Double.isFinite(step.loss())) {
          steps.add(new Step(range.rate(i), step.loss(), smoothed));
          least = Math.min(least, smoothed);
        }
      }
    }
    return judged(steps, brokeOut);
  }

  private static RateSearch judged(List<Step> steps, boolean brokeOut) {
    RateSearch seen = new RateSearch(steps, brokeOut, OptionalDouble.empty(), "");
    Optional<Step> least = seen.least();
    if (least.isEmpty()) {
      return seen.because("The loss broke out in the first steps: begin at a smaller rate.");
    }
    double begin = steps.get(UNSURE).smoothed();
    Step best = least.get();
    if (begin - best.smoothed() < scatter(steps, best)) {
      return seen.because(
          "The loss never fell: begin at a smaller rate, take more steps, or look at the data.");
    }
    if (!brokeOut && best.equals(steps.getLast())) {
      return seen.because("The loss still fell at the highest rate: go on to a higher one.");
    }
    double proposal = new BigDecimal(SHARE * best.rate()).round(new MathContext(1)).doubleValue();
    return new RateSearch(
        steps,
        brokeOut,
        OptionalDouble.of(proposal),
        "About a tenth of the rate at which the smoothed loss is least: above it steps are too long, and a"
            + " training needs them shorter than a test of a few steps shows.");
  }

  /**
   * The root mean square of loss − smoothed loss up to the best step: a fall by less than single
   * batches differ is no sign of learning.
   */
  private static double scatter(List<Step> steps, Step best) {
    return Math.sqrt(
        steps.stream()
            .limit(steps.indexOf(best) + 1L)
            .mapToDouble(step -> (step.loss() - step.smoothed()) * (step.loss() - step.smoothed()))
            .average()
            .orElseThrow());
  }

  private RateSearch because(String why) {
    return new RateSearch(steps, brokeOut, OptionalDouble.empty(), why);
  }
}
