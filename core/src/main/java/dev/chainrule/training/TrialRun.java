package dev.chainrule.training;

import dev.chainrule.metric.Metric;
import dev.chainrule.model.Epoch;
import dev.chainrule.training.Rungs.Standing;
import dev.chainrule.training.TablePlan.Outcome;
import dev.chainrule.training.TrialResult.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One trial of a {@link Sweep} from its beginning to its end. */
final class TrialRun {

  private final int index;
  private final Trial trial;
  private final TablePlan plan;
  private final Metric metric;

  /** By which an epoch says how good it is. */
  private final Metric followed;

  private final Rungs rungs;
  private final Semaphore processors;
  private final BooleanSupplier stopRequested;

  private final List<Epoch> epochs = new ArrayList<>();
  private @Nullable Standing standing;
  private boolean dropped;
  private boolean stopped;

  TrialRun(
      int index,
      Trial trial,
      TablePlan plan,
      Metric metric,
      Rungs rungs,
      Semaphore processors,
      BooleanSupplier stopRequested) {
    this.index = index;
    this.trial = trial;
    this.plan = plan;
    this.metric = metric;
    followed = plan.followed();
    this.rungs = rungs;
    this.processors = processors;
    this.stopRequested = stopRequested;
  }

  /** Trains. */
  TrialResult call(Sweep.Listener listener, Object lock) {
    processors.acquireUninterruptibly();
    try {
      if (stopRequested.getAsBoolean()) {
        rungs.over(index, null);
        return result(End.NOT_RUN, Optional.empty(), "");
      }
      Outcome outcome =
          plan.train(
              event -> {
                if (event instanceof TrainingEvent.EpochDone done && !dropped && !stopped) {
                  synchronized (lock) {
                    listener.epochDone(index + 1, done.epoch());
                  }
                  epochDone(done.epoch(), done.best());
                }
              },
              this::isToEnd);
      rungs.over(index, standing);
      return result(
          dropped ? End.DROPPED : stopped ? End.STOPPED : End.COMPLETED,
          Optional.of(outcome),
          outcome.model().history().stopReason());
    } catch (DivergenceException diverged) {
      rungs.over(index, null);
      return result(End.DIVERGED, Optional.empty(), String.valueOf(diverged.getMessage()));
    } catch (Error | RuntimeException failure) {
      rungs.over(index, null);
      throw failure;
    } finally {
      processors.release();
    }
  }

  private boolean isToEnd() {
    stopped |= !dropped && stopRequested.getAsBoolean();
    return dropped || stopped;
  }

  /** Keeps the figures of an epoch, and waits for the others after some of them. */
  private void epochDone(Epoch epoch, boolean best) {
    epochs.add(epoch);
    if (best || standing == null) {
      standing =
          new Standing(
              index,
              Sweep.badness(followed, epoch.validationMetric().orElse(Double.NaN)),
              epoch.validationLoss().orElse(Double.POSITIVE_INFINITY));
    }
    int rung = rungs.at(epoch.number());
    if (rung < 0) {
      return;
    }
    processors.release();
    boolean goesOn = rungs.goesOn(rung, standing, stopRequested);
    processors.acquireUninterruptibly();
    if (!goesOn) {
      stopped = stopRequested.getAsBoolean();
      dropped = !stopped;
    }
  }

  private TrialResult result(End end, Optional<Outcome> outcome, String message) {
    return new TrialResult(
        index + 1,
        trial,
        end,
        epochs,
        outcome,
        outcome.map(made -> made.report().metric(metric)).orElse(Double.NaN),
        message);
  }
}
