package dev.chainrule.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How far a prediction is from its target: ℒ is the mean over the batch, weighted where samples
 * carry weights, of the per-sample values below.
 *
 * <p>A loss owns the link from the raw scores z to the prediction ŷ. Cross-entropies are evaluated
 * from the scores, so no finite score gives NaN or infinity; networks for them end in an identity
 * layer.
 */
public sealed interface Loss {

  /** What turns scores into predictions. */
  enum Link {
    /** ŷ = z. */
    IDENTITY,
    /** ŷ = σ(z), for each score. */
    SIGMOID,
    /** ŷ = softmax(z). */
    SOFTMAX,
    /** ŷ = e^z, for each score. */
    EXPONENTIAL
  }

  /**
   * bce, −Σ[y ln ŷ + (1−y) ln(1−ŷ)], ŷ = σ(z); smoothing ε replaces y by (1−ε)y + ε/2. Binary and
   * multi-label targets.
   */
  record SigmoidCrossEntropy(double smoothing) implements Loss {
    /** Checks ε. */
    public SigmoidCrossEntropy {
      requireSmoothing(smoothing);
    }
  }

  /**
   * cce, −Σ y ln ŷ, ŷ = softmax(z); smoothing ε replaces y by (1−ε)y + ε/k. One-hot or soft
   * targets.
   */
  record SoftmaxCrossEntropy(double smoothing) implements Loss {
    /** Checks ε. */
    public SoftmaxCrossEntropy {
      requireSmoothing(smoothing);
    }
  }

  /** mse, ½Σ(ŷ−y)². */
  record MeanSquaredError() implements Loss {}

  /** mae, Σ|ŷ−y|, with derivative 0 where ŷ = y. */
  record MeanAbsoluteError() implements Loss {}

  /** Σ ½d² where |d| ≤ δ, else δ(|d|−½δ), with d = ŷ−y. Huber 1964. */
  record Huber(double delta) implements Loss {
    /** Checks δ. */
    public Huber {
      if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "The δ of the Huber loss must be a positive number, got " + delta + ".");
      }
    }
  }

  /**
   * The pinball loss of quantiles, Σ max(τd, (τ−1)d) with d = y−ŷ: an estimate that is too low
   * costs τ for each unit, one that is too high 1−τ, so that the loss is least where y lies below ŷ
   * with probability τ. The derivative is 0 where ŷ = y. Koenker and Bassett 1978.
   *
   * @param levels τ of the outputs, rising, above 0 and below 1. Output j has the level j mod q of
   *     q levels, so that one level serves any number of outputs.
   */
  record Quantile(List<Double> levels) implements Loss {
    /** Checks τ. */
    public Quantile {
      levels = List.copyOf(levels);
      double below = 0;
      for (double level : levels) {
        if (!(level > below && level < 1)) {
          throw new IllegalArgumentException(
              "The levels of quantiles must rise from above 0 to below 1, such as 0.1,0.5,0.9; got "
                  + levels.stream().map(String::valueOf).collect(Collectors.joining(","))
                  + ".");
        }
        below = level;
      }
      if (levels.isEmpty()) {
        throw new IllegalArgumentException("A quantile loss needs at least 1 level, got none.");
      }
    }

    /** τ of an output. */
    public double level(int output) {
      return levels.get(output % levels.size());
    }
  }

  /**
   * Poisson's loss of counts y ≥ 0, Σ [ŷ − y − y ln(ŷ/y)] with ŷ = e^z: half the deviance, which is
   * −ln of the probability of y, e^z − yz, but for a constant that only y decides; 0 where ŷ = y.
   */
  record Poisson() implements Loss {}

  /** Every loss with its default constants. */
  static List<Loss> all() {
    return List.of(
        new SigmoidCrossEntropy(0),
        new SoftmaxCrossEntropy(0),
        new MeanSquaredError(),
        new MeanAbsoluteError(),
        new Huber(1),
        new Quantile(List.of(0.5)),
        new Poisson());
  }

  /** Binary cross-entropy on one or several scores. */
  static Loss sigmoidCrossEntropy() {
    return new SigmoidCrossEntropy(0);
  }

  /** Categorical cross-entropy. */
  static Loss softmaxCrossEntropy() {
    return new SoftmaxCrossEntropy(0);
  }

  /** Half the squared error. */
  static Loss meanSquaredError() {
    return new MeanSquaredError();
  }

  /**
   * The loss of that name: {@code bce}, {@code cce}, {@code mse}, {@code mae}, {@code huber},
   * {@code quantile}, {@code poisson}; with constants in parentheses where it has some, as in
   * {@code huber(0.5)} and {@code quantile(0.1,0.5,0.9)}.
   */
  static Loss of(String name) {
    String text = name.strip().toLowerCase(Locale.ROOT);
    int open = text.indexOf('(');
    String base = open < 0 ? text : text.substring(0, open).strip();
    for (Loss loss : all()) {
      if (loss.baseName().equals(base)) {
        return open < 0 ? loss : loss.withConstants(name, text.substring(open));
      }
    }
    throw new IllegalArgumentException(
        "There is no loss '%s'; there are %s."
            .formatted(name, String.join(", ", all().stream().map(Loss::baseName).toList())));
  }

  private Loss withConstants(String name, String inParentheses) {
    List<Double> constants = constants(name, inParentheses);
    return switch (this) {
      case SigmoidCrossEntropy _ -> new SigmoidCrossEntropy(single(name, constants));
      case SoftmaxCrossEntropy _ -> new SoftmaxCrossEntropy(single(name, constants));
      case Huber _ -> new Huber(single(name, constants));
      case Quantile _ -> new Quantile(constants);
      case MeanSquaredError _, MeanAbsoluteError _, Poisson _ ->
          throw new IllegalArgumentException(
              "The loss %s takes no constant, got '%s'.".formatted(baseName(), name));
    };
  }

  private static List<Double> constants(String name, String inParentheses) {
    try {
      String inside = inParentheses.replaceFirst("^\\((.*)\\)$", "$1");
      return Arrays.stream(inside.split(",", -1)).map(Double::parseDouble).toList();
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(
          "Expected a loss such as mse, huber(0.5) or quantile(0.1,0.5,0.9), got '" + name + "'.",
          malformed);
    }
  }

  private static double single(String name, List<Double> constants) {
    if (constants.size() != 1) {
      throw new IllegalArgumentException(
          "Expected a single constant in parentheses, got '" + name + "'.");
    }
    return constants.getFirst();
  }

  private String baseName() {
    return switch (this) {
      case SigmoidCrossEntropy _ -> "bce";
      case SoftmaxCrossEntropy _ -> "cce";
      case MeanSquaredError() -> "mse";
      case MeanAbsoluteError() -> "mae";
      case Huber _ -> "huber";
      case Quantile _ -> "quantile";
      case Poisson() -> "poisson";
    };
  }

  /**
   * The name that {@link #of} reads: {@code mse}, or {@code huber(0.5)} where a constant is not the
   * default.
   */
  default String label() {
    if (all().contains(this)) {
      return baseName();
    }
    return baseName()
        + switch (this) {
          case SigmoidCrossEntropy(double smoothing) -> "(" + smoothing + ")";
          case SoftmaxCrossEntropy(double smoothing) -> "(" + smoothing + ")";
          case Huber(double delta) -> "(" + delta + ")";
          case Quantile(List<Double> levels) ->
              levels.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
          case MeanSquaredError _, MeanAbsoluteError _, Poisson _ -> "";
        };
  }

  /** The link that this loss owns. */
  default Link link() {
    return switch (this) {
      case SigmoidCrossEntropy(double smoothing) -> Link.SIGMOID;
      case SoftmaxCrossEntropy(double smoothing) -> Link.SOFTMAX;
      case MeanSquaredError _, MeanAbsoluteError _, Huber _, Quantile _ -> Link.IDENTITY;
      case Poisson() -> Link.EXPONENTIAL;
    };
  }

  private static void requireSmoothing(double smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "Label smoothing must be at least 0 and below 1, got " + smoothing + ".");
    }
  }
}
