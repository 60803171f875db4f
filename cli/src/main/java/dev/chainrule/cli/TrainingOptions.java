package dev.chainrule.cli;

import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.tensor.Initializer;
import dev.chainrule.training.Choices;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Every decision of a training that {@link dev.chainrule.training.TablePlan} makes by itself. */
final class TrainingOptions {

  @Option(
      names = "--hidden",
      paramLabel = "N,N,...",
      converter = Units.class,
      description = {
        "Units of each hidden layer, such as 64,32.",
        "none gives linear, logistic or softmax regression."
      })
  private @Nullable List<Integer> hidden;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      converter = ActivationName.class,
      description =
          "Activation of the hidden layers: relu, leaky_relu, leaky_relu(0.2), elu, selu, gelu, silu,"
              + " mish, softplus, tanh, sigmoid, identity.")
  private @Nullable Activation activation;

  @Option(
      names = "--initializer",
      paramLabel = "NAME",
      converter = InitializerName.class,
      description =
          "First weights: he_uniform, he_normal, xavier_uniform, xavier_normal, lecun_uniform,"
              + " lecun_normal, orthogonal, zeros, normal(0.01), uniform(0.1), constant(0.5)."
              + " By default the one that suits the activation.")
  private @Nullable Initializer initializer;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      converter = LossName.class,
      description = "Loss: bce for two labels, cce for more, mse, mae or huber for numbers.")
  private @Nullable Loss loss;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      converter = OptimizerName.class,
      description = "Optimizer: adam, adamw, sgd, momentum, nesterov.")
  private @Nullable Optimizer optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      converter = PositiveNumber.class,
      description = "Learning rate. By default by the optimizer and the number of rows.")
  private @Nullable Double learningRate;

  @Option(
      names = "--l2",
      paramLabel = "X",
      converter = NumberFromZero.class,
      description =
          "Penalty X/2 on the sum of squared weights, 0 for none. By default the fewer rows, the more.")
  private @Nullable Double l2;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      converter = BatchSize.class,
      description = "Rows a step; all takes all of them.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = PositiveCount.class,
      description = "At most so many passes over the training rows.")
  private @Nullable Integer epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      converter = Patience.class,
      description = {
        "Stop after so many epochs without a better validation loss; 0 or none to go on.",
        "The best epoch is kept in any case."
      })
  private @Nullable Integer patience;

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
      converter = PositiveCount.class,
      description = "At most so many threads. By default as many as there are processors.")
  private @Nullable Integer threads;

  /** What was chosen. */
  Choices choices() {
    Choices choices = Choices.none();
    choices = with(choices, Choices.HIDDEN, hidden);
    choices = with(choices, Choices.ACTIVATION, activation);
    choices = with(choices, Choices.INITIALIZER, initializer);
    choices = with(choices, Choices.LOSS, loss);
    choices = with(choices, Choices.OPTIMIZER, optimizer);
    choices = with(choices, Choices.LEARNING_RATE, learningRate);
    choices = with(choices, Choices.L2, l2);
    choices = with(choices, Choices.BATCH_SIZE, batchSize);
    choices = with(choices, Choices.EPOCHS, epochs);
    choices = with(choices, Choices.PATIENCE, patience);
    choices = with(choices, Choices.SEED, seed);
    return with(choices, Choices.THREADS, threads);
  }

  private static <T> Choices with(Choices choices, Choices.Choice<T> choice, @Nullable T value) {
    return value == null ? choices : choices.with(choice, value);
  }

  /** A value that a library class reads by name, its complaint being that of a wrong option. */
  private static <T> T named(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException unknown) {
      throw new TypeConversionException(unknown.getMessage());
    }
  }

  /** {@link Activation#of}. */
  static final class ActivationName implements ITypeConverter<Activation> {
    @Override
    public Activation convert(String text) {
      return named(text, Activation::of);
    }
  }

  /** {@link Initializer#of}. */
  static final class InitializerName implements ITypeConverter<Initializer> {
    @Override
    public Initializer convert(String text) {
      return named(text, Initializer::of);
    }
  }

  /** {@link Loss#of}. */
  static final class LossName implements ITypeConverter<Loss> {
    @Override
    public Loss convert(String text) {
      return named(text, Loss::of);
    }
  }

  /** {@link Optimizer#of}. */
  static final class OptimizerName implements ITypeConverter<Optimizer> {
    @Override
    public Optimizer convert(String text) {
      return named(text, Optimizer::of);
    }
  }

  /** Whole numbers between commas, or none. */
  static final class Units implements ITypeConverter<List<Integer>> {
    @Override
    public List<Integer> convert(String text) {
      List<Integer> units = new ArrayList<>();
      if (!text.strip().equals("none")) {
        for (String part : text.split(",", -1)) {
          units.add(wholeNumber(part, 1, "whole numbers such as 64,32, or none"));
        }
      }
      return units;
    }
  }

  /** A number above 0. */
  static final class PositiveNumber implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = number(text);
      if (!(value > 0)) {
        throw new TypeConversionException("expected a number above 0, got '" + text + "'");
      }
      return value;
    }
  }

  /** A number of at least 0. */
  static final class NumberFromZero implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = number(text);
      if (!(value >= 0)) {
        throw new TypeConversionException("expected a number of at least 0, got '" + text + "'");
      }
      return value;
    }
  }

  /** A whole number above 0. */
  static final class PositiveCount implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return wholeNumber(text, 1, "a whole number above 0");
    }
  }

  /** A whole number above 0, or all. */
  static final class BatchSize implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return text.strip().equals("all")
          ? Integer.MAX_VALUE
          : wholeNumber(text, 1, "a whole number above 0, or all");
    }
  }

  /** A whole number, or none. */
  static final class Patience implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return text.strip().equals("none") ? 0 : wholeNumber(text, 0, "a whole number, or none");
    }
  }

  private static int wholeNumber(String text, int least, String expected) {
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, as for numbers that are too small.
    }
    throw new TypeConversionException("expected " + expected + ", got '" + text + "'");
  }

  private static double number(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      return Double.isFinite(value) ? value : -1;
    } catch (NumberFormatException notANumber) {
      throw new TypeConversionException("expected a number, got '" + text + "'");
    }
  }
}
