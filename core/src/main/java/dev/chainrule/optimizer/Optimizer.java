package dev.chainrule.optimizer;

import static dev.chainrule.optimizer.Require.counted;
import static dev.chainrule.optimizer.Require.decay;
import static dev.chainrule.optimizer.Require.fromZero;
import static dev.chainrule.optimizer.Require.positive;

import dev.chainrule.text.Notation;
import java.util.List;

/**
 * The rule that turns gradients g into new parameters θ at learning rate α: a plain description.
 * What a rule remembers between steps is held by the interpreters.
 */
public sealed interface Optimizer {

  /**
   * A rule whose step needs the gradient at θ and nothing else, and takes it element by element. It
   * remembers the {@link #memory} arrays, as long as the parameters and all beginning at 0.
   */
  sealed interface Elementwise extends Optimizer {

    /** The names of the arrays, each as long as the parameters, that the rule remembers. */
    default List<String> memory() {
      return switch (this) {
        case Sgd _ -> List.of();
        case Momentum _, Nesterov _ -> List.of("v");
        case Adagrad _ -> List.of("s");
        case Adadelta _ -> List.of("s", "d");
        case RmsProp(_, _, double momentum, boolean centred) ->
            centred
                ? momentum > 0 ? List.of("s", "mean", "v") : List.of("s", "mean")
                : momentum > 0 ? List.of("s", "v") : List.of("s");
        case Adam _, AdamW _, Nadam _ -> List.of("m", "v");
        case AmsGrad _ -> List.of("m", "v", "u");
      };
    }
  }

  /** θ ← θ − αg. */
  record Sgd() implements Elementwise {}

  /** v ← μv + g; θ ← θ − αv. Polyak 1964. */
  record Momentum(double mu) implements Elementwise {
    /** Checks μ. */
    public Momentum {
      decay("μ", mu);
    }
  }

  /** v ← μv + g; θ ← θ − α(g + μv). Nesterov 1983, in the form of Sutskever et al. 2013. */
  record Nesterov(double mu) implements Elementwise {
    /** Checks μ. */
    public Nesterov {
      decay("μ", mu);
    }
  }

  /** s ← s + g²; θ ← θ − αg/(√s + ε). Duchi, Hazan and Singer 2011. */
  record Adagrad(double epsilon) implements Elementwise {
    /** Checks ε. */
    public Adagrad {
      positive("ε", epsilon);
    }
  }

  /**
   * s ← ρs + (1−ρ)g²; Δ = g·√(d + ε)/√(s + ε); d ← ρd + (1−ρ)Δ²; θ ← θ − αΔ, usually with α = 1.
   * Zeiler 2012.
   */
  record Adadelta(double rho, double epsilon) implements Elementwise {
    /** Checks the constants. */
    public Adadelta {
      decay("ρ", rho);
      positive("ε", epsilon);
    }
  }

  /**
   * s ← ρs + (1−ρ)g²; q = g/(√s + ε); v ← μv + q; θ ← θ − αv. Centred: ḡ ← ρḡ + (1−ρ)g and q =
   * g/(√(s − ḡ²) + ε). Tieleman and Hinton 2012; centred: Graves 2013.
   *
   * @param momentum μ, 0 for none
   */
  record RmsProp(double rho, double epsilon, double momentum, boolean centred)
      implements Elementwise {
    /** Checks the constants. */
    public RmsProp {
      decay("ρ", rho);
      positive("ε", epsilon);
      decay("momentum", momentum);
    }
  }

  /**
   * m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; θ ← θ − α·m̂/(√v̂ + ε), m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
   * Kingma and Ba 2015.
   */
  record Adam(double beta1, double beta2, double epsilon) implements Elementwise {
    /** Checks the constants. */
    public Adam {
      requireMoments(beta1, beta2, epsilon);
    }
  }

  /**
   * Adam with the greatest v so far in the place of v: u ← max(u, v); θ ← θ − α·m̂/(√û + ε). Reddi,
   * Kale and Kumar 2018.
   */
  record AmsGrad(double beta1, double beta2, double epsilon) implements Elementwise {
    /** Checks the constants. */
    public AmsGrad {
      requireMoments(beta1, beta2, epsilon);
    }
  }

  /**
   * Adam behind a decay of its own: θ ← (1 − αλ)θ, for every parameter in the scope. Loshchilov and
   * Hutter 2019.
   */
  record AdamW(double beta1, double beta2, double epsilon, double weightDecay, Scope scope)
      implements Elementwise {
    /** Checks the constants. */
    public AdamW {
      requireMoments(beta1, beta2, epsilon);
      fromZero("The weight decay of adamw", weightDecay);
    }

    /** The same rule with the decay on other parameters. */
    public AdamW withScope(Scope other) {
      return new AdamW(beta1, beta2, epsilon, weightDecay, other);
    }
  }

  /**
   * Adam that looks one step ahead, as nesterov does for momentum: θ ← θ − α·(μₜ₊₁m/(1−Πₜμₜμₜ₊₁) +
   * (1−μₜ)g/(1−Πₜ))/(√v̂ + ε) with μₜ = β₁(1 − ½·0.96^{tψ}) and Πₜ = μ₁μ₂…μₜ. Dozat 2016, in the
   * form of PyTorch 1.13; the paper has 1−Πₜμₜ₊₁ below m, which differs in the first steps only.
   *
   * @param momentumDecay ψ
   */
  record Nadam(double beta1, double beta2, double epsilon, double momentumDecay)
      implements Elementwise {
    /** Checks the constants. */
    public Nadam {
      requireMoments(beta1, beta2, epsilon);
      fromZero("The momentum decay ψ", momentumDecay);
    }

    /** μₜ for step t, counted from 1. */
    public double mu(long t) {
      return beta1 * (1 - 0.5 * StrictMath.pow(0.96, t * momentumDecay));
    }
  }

  /**
   * θ ← θ + td with d = −Hg: H is the inverse of the Hessian as far as the last pairs s = Δθ, y =
   * Δg tell it, and t comes from a line search that ends where the strong {@link StrongWolfe Wolfe}
   * conditions hold. A step evaluates the loss of all rows and its gradient several times, and the
   * loss must be smooth. Nocedal 1980, Liu and Nocedal 1989; Nocedal and Wright 2006, algorithms
   * 7.4 and 7.5.
   *
   * @param history how many pairs are remembered, at least 1
   * @param c1 c₁, the share of the fall the slope promises that a step must bring, above 0
   * @param c2 c₂, the share of the slope that may be left, above c₁ and below 1
   * @param evaluations at most so many of them in a line search, at least 1
   */
  record Lbfgs(int history, double c1, double c2, int evaluations) implements Optimizer {
    /** Checks the constants. */
    public Lbfgs {
      counted("The history of lbfgs", history);
      counted("The number of evaluations of lbfgs", evaluations);
      if (!(0 < c1 && c1 < c2 && c2 < 1)) {
        throw new IllegalArgumentException(
            "The constants of the line search must be 0 < c₁ < c₂ < 1, got c₁ = %s and c₂ = %s."
                .formatted(c1, c2));
      }
    }
  }

  private static void requireMoments(double beta1, double beta2, double epsilon) {
    decay("β₁", beta1);
    decay("β₂", beta2);
    positive("ε", epsilon);
  }

  // ---- all of them

  /** Every optimizer with its default constants. */
  static List<Optimizer> all() {
    return List.of(
        new Sgd(),
        new Momentum(0.9),
        new Nesterov(0.9),
        new Adagrad(1e-10),
        new Adadelta(0.9, 1e-6),
        new RmsProp(0.99, 1e-8, 0, false),
        new Adam(0.9, 0.999, 1e-8),
        new AmsGrad(0.9, 0.999, 1e-8),
        new AdamW(0.9, 0.999, 1e-8, 0.01, Scope.WEIGHTS),
        new Nadam(0.9, 0.999, 1e-8, 0.004),
        lbfgs());
  }

  /** Plain gradient descent. */
  static Elementwise sgd() {
    return new Sgd();
  }

  /** Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e−8. */
  static Elementwise adam() {
    return new Adam(0.9, 0.999, 1e-8);
  }

  /** Adam with the same constants and decoupled decay λ of the weights. */
  static Elementwise adamW(double weightDecay) {
    return new AdamW(0.9, 0.999, 1e-8, weightDecay, Scope.WEIGHTS);
  }

  /** L-BFGS with 10 pairs, c₁ = 1e−4, c₂ = 0.9 and at most 20 evaluations a line search. */
  static Lbfgs lbfgs() {
    return new Lbfgs(10, 1e-4, 0.9, 20);
  }

  /**
   * The optimizer that a text stands for: {@code adam}, {@code momentum(0.95)}, {@code
   * rmsprop(momentum=0.9,centred)}. Constants that are not named keep their defaults.
   *
   * @throws IllegalArgumentException if there is no such optimizer or constant, saying which there
   *     are
   */
  static Optimizer of(String text) {
    return Notation.read("optimizer", text, all(), Optimizer::notation, Optimizer::with);
  }

  /** The text that {@link #of} reads, with the constants that are not the default. */
  default String label() {
    return Notation.write(this, all(), Optimizer::notation);
  }

  /** The name and the constants by name. */
  private Notation notation() {
    return switch (this) {
      case Sgd() -> Notation.of("sgd");
      case Momentum(double mu) -> Notation.of("momentum").with("mu", mu);
      case Nesterov(double mu) -> Notation.of("nesterov").with("mu", mu);
      case Adagrad(double epsilon) -> Notation.of("adagrad").with("epsilon", epsilon);
      case Adadelta a -> Notation.of("adadelta").with("rho", a.rho()).with("epsilon", a.epsilon());
      case RmsProp r ->
          Notation.of("rmsprop")
              .with("rho", r.rho())
              .with("epsilon", r.epsilon())
              .with("momentum", r.momentum())
              .with("centred", r.centred());
      case Adam a -> moments("adam", a.beta1(), a.beta2(), a.epsilon());
      case AmsGrad a -> moments("amsgrad", a.beta1(), a.beta2(), a.epsilon());
      case AdamW a ->
          moments("adamw", a.beta1(), a.beta2(), a.epsilon())
              .with("weight_decay", a.weightDecay())
              .with("scope", a.scope());
      case Nadam n ->
          moments("nadam", n.beta1(), n.beta2(), n.epsilon())
              .with("momentum_decay", n.momentumDecay());
      case Lbfgs l ->
          Notation.of("lbfgs")
              .with("history", l.history())
              .with("c1", l.c1())
              .with("c2", l.c2())
              .with("evaluations", l.evaluations());
    };
  }

  private static Notation moments(String name, double beta1, double beta2, double epsilon) {
    return Notation.of(name).with("beta1", beta1).with("beta2", beta2).with("epsilon", epsilon);
  }

  /** This rule with other constants. */
  private Optimizer with(Notation n) {
    return switch (this) {
      case Sgd _ -> this;
      case Momentum _ -> new Momentum(n.number("mu"));
      case Nesterov _ -> new Nesterov(n.number("mu"));
      case Adagrad _ -> new Adagrad(n.number("epsilon"));
      case Adadelta _ -> new Adadelta(n.number("rho"), n.number("epsilon"));
      case RmsProp _ ->
          new RmsProp(n.number("rho"), n.number("epsilon"), n.number("momentum"), n.on("centred"));
      case Adam _ -> new Adam(n.number("beta1"), n.number("beta2"), n.number("epsilon"));
      case AmsGrad _ -> new AmsGrad(n.number("beta1"), n.number("beta2"), n.number("epsilon"));
      case AdamW _ ->
          new AdamW(
              n.number("beta1"),
              n.number("beta2"),
              n.number("epsilon"),
              n.number("weight_decay"),
              n.word("scope", Scope.class));
      case Nadam _ ->
          new Nadam(
              n.number("beta1"),
              n.number("beta2"),
              n.number("epsilon"),
              n.number("momentum_decay"));
      case Lbfgs _ ->
          new Lbfgs(
              n.wholeNumber("history"),
              n.number("c1"),
              n.number("c2"),
              n.wholeNumber("evaluations"));
    };
  }

  // ---- what follows from the rule

  /**
   * Whether every step takes all rows: a line search compares losses, which must be of the same
   * rows.
   */
  default boolean takesAllRows() {
    return switch (this) {
      case Elementwise _ -> false;
      case Lbfgs _ -> true;
    };
  }

  /** A learning rate to begin with; 1 where the rule finds the length of its steps itself. */
  default double defaultRate() {
    return switch (this) {
      case Sgd _ -> 0.1;
      case Momentum _, Nesterov _, Adagrad _ -> 0.01;
      case Adadelta _, Lbfgs _ -> 1;
      case RmsProp _, Adam _, AmsGrad _, AdamW _ -> 0.001;
      case Nadam _ -> 0.002;
    };
  }
}
