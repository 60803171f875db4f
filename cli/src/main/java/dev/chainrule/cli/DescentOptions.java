package dev.chainrule.cli;

import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Schedule;
import dev.chainrule.training.Choices;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How gradients become new weights, and the course of the learning rate. */
final class DescentOptions implements OptionSection.Member {

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description =
          "Optimizer: adam, adamw, amsgrad, nadam, rmsprop, adagrad, adadelta, sgd, momentum,"
              + " nesterov, lbfgs (all rows a step, length by a line search). Constants go in parentheses:"
              + " momentum(0.95), rmsprop(momentum=0.9,centred), adamw(weight_decay=0.05).")
  private @Nullable Optimizer optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description =
          "Learning rate. By default by the optimizer and the number of rows; chainrule lr-find looks"
              + " for one.")
  private @Nullable Double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "Course of the learning rate: constant, step(every=30,factor=0.1), exponential(0.95), cosine,"
              + " cosine(0.01), one_cycle, plateau(factor=0.5,patience=5). By default constant.")
  private @Nullable Schedule schedule;

  @Option(
      names = "--warmup",
      paramLabel = "EPOCHS",
      converter = Converters.PositiveNumber.class,
      description =
          "Before the schedule, raise the learning rate from a tenth of it over so many epochs; parts"
              + " such as 0.5 count.")
  private @Nullable Double warmup;

  @Option(
      names = "--clip-norm",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description = "Shorten gradients whose norm, over all parameters, is above X.")
  private @Nullable Double clipNorm;

  @Option(
      names = "--clip-value",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description = "Cut each entry of the gradient off at X and -X.")
  private @Nullable Double clipValue;

  @Option(
      names = "--average",
      paramLabel = "DECAY",
      converter = Converters.Share.class,
      description =
          "Judge and keep an exponential moving average of the weights, such as 0.99: about 100 steps.")
  private @Nullable Double average;

  @Override
  public OptionSection section() {
    return OptionSection.DESCENT;
  }

  /** These choices and what was chosen here. */
  Choices addTo(Choices others) {
    Choices choices = TrainingOptions.with(others, Choices.OPTIMIZER, optimizer);
    choices = TrainingOptions.with(choices, Choices.LEARNING_RATE, learningRate);
    choices = TrainingOptions.with(choices, Choices.SCHEDULE, schedule);
    choices = TrainingOptions.with(choices, Choices.WARMUP, warmup);
    choices = TrainingOptions.with(choices, Choices.CLIP_NORM, clipNorm);
    choices = TrainingOptions.with(choices, Choices.CLIP_VALUE, clipValue);
    return TrainingOptions.with(choices, Choices.AVERAGE, average);
  }
}
