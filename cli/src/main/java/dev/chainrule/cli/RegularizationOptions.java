package dev.chainrule.cli;

import dev.chainrule.optimizer.Scope;
import dev.chainrule.training.Choices;
import dev.chainrule.training.Normalization;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a training does against over-fitting, and normalization. */
final class RegularizationOptions implements OptionSection.Member {

  @Option(
      names = "--l2",
      paramLabel = "X",
      converter = Converters.NumberFromZero.class,
      description =
          "Penalty X/2 on the sum of squared weights, 0 for none. By default the fewer rows, the more.")
  private @Nullable Double l2;

  @Option(
      names = "--l1",
      paramLabel = "X",
      converter = Converters.NumberFromZero.class,
      description = "Penalty X on the sum of the weights' magnitudes. By default none.")
  private @Nullable Double l1;

  @Option(
      names = "--penalty-scope",
      paramLabel = "WHAT",
      description = "What the penalties reach: weights, which is the default, or all parameters.")
  private @Nullable Scope penaltyScope;

  @Option(
      names = "--max-norm",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description =
          "After each step, scale the weights into a unit down to the length X. By default not.")
  private @Nullable Double maxNorm;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      converter = Converters.ShareBelowOne.class,
      description = "Drop this share of the hidden units in each step, such as 0.2.")
  private @Nullable Double dropout;

  @Option(
      names = "--input-dropout",
      paramLabel = "SHARE",
      converter = Converters.ShareBelowOne.class,
      description = "Drop this share of the inputs in each step, such as 0.1.")
  private @Nullable Double inputDropout;

  @Option(
      names = "--normalization",
      paramLabel = "KIND",
      description = "Normalize each hidden layer in front of its activation: batch or layer.")
  private @Nullable Normalization normalization;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      converter = Converters.ShareBelowOne.class,
      description = "Train towards labels that are wrong with probability X, such as 0.1.")
  private @Nullable Double labelSmoothing;

  @Option(
      names = "--input-noise",
      paramLabel = "X",
      converter = Converters.NumberFromZero.class,
      description = "Add normal noise of deviation X to the inputs in each step, such as 0.1.")
  private @Nullable Double inputNoise;

  @Option(
      names = "--mixup",
      paramLabel = "X",
      converter = Converters.NumberFromZero.class,
      description = "Train on mixtures of two rows, in shares drawn from Beta(X, X), such as 0.2.")
  private @Nullable Double mixup;

  @Override
  public OptionSection section() {
    return OptionSection.REGULARIZATION;
  }

  /** The choices with those that were made here. */
  Choices addTo(Choices before) {
    Choices choices = TrainingOptions.with(before, Choices.L2, l2);
    choices = TrainingOptions.with(choices, Choices.L1, l1);
    choices = TrainingOptions.with(choices, Choices.PENALTY_SCOPE, penaltyScope);
    choices = TrainingOptions.with(choices, Choices.MAX_NORM, maxNorm);
    choices = TrainingOptions.with(choices, Choices.DROPOUT, dropout);
    choices = TrainingOptions.with(choices, Choices.INPUT_DROPOUT, inputDropout);
    choices = TrainingOptions.with(choices, Choices.NORMALIZATION, normalization);
    choices = TrainingOptions.with(choices, Choices.LABEL_SMOOTHING, labelSmoothing);
    choices = TrainingOptions.with(choices, Choices.INPUT_NOISE, inputNoise);
    return TrainingOptions.with(choices, Choices.MIXUP, mixup);
  }
}
