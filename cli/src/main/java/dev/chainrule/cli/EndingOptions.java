package dev.chainrule.cli;

import dev.chainrule.metric.Metric;
import dev.chainrule.training.Choices;
import dev.chainrule.training.Diagnose;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is watched in a training, when it ends, and which of its epochs is kept. */
final class EndingOptions implements OptionSection.Member {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = "At most so many passes over the training rows.")
  private @Nullable Integer epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      converter = Converters.Patience.class,
      description = {
        "Stop after so many epochs without a better validation loss; 0 or none to go on.",
        "The best epoch is kept in any case."
      })
  private @Nullable Integer patience;

  @Option(
      names = "--best-by",
      paramLabel = "METRIC",
      description = {
        "Keep the epoch that is best by this metric on the validation rows, in its own direction, and"
            + " let --patience wait for it: accuracy, macroF1, rocAuc, r2, mae … By default the loss."
      })
  private @Nullable Metric bestBy;

  @Option(
      names = "--min-improvement",
      paramLabel = "X",
      converter = Converters.NumberFromZero.class,
      description = "Less than X is no improvement to --patience. By default 0.")
  private @Nullable Double minimalImprovement;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description = {
        "Stop behind the first batch after so much time, such as 45s, 10m or 1h30m, and keep the best"
            + " epoch. The time before a --resume counts."
      })
  private @Nullable Duration timeLimit;

  @Option(
      names = "--diagnose",
      paramLabel = "HOW",
      description = {
        "Look inside the layers: off; hints says once a layer when something looks wrong, such as dead"
            + " units or vanishing gradients; figures also keeps norms and shares of every epoch, and"
            + " draws them in the report. By default hints."
      })
  private @Nullable Diagnose diagnose;

  @Override
  public OptionSection section() {
    return OptionSection.ENDING;
  }

  /** These choices and what was chosen here. */
  Choices addTo(Choices others) {
    Choices choices = TrainingOptions.with(others, Choices.EPOCHS, epochs);
    choices = TrainingOptions.with(choices, Choices.PATIENCE, patience);
    choices = TrainingOptions.with(choices, Choices.BEST_BY, bestBy);
    choices = TrainingOptions.with(choices, Choices.MINIMAL_IMPROVEMENT, minimalImprovement);
    choices = TrainingOptions.with(choices, Choices.TIME_LIMIT, timeLimit);
    return TrainingOptions.with(choices, Choices.DIAGNOSE, diagnose);
  }
}
