package dev.chainrule.model;

import dev.chainrule.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The course of a training, epoch by epoch. A model file keeps it {@link #thinned} to ten thousand
 * epochs.
 *
 * @param metric the name of what {@link Epoch#validationMetric} holds, such as {@code accuracy};
 *     empty if nothing was measured
 * @param epochs by ascending number; every one, or some of a long training
 * @param bestEpoch the number of the epoch whose parameters were kept; 0 if there was none
 * @param stopReason why the training ended, in words; empty if there was none
 * @param diagnosis what was seen inside the layers
 */
public record History(
    String metric, List<Epoch> epochs, int bestEpoch, String stopReason, Diagnosis diagnosis) {

  private static final int LONGEST_TABLE = 12;

  /** How many epochs a model file keeps. */
  static final int MOST_IN_FILE = 10_000;

  /** Checks the numbering. */
  public History {
    epochs = List.copyOf(epochs);
    int last = 0;
    boolean bestFound = bestEpoch == 0;
    for (Epoch epoch : epochs) {
      if (epoch.number() <= last) {
        throw new IllegalArgumentException(
            "The numbers of epochs must rise from 1; got %d behind %d."
                .formatted(epoch.number(), last));
      }
      last = epoch.number();
      bestFound |= last == bestEpoch;
    }
    if (!bestFound) {
      throw new IllegalArgumentException(
          "The best epoch must be one of the epochs, or 0 for none, got " + bestEpoch + ".");
    }
  }

  /** A history without anything seen inside the layers. */
  public History(String metric, List<Epoch> epochs, int bestEpoch, String stopReason) {
    this(metric, epochs, bestEpoch, stopReason, Diagnosis.none());
  }

  /** The history of a network that was never trained. */
  public static History none() {
    return new History("", List.of(), 0, "");
  }

  /** How many epochs the training had: the number of the last. */
  public int count() {
    return epochs.isEmpty() ? 0 : epochs.getLast().number();
  }

  /** The epoch whose parameters were kept. */
  public Optional<Epoch> best() {
    return epochs.stream().filter(epoch -> epoch.number() == bestEpoch).findFirst();
  }

  /** How long all epochs took together, in seconds. */
  public double seconds() {
    return epochs.stream().mapToDouble(Epoch::seconds).sum();
  }

  /**
   * This history, or evenly chosen epochs of it if there are more than {@code most}; the first, the
   * best and the last are among them. The time of an epoch that is left out counts for the next
   * one.
   *
   * @param most at least 3
   */
  public History thinned(int most) {
    if (most < 3) {
      throw new IllegalArgumentException(
          "A history can be thinned to 3 epochs or more, got " + most + ".");
    }
    if (epochs.size() <= most) {
      return this;
    }
    int step = Math.ceilDiv(epochs.size(), most - 2);
    List<Epoch> kept = new ArrayList<>();
    double seconds = 0;
    for (int i = 0; i < epochs.size(); i++) {
      Epoch epoch = epochs.get(i);
      seconds += epoch.seconds();
      if (i % step == 0 || epoch.number() == bestEpoch || i == epochs.size() - 1) {
        kept.add(epoch.withSeconds(seconds));
        seconds = 0;
      }
    }
    return new History(
        metric,
        kept,
        bestEpoch,
        stopReason,
        diagnosis.ofEpochs(kept.stream().map(Epoch::number).collect(Collectors.toSet())));
  }

  /**
   * A table of the epochs; of a long training some epochs only, the first, the best and the last
   * among them.
   */
  @Override
  public String toString() {
    if (epochs.isEmpty()) {
      return "not trained";
    }
    TextTable table =
        TextTable.aligned("rrrrrl")
            .row(
                "epoch",
                "loss",
                "validation loss",
                metric.isEmpty() ? "metric" : metric,
                "learning rate",
                "");
    for (Epoch epoch : thinned(LONGEST_TABLE).epochs()) {
      table.row(
          epoch.number(),
          number(epoch.trainingLoss()),
          number(epoch.validationLoss()),
          number(epoch.validationMetric()),
          number(epoch.learningRate()),
          epoch.number() == bestEpoch ? "best" : "");
    }
    return table
        + String.format(
            Locale.ROOT,
            "\n%d epochs in %.1f s%s",
            count(),
            seconds(),
            stopReason.isEmpty() ? "" : "; ended by " + stopReason);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "-";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }
}
