package dev.chainrule.model;

import dev.chainrule.text.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The course of a training, epoch by epoch.
 *
 * @param metric the name of what {@link Epoch#validationMetric} holds, such as {@code accuracy};
 *     empty if nothing was measured
 * @param epochs one entry an epoch, numbered 1, 2 …
 * @param bestEpoch the number of the epoch whose parameters were kept; 0 if there was none
 * @param stopReason why the training ended, in words; empty if there was none
 */
public record History(String metric, List<Epoch> epochs, int bestEpoch, String stopReason) {

  private static final int LONGEST_TABLE = 12;

  /** Checks the numbering. */
  public History {
    epochs = List.copyOf(epochs);
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i).number() != i + 1) {
        throw new IllegalArgumentException(
            "Epochs must be numbered 1, 2 …; expected %d, got %d."
                .formatted(i + 1, epochs.get(i).number()));
      }
    }
    if (bestEpoch < 0 || bestEpoch > epochs.size()) {
      throw new IllegalArgumentException(
          "The best epoch must be one of the %d, or 0 for none, got %d."
              .formatted(epochs.size(), bestEpoch));
    }
  }

  /** The history of a network that was never trained. */
  public static History none() {
    return new History("", List.of(), 0, "");
  }

  /** How long all epochs took together, in seconds. */
  public double seconds() {
    return epochs.stream().mapToDouble(Epoch::seconds).sum();
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
    int step = Math.ceilDiv(epochs.size(), LONGEST_TABLE);
    for (Epoch epoch : epochs) {
      boolean best = epoch.number() == bestEpoch;
      boolean last = epoch.number() == epochs.size();
      if (best || last || (epoch.number() - 1) % step == 0) {
        table.row(
            epoch.number(),
            number(epoch.trainingLoss()),
            number(epoch.validationLoss()),
            number(epoch.validationMetric()),
            number(epoch.learningRate()),
            best ? "best" : "");
      }
    }
    return table
        + String.format(
            Locale.ROOT,
            "\n%d epochs in %.1f s%s",
            epochs.size(),
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
