package dev.chainrule.training;

import dev.chainrule.data.Batches;
import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Execution;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Checkpoint;
import dev.chainrule.model.Checkpoint.Position;
import dev.chainrule.model.Epoch;
import dev.chainrule.model.History;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Horizon;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.training.CheckpointFolder.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;

/**
 * One training from its first epoch, or from a checkpoint, to its last: what is around the step.
 */
final class Run {

  private final Trainer recipe;
  private final Network start;
  private final Loss loss;
  private final Dataset training;
  private final Optional<Validation> validation;
  private final TrainingListener listener;
  private final Execution execution;
  private final CheckpointKeeper checkpoints;
  private final Stopwatch watch = new Stopwatch();
  private final Endings endings;
  private final Batches batches;
  private final RandomStreams streams;
  private final TrainingStep step;
  private final LearningRate rate;
  private final Best best;
  private final Inspector inspector;

  private final List<Epoch> epochs = new ArrayList<>();
  private int epoch = 1;
  private int batch;
  private double lossSum;
  private double weight;
  private double epochBegin;
  private long steps;

  Run(
      Trainer recipe,
      Network start,
      Loss loss,
      Dataset training,
      Optional<Dataset> validation,
      TrainingListener listener,
      BooleanSupplier stopRequested,
      Execution execution,
      CheckpointKeeper checkpoints) {
    this.recipe = recipe;
    this.start = start;
    this.loss = loss;
    this.training = training;
    this.validation = validation.map(rows -> new Validation(rows, loss, recipe.bestBy()));
    this.listener = listener;
    this.execution = execution;
    this.checkpoints = checkpoints;
    batches =
        new Batches(
            training,
            recipe.batchSize(),
            start.architecture().leastRows(),
            recipe.shuffled() && !recipe.optimizer().takesAllRows(),
            recipe.seed());
    streams = new RandomStreams(recipe.seed());
    step = TrainingStep.of(recipe, start, loss, training, batches.largest(), execution);
    endings = new Endings(recipe, stopRequested, watch, step);
    rate =
        new LearningRate(
            recipe.learningRate(),
            recipe.schedule(),
            new Horizon(batches.count(), recipe.epochs()));
    best =
        new Best(
            this.validation.map(Validation::higherIsBetter).orElse(false),
            recipe.earlyStopping().map(EarlyStopping::minimalImprovement).orElse(0.0),
            step.working(start.parameters()));
    inspector = new Inspector(recipe, start.architecture(), step, training, listener);
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
    Optional<Found> found = checkpoints.resumed(recipe.epochs());
    found.ifPresent(this::resume);
    if (found.isEmpty() && recipe.startCounted()) {
      validation.ifPresent(rows -> best.offer(0, rows.judge(step).deciding()));
    }
    Optional<String> end = endings.beforeFirstEpoch(epoch, best);
    while (end.isEmpty()) {
      end = restOfEpoch();
      if (end.isEmpty()) {
        judge();
        inspector.tell(listener);
        if (checkpoints.isDueAfterEpoch(epoch - 1)) {
          checkpoints.write(checkpoint());
        }
        end = endings.beforeNextEpoch(epoch, best);
      }
    }
    if (checkpoints.isDueAtTheEnd(steps)) {
      checkpoints.write(checkpoint());
    }
    if (batch > 0) {
      judge(); // a part of an epoch counts in the result; one that goes on judges the whole of it
    }
    Fit fit = bestSoFar(end.get());
    listener.on(new TrainingEvent.Finished(fit.history()));
    return fit;
  }

  /** The batches of the epoch that are left; why the training ends, if it does before the last. */
  private Optional<String> restOfEpoch() {
    batches.begin(epoch);
    while (batch < batches.count()) {
      int size = batches.first(batch + 1) - batches.first(batch);
      int first = batches.place(batch);
      if (batch == batches.count() - 1) {
        inspector.beforeLastStep(epoch);
      }
      long key = streams.key(RandomStreams.Purpose.STEP, steps);
      if (!step.run(training, batches.order(), first, size, key, rate.at(steps))) {
        throw diverged(batch + 1);
      }
      steps++;
      batch++;
      weight += step.weight();
      lossSum += step.dataLoss() * step.weight();
      if (listener.wantsBatches()) {
        listener.on(
            new TrainingEvent.BatchDone(epoch, batch, steps, step.loss(), step.gradientNorm()));
      }
      Optional<String> end = endings.afterBatch();
      if (end.isPresent()) {
        return end;
      }
      if (batch < batches.count() && checkpoints.isDueAfterBatch()) {
        checkpoints.write(checkpoint());
      }
    }
    inspector.afterLastStep(epoch);
    return Optional.empty();
  }

  /** Ends an epoch: its losses, and whether it is the best so far. */
  private void judge() {
    double trainingLoss = weight == 0 ? 0 : lossSum / weight;
    OptionalDouble validationLoss = OptionalDouble.empty();
    OptionalDouble metric = OptionalDouble.empty();
    boolean better = true;
    if (validation.isPresent()) {
      Validation.Judgement judgement = validation.get().judge(step);
      if (!Double.isFinite(judgement.loss())) {
        throw diverged(batch);
      }
      validationLoss = OptionalDouble.of(judgement.loss());
      metric = OptionalDouble.of(judgement.metric());
      better = best.offer(epoch, judgement.deciding());
    }
    if (better) {
      best.take(epoch, step);
    }
    epochs.add(
        new Epoch(
            epoch,
            trainingLoss,
            validationLoss,
            metric,
            rate.at(steps - 1),
            watch.seconds() - epochBegin));
    rate.judge(epoch, validationLoss.orElse(trainingLoss));
    epoch++;
    batch = 0;
    lossSum = 0;
    weight = 0;
    epochBegin = watch.seconds();
    listener.on(new TrainingEvent.EpochDone(epochs.getLast(), better));
  }

  /**
   * The error for numbers that are not finite: of the data, if they had some, else of the training.
   */
  private RuntimeException diverged(int atBatch) {
    Soundness.require(training, "training");
    validation.ifPresent(it -> Soundness.require(it.rows(), "validation"));
    return new DivergenceException(
        epoch,
        atBatch,
        step.layerOfFirstNonFinite(),
        recipe.optimizer() instanceof Optimizer.Lbfgs
            ? "smaller initial weights"
            : "a smaller learning rate (it was %s)".formatted(rate.at(steps)),
        epochs.isEmpty() ? Optional.empty() : Optional.of(bestSoFar("divergence")));
  }

  private Fit bestSoFar(String reason) {
    return new Fit(bestNetwork(), history(reason), execution.kernel(), execution.threads());
  }

  private Network bestNetwork() {
    return new Network(start.architecture(), step.parameters(best.parameters()));
  }

  private History history(String reason) {
    return new History(
        validation.map(Validation::metricName).orElse(""),
        epochs,
        best.epoch(),
        reason,
        inspector.diagnosis());
  }

  // ---- going on later

  private Checkpoint checkpoint() {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    best.save(numbers);
    rate.save(numbers);
    step.save(numbers);
    return new Checkpoint(
        new Network(start.architecture(), step.parameters()),
        bestNetwork(),
        loss,
        step.optimizerState(),
        new Position(epoch, batch, lossSum, weight, watch.seconds() - epochBegin, watch.seconds()),
        history(""),
        numbers,
        checkpoints.fingerprint());
  }

  private void resume(Found found) {
    Checkpoint kept = found.checkpoint();
    Position position = kept.position();
    step.restore(kept);
    rate.restore(kept);
    best.restore(kept, step.working(kept.best().parameters()));
    epochs.addAll(kept.history().epochs());
    inspector.restore(kept.history().diagnosis(), position.epoch());
    steps = kept.optimizer().steps();
    epoch = position.epoch();
    batch = position.batch();
    lossSum = position.lossSum();
    weight = position.weight();
    watch.add(position.seconds());
    epochBegin = watch.seconds() - position.epochSeconds();
    listener.on(new TrainingEvent.Resumed(found.file(), position, found.damaged()));
  }
}
