package dev.chainrule.loss;

import java.util.List;
import java.util.Locale;

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
    IDENTITY,
    SIGMOID,
    SOFTMAX
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

  /** Every loss with its default constants. */
  static List<Loss> all() {
    return List.of(
        new SigmoidCrossEntropy(0),
        new SoftmaxCrossEntropy(0),
        new MeanSquaredError(),
        new MeanAbsoluteError(),
        new Huber(1));
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
   * The loss of that name, with its default constants: {@code bce}, {@code cce}, {@code mse},
   * {@code mae}, {@code huber}.
   */
  static Loss of(String name) {
    String text = name.strip().toLowerCase(Locale.ROOT);
    return all().stream()
        .filter(loss -> loss.label().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no loss '%s'; there are %s."
                    .formatted(name, String.join(", ", all().stream().map(Loss::label).toList()))));
  }

  /** The short name that {@link #of} reads. */
  default String label() {
    return switch (this) {
      case SigmoidCrossEntropy(double smoothing) -> "bce";
      case SoftmaxCrossEntropy(double smoothing) -> "cce";
      case MeanSquaredError() -> "mse";
      case MeanAbsoluteError() -> "mae";
      case Huber(double delta) -> "huber";
    };
  }

  /** The link that this loss owns. */
  default Link link() {
    return switch (this) {
      case SigmoidCrossEntropy(double smoothing) -> Link.SIGMOID;
      case SoftmaxCrossEntropy(double smoothing) -> Link.SOFTMAX;
      case MeanSquaredError _, MeanAbsoluteError _, Huber _ -> Link.IDENTITY;
    };
  }

  private static void requireSmoothing(double smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "Label smoothing must be at least 0 and below 1, got " + smoothing + ".");
    }
  }
}
