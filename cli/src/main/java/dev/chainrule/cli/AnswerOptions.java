package dev.chainrule.cli;

import dev.chainrule.data.ClassWeights;
import dev.chainrule.decision.CalibrationMethod;
import dev.chainrule.decision.ThresholdRule;
import dev.chainrule.loss.Loss;
import dev.chainrule.training.ChoiceException;
import dev.chainrule.training.Choices;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the model is to answer: quantiles, rare classes, probabilities that hold. */
final class AnswerOptions implements OptionSection.Member {

  @Option(
      names = "--quantiles",
      paramLabel = "X,X,...",
      description =
          "Predict quantiles of a number, such as 0.1,0.5,0.9; the same as"
              + " --loss quantile(0.1,0.5,0.9).")
  private Loss.@Nullable Quantile quantiles;

  @Option(
      names = "--class-weights",
      paramLabel = "NAME=X,...",
      description = {
        "How much the rows of each class count in the loss, such as yes=3,no=1.",
        "balanced lets every class count alike, however rare it is."
      })
  private @Nullable ClassWeights classWeights;

  @Option(
      names = "--calibrate",
      paramLabel = "METHOD",
      description =
          "Correct the probabilities after the training, on the validation rows: temperature, platt"
              + " or isotonic.")
  private @Nullable CalibrationMethod calibration;

  @Option(
      names = "--calibration-share",
      paramLabel = "SHARE",
      converter = Converters.Share.class,
      description =
          "Set this share of the training rows aside to fit --calibrate and a searched --threshold to,"
              + " such as 0.2, so that the figures of the validation rows do not flatter.")
  private @Nullable Double calibrationShare;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description = {
        "Predict the second of two labels above this probability, by default 0.5; of several"
            + " targets, one for all or one each.",
        "best-f1, best-balanced-accuracy, best-accuracy or best-matthews-correlation is where that"
            + " is highest on the validation rows."
      })
  private @Nullable ThresholdRule threshold;

  @Override
  public OptionSection section() {
    return OptionSection.ANSWERS;
  }

  /** Adds what was chosen. */
  Choices addTo(Choices choices) {
    Choices more = choices;
    if (quantiles != null) {
      if (choices.get(Choices.LOSS).isPresent()) {
        throw new ChoiceException(
            "Quantiles have a loss of their own: give --quantiles or --loss, not both.");
      }
      more = more.with(Choices.LOSS, quantiles);
    }
    more = TrainingOptions.with(more, Choices.CLASS_WEIGHTS, classWeights);
    more = TrainingOptions.with(more, Choices.CALIBRATION, calibration);
    more = TrainingOptions.with(more, Choices.CALIBRATION_SHARE, calibrationShare);
    return TrainingOptions.with(more, Choices.THRESHOLD, threshold);
  }
}
