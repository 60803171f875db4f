package dev.chainrule.cli;

import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.tensor.Initializer;
import dev.chainrule.training.Choices;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every decision of a training that {@link dev.chainrule.training.TablePlan} makes by itself. */
final class TrainingOptions implements OptionSection.Member {

  @Option(
      names = "--hidden",
      paramLabel = "N,N,...",
      converter = Converters.Units.class,
      description = {
        "Units of each hidden layer, such as 64,32.",
        "none gives linear, logistic or softmax regression."
      })
  private @Nullable List<Integer> hidden;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description =
          "Activation of the hidden layers: relu, leaky_relu, leaky_relu(0.2), elu, selu, gelu, silu,"
              + " mish, softplus, tanh, sigmoid, identity.")
  private @Nullable Activation activation;

  @Option(
      names = "--initializer",
      paramLabel = "NAME",
      description =
          "First weights: he_uniform, he_normal, xavier_uniform, xavier_normal, lecun_uniform,"
              + " lecun_normal, orthogonal, zeros, normal(0.01), uniform(0.1), constant(0.5)."
              + " By default the one that suits the activation.")
  private @Nullable Initializer initializer;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description =
          "Loss: bce for two labels, cce for more; mse, mae, huber or huber(0.5) for numbers;"
              + " quantile(0.1,0.5,0.9) for quantiles of a number; poisson for counts.")
  private @Nullable Loss loss;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      converter = Converters.BatchSize.class,
      description = "Rows a step; all takes all of them.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = {
        "Seed of the split, the first weights and the order of the rows. By default 0.",
        "One seed gives the same parameters to the bit, on any number of threads."
      })
  private @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = "At most so many threads. By default as many as there are processors.")
  private @Nullable Integer threads;

  @Mixin private DescentOptions descent = new DescentOptions();

  @Mixin private RegularizationOptions regularization = new RegularizationOptions();

  @Mixin private EndingOptions ending = new EndingOptions();

  @Mixin private AnswerOptions answers = new AnswerOptions();

  @Override
  public OptionSection section() {
    return OptionSection.TRAINING;
  }

  /** What was chosen. */
  Choices choices() {
    Choices choices = Choices.none();
    choices = with(choices, Choices.HIDDEN, hidden);
    choices = with(choices, Choices.ACTIVATION, activation);
    choices = with(choices, Choices.INITIALIZER, initializer);
    choices = with(choices, Choices.LOSS, loss);
    choices = descent.addTo(choices);
    choices = regularization.addTo(choices);
    choices = with(choices, Choices.BATCH_SIZE, batchSize);
    choices = ending.addTo(choices);
    choices = answers.addTo(choices);
    choices = with(choices, Choices.SEED, seed);
    return with(choices, Choices.THREADS, threads);
  }

  static <T> Choices with(Choices choices, Choices.Choice<T> choice, @Nullable T value) {
    return value == null ? choices : choices.with(choice, value);
  }
}
