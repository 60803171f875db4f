package dev.chainrule.cli;

import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.model.Epoch;
import dev.chainrule.training.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * One line that is rewritten in place: a bar, the epoch, the losses and the validation metric. It
 * is erased in the end, because what is left to say stands in the report.
 */
final class ProgressBarDisplay
    implements ProgressDisplay, ProgressBarRenderer, ProgressBarConsumer {

  /** Above so many multiply-adds an epoch the bar moves with every batch. */
  private static final double LONG_EPOCH = 3e8;

  private final BarLine line;
  private final int columns;
  private final String metric;
  private @Nullable ProgressBar bar;
  private boolean preparing;
  private boolean batches;
  private int batchesAnEpoch = 1;
  private int epochs = 1;

  /** Written by the thread that trains, read by the one that draws. */
  private volatile List<String> figures = List.of();

  ProgressBarDisplay(Output output, int columns, String metric) {
    line = new BarLine(output);
    this.columns = columns;
    this.metric = metric;
  }

  @Override
  public boolean wantsBatches() {
    return batches;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingEvent.RowsPrepared prepared -> preparing(prepared);
      case TrainingEvent.Started started -> begin(started);
      case TrainingEvent.BatchDone batch ->
          stepTo((long) (batch.epoch() - 1) * batchesAnEpoch + batch.batch());
      case TrainingEvent.EpochDone done -> {
        figures = figures(done.epoch());
        stepTo((long) done.epoch().number() * batchesAnEpoch);
      }
      case TrainingEvent.Resumed resumed -> {
        note(event);
        stepTo((long) (resumed.position().epoch() - 1) * batchesAnEpoch);
      }
      case TrainingEvent.CheckpointFailed _, TrainingEvent.Diagnosed _ -> note(event);
      case TrainingEvent.CheckpointWritten _ -> {}
      case TrainingEvent.Finished _ -> close();
    }
  }

  private void preparing(TrainingEvent.RowsPrepared prepared) {
    preparing = true;
    double share = (double) prepared.rows() / prepared.of();
    String text =
        "preparing rows, %s of %s"
            .formatted(Numbers.count(prepared.rows()), Numbers.count(prepared.of()));
    accept(BarLine.of(share, text, columns));
  }

  private void begin(TrainingEvent.Started started) {
    batches = 3.0 * started.rows() * started.parameters() > LONG_EPOCH;
    batchesAnEpoch = started.batches();
    epochs = started.epochs();
    preparing = false;
    bar =
        new ProgressBarBuilder()
            .setInitialMax((long) epochs * batchesAnEpoch)
            .setUpdateIntervalMillis(100)
            .setRenderer(this)
            .setConsumer(this)
            .build();
  }

  /** Lines above the bar, which is drawn again below them. */
  private void note(TrainingEvent event) {
    TrainingNotices.of(event).forEach(line -> accept(line + "\n"));
  }

  private void stepTo(long step) {
    if (bar != null) {
      bar.stepTo(step);
    }
  }

  private List<String> figures(Epoch epoch) {
    List<String> figures = new ArrayList<>();
    add(figures, "loss", OptionalDouble.of(epoch.trainingLoss()), false);
    add(figures, "validation loss", epoch.validationLoss(), false);
    add(figures, MetricNames.title(metric), epoch.validationMetric(), true);
    figures.add("rate " + Numbers.significant(epoch.learningRate(), 3));
    return figures;
  }

  private static void add(List<String> figures, String name, OptionalDouble value, boolean share) {
    value.ifPresent(number ->
        figures.add(name + " " + (share ? Numbers.fixed(number, 3) : Numbers.precise(number, 3))));
  }

  /** The line: as much of it as there is room for. */
  @Override
  public String render(ProgressState state, int width) {
    long epoch = Math.min(epochs, state.getCurrent() / batchesAnEpoch + 1);
    String of = String.valueOf(epochs);
    StringBuilder text = new StringBuilder("epoch ");
    text.append(" ".repeat(of.length() - String.valueOf(epoch).length())).append(epoch);
    text.append('/').append(of);
    for (String figure : figures) {
      if (BarLine.hasRoom(text.length() + 2 + figure.length(), width)) {
        text.append("  ").append(figure);
      }
    }
    double share = (double) state.getCurrent() / Math.max(1, state.getMax());
    return BarLine.of(share, text.toString(), width);
  }

  @Override
  public int getMaxRenderedLength() {
    return columns;
  }

  /** Draws the line. */
  @Override
  public void accept(String rendered) {
    line.write(rendered);
  }

  /** Ends the drawing and erases the line; called by the bar as well, when it ends. */
  @Override
  public void close() {
    ProgressBar ending = bar;
    bar = null;
    if (ending != null) {
      ending.close();
    }
    if (ending != null || preparing) {
      preparing = false;
      line.erase();
    }
  }
}
