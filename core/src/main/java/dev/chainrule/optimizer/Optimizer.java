package dev.chainrule.optimizer;

import java.util.List;
import java.util.Locale;

/**
 * The rule that turns a gradient g into new parameters θ at learning rate α: a plain description.
 * What a rule remembers between steps is held by the interpreters, {@link #stateTensors} arrays as
 * long as the parameters, all beginning at 0.
 */
public sealed interface Optimizer {

  /** θ ← θ − αg. */
  record Sgd() implements Optimizer {}

  /** v ← μv + g; θ ← θ − αv. Polyak 1964. */
  record Momentum(double mu) implements Optimizer {
    /** Checks μ. */
    public Momentum {
      requireDecay("μ", mu);
    }
  }

  /** v ← μv + g; θ ← θ − α(g + μv). Nesterov 1983, in the form of Sutskever et al. 2013. */
  record Nesterov(double mu) implements Optimizer {
    /** Checks μ. */
    public Nesterov {
      requireDecay("μ", mu);
    }
  }

  /**
   * m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; θ ← θ − α·m̂/(√v̂ + ε), m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
   * Kingma and Ba 2015.
   */
  record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    /** Checks the constants. */
    public Adam {
      requireDecay("β₁", beta1);
      requireDecay("β₂", beta2);
      requirePositive("ε", epsilon);
    }
  }

  /**
   * Adam behind a decay of its own: θ ← (1 − αλ)θ, for every parameter in the scope. Loshchilov and
   * Hutter 2019.
   */
  record AdamW(double beta1, double beta2, double epsilon, double weightDecay, Scope scope)
      implements Optimizer {
    /** Checks the constants. */
    public AdamW {
      requireDecay("β₁", beta1);
      requireDecay("β₂", beta2);
      requirePositive("ε", epsilon);
      if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "The weight decay of adamw must be at least 0, got " + weightDecay + ".");
      }
    }

    /** The same rule with the decay on other parameters. */
    public AdamW withScope(Scope other) {
      return new AdamW(beta1, beta2, epsilon, weightDecay, other);
    }
  }

  /** Every optimizer with its default constants. */
  static List<Optimizer> all() {
    return List.of(
        new Sgd(),
        new Momentum(0.9),
        new Nesterov(0.9),
        new Adam(0.9, 0.999, 1e-8),
        new AdamW(0.9, 0.999, 1e-8, 0.01, Scope.WEIGHTS));
  }

  /** Plain gradient descent. */
  static Optimizer sgd() {
    return new Sgd();
  }

  /** Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e−8. */
  static Optimizer adam() {
    return new Adam(0.9, 0.999, 1e-8);
  }

  /** Adam with the same constants and decoupled decay λ of the weights. */
  static Optimizer adamW(double weightDecay) {
    return new AdamW(0.9, 0.999, 1e-8, weightDecay, Scope.WEIGHTS);
  }

  /** The optimizer of that name, with its default constants. */
  static Optimizer of(String name) {
    String text = name.strip().toLowerCase(Locale.ROOT);
    return all().stream()
        .filter(optimizer -> optimizer.label().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no optimizer '%s'; there are %s."
                    .formatted(
                        name, String.join(", ", all().stream().map(Optimizer::label).toList()))));
  }

  /** The name that {@link #of} reads. */
  default String label() {
    return switch (this) {
      case Sgd() -> "sgd";
      case Momentum m -> "momentum";
      case Nesterov n -> "nesterov";
      case Adam a -> "adam";
      case AdamW a -> "adamw";
    };
  }

  /** How many arrays as long as the parameters the rule remembers. */
  default int stateTensors() {
    return switch (this) {
      case Sgd() -> 0;
      case Momentum m -> 1;
      case Nesterov n -> 1;
      case Adam a -> 2;
      case AdamW a -> 2;
    };
  }

  /** A learning rate to begin with. */
  default double defaultRate() {
    return switch (this) {
      case Sgd() -> 0.1;
      case Momentum m -> 0.01;
      case Nesterov n -> 0.01;
      case Adam a -> 0.001;
      case AdamW a -> 0.001;
    };
  }

  private static void requireDecay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + " must be at least 0 and below 1, got " + value + ".");
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be a positive number, got " + value + ".");
    }
  }
}
