package dev.chainrule.training;

import dev.chainrule.data.Batches;
import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Execution;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Epoch;
import dev.chainrule.model.History;
import dev.chainrule.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** One training from its first epoch to its last: what is around the step. */
final class Run {

  private final Trainer recipe;
  private final Network start;
  private final Loss loss;
  private final Dataset training;
  private final Optional<Validation> validation;
  private final TrainingListener listener;
  private final BooleanSupplier stopRequested;
  private final Batches batches;
  private final TrainingStep step;
  private final Execution execution;

  private final List<Epoch> epochs = new ArrayList<>();
  private final float[] best;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private long steps;

  Run(
      Trainer recipe,
      Network start,
      Loss loss,
      Dataset training,
      Optional<Dataset> validation,
      TrainingListener listener,
      BooleanSupplier stopRequested,
      Execution execution) {
    this.recipe = recipe;
    this.start = start;
    this.loss = loss;
    this.training = training;
    this.validation = validation.map(rows -> new Validation(rows, loss));
    this.listener = listener;
    this.stopRequested = stopRequested;
    this.execution = execution;
    batches = new Batches(training.rows(), recipe.batchSize(), recipe.shuffled(), recipe.seed());
    step =
        new TrainingStep(
            start,
            loss,
            recipe.optimizer(),
            recipe.penalty(),
            training,
            recipe.batchSize(),
            execution);
    best = new float[step.size()];
    step.copyTo(best);
  }

  Fit fit() {
    listener.on(
        new TrainingEvent.Started(
            recipe.epochs(),
            batches.count(),
            training.rows(),
            step.size(),
            execution.kernel(),
            execution.threads()));
    String reason = "the epoch limit";
    for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
      boolean stopped = epoch(epoch);
      if (stopped) {
        reason = "a request";
        break;
      }
      if (recipe.earlyStopping().isPresent()
          && epoch - bestEpoch >= recipe.earlyStopping().get().patience()) {
        reason = "early stopping";
        break;
      }
    }
    Fit fit = bestSoFar(reason);
    listener.on(new TrainingEvent.Finished(fit.history()));
    return fit;
  }

  /** All batches of an epoch, then its judgement; true if a stop was requested. */
  private boolean epoch(int epoch) {
    long begin = System.nanoTime();
    int[] order = batches.order(epoch);
    double lossSum = 0;
    int rows = 0;
    boolean stopped = false;
    for (int batch = 0; batch < batches.count() && !stopped; batch++) {
      int first = batches.first(batch);
      int size = batches.first(batch + 1) - first;
      if (!step.run(training, order, first, size, recipe.schedule().rate(steps))) {
        throw diverged(epoch, batch + 1);
      }
      steps++;
      rows += size;
      lossSum += step.dataLoss() * size;
      if (listener.wantsBatches()) {
        listener.on(
            new TrainingEvent.BatchDone(epoch, batch + 1, steps, step.loss(), step.gradientNorm()));
      }
      stopped = stopRequested.getAsBoolean();
    }
    judge(epoch, lossSum / rows, begin);
    return stopped;
  }

  private void judge(int epoch, double trainingLoss, long begin) {
    OptionalDouble validationLoss = OptionalDouble.empty();
    OptionalDouble metric = OptionalDouble.empty();
    boolean better = true;
    if (validation.isPresent()) {
      double value = validation.get().loss(step);
      if (!Double.isFinite(value)) {
        throw diverged(epoch, batches.count());
      }
      double minimalImprovement =
          recipe.earlyStopping().map(EarlyStopping::minimalImprovement).orElse(0.0);
      better = value < bestLoss - minimalImprovement;
      validationLoss = OptionalDouble.of(value);
      metric = OptionalDouble.of(validation.get().metric());
    }
    if (better) {
      bestLoss = validationLoss.orElse(trainingLoss);
      bestEpoch = epoch;
      step.copyTo(best);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    epochs.add(
        new Epoch(
            epoch,
            trainingLoss,
            validationLoss,
            metric,
            recipe.schedule().rate(steps - 1),
            seconds));
    listener.on(new TrainingEvent.EpochDone(epochs.getLast(), better));
  }

  private DivergenceException diverged(int epoch, int batch) {
    return new DivergenceException(
        epoch,
        batch,
        step.layerOfFirstNonFinite(),
        recipe.schedule().rate(steps),
        epochs.isEmpty() ? Optional.empty() : Optional.of(bestSoFar("divergence")));
  }

  private Fit bestSoFar(String reason) {
    return new Fit(
        new Network(start.architecture(), step.parameters(best)),
        new History(
            validation.isPresent() ? ValidationMetric.of(loss).label() : "",
            epochs,
            bestEpoch,
            reason),
        execution.kernel(),
        execution.threads());
  }
}
