package dev.chainrule.cli;

import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.model.Epoch;
import dev.chainrule.training.TrainingEvent;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Plain lines for logs: about twenty a training, closer together where more happens, or one every
 * few seconds if epochs take long. The last epoch is always shown.
 */
final class ProgressLines implements ProgressDisplay {

  private static final long LONG_SILENCE_NANOS = 10_000_000_000L;

  private final Output output;
  private final String metric;
  private int width = 1;
  private int next = 1;
  private long lastLine = System.nanoTime();
  private @Nullable Epoch unsaid;

  ProgressLines(Output output, String metric) {
    this.output = output;
    this.metric = metric;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingEvent.Started started -> {
        width = Math.max(5, String.valueOf(started.epochs()).length());
        output.line(
            "%s  %13s  %15s  %10s  %13s"
                .formatted(
                    right("epoch"),
                    "training loss",
                    "validation loss",
                    MetricNames.title(metric),
                    "learning rate"));
      }
      case TrainingEvent.Resumed resumed -> {
        TrainingNotices.of(resumed).forEach(output::line);
        next = resumed.position().epoch();
      }
      case TrainingEvent.CheckpointFailed _, TrainingEvent.Diagnosed _ ->
          TrainingNotices.of(event).forEach(output::line);
      case TrainingEvent.RowsPrepared _,
          TrainingEvent.BatchDone _,
          TrainingEvent.CheckpointWritten _ -> {}
      case TrainingEvent.EpochDone done -> {
        unsaid = done.epoch();
        boolean silent = System.nanoTime() - lastLine > LONG_SILENCE_NANOS;
        if (done.epoch().number() >= next || silent) {
          say(done.epoch());
        }
      }
      case TrainingEvent.Finished _ -> {
        if (unsaid != null) {
          say(unsaid);
        }
        output.line();
      }
    }
  }

  private void say(Epoch epoch) {
    output.line(line(epoch));
    unsaid = null;
    lastLine = System.nanoTime();
    if (epoch.number() >= next) {
      next = following(epoch.number());
    }
  }

  private String line(Epoch epoch) {
    return "%s  %13s  %15s  %10s  %13s"
        .formatted(
            right(String.valueOf(epoch.number())),
            loss(OptionalDouble.of(epoch.trainingLoss())),
            loss(epoch.validationLoss()),
            figure(epoch.validationMetric()),
            Numbers.significant(epoch.learningRate(), 3));
  }

  private static String loss(OptionalDouble value) {
    return value.isPresent() ? Numbers.precise(value.getAsDouble(), 4) : "-";
  }

  private String figure(OptionalDouble value) {
    return value.isPresent() ? MetricNames.value(metric, value.getAsDouble()) : "-";
  }

  private String right(String text) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** The epochs that are shown: 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150 and so on. */
  private static int following(int epoch) {
    for (int power = 1; ; power *= 10) {
      for (double step : new double[] {1, 1.5, 2, 3, 5, 7}) {
        int candidate = (int) (step * power);
        if (candidate > epoch) {
          return candidate;
        }
      }
    }
  }
}
