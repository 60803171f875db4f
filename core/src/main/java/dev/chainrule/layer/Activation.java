package dev.chainrule.layer;

import dev.chainrule.tensor.Initializer;
import java.util.List;
import java.util.Locale;

/**
 * An element-wise activation a = f(z). The formulas and derivatives are those of the two
 * interpreters; here an activation is a name and its constants. (Softmax is no activation: it
 * belongs to its loss.)
 */
public sealed interface Activation {

  /** f(z) = z. */
  record Identity() implements Activation {}

  /** f(z) = 1/(1+e^{−z}). */
  record Sigmoid() implements Activation {}

  /** f(z) = tanh z. */
  record Tanh() implements Activation {}

  /** f(z) = max(0, z); f′(0) = 0. */
  record Relu() implements Activation {}

  /** f(z) = z if z &gt; 0, else αz. */
  record LeakyRelu(double alpha) implements Activation {
    /** The default α. */
    public static final double ALPHA = 0.01;

    /** Checks α. */
    public LeakyRelu {
      requireAlpha("leaky_relu", alpha);
    }
  }

  /** f(z) = z if z &gt; 0, else α(e^z − 1). Clevert et al. 2016. */
  record Elu(double alpha) implements Activation {
    /** The default α. */
    public static final double ALPHA = 1;

    /** Checks α. */
    public Elu {
      requireAlpha("elu", alpha);
    }
  }

  /**
   * f(z) = λ·elu(z; α) with λ = 1.0507009873554805, α = 1.6732632423543772. Klambauer et al. 2017.
   */
  record Selu() implements Activation {
    /** λ. */
    public static final double LAMBDA = 1.0507009873554805;

    /** α. */
    public static final double ALPHA = 1.6732632423543772;
  }

  /** f(z) = ln(1+e^z). */
  record Softplus() implements Activation {}

  /** f(z) = z·σ(z). */
  record Silu() implements Activation {}

  /** f(z) = z·Φ(z), the exact form by erf. Hendrycks and Gimpel 2016. */
  record Gelu() implements Activation {}

  /** f(z) = z·tanh(softplus(z)). Misra 2019. */
  record Mish() implements Activation {}

  /** Every activation with its default constants, in the order of the handbook. */
  static List<Activation> all() {
    return List.of(
        new Identity(),
        new Sigmoid(),
        new Tanh(),
        new Relu(),
        new LeakyRelu(LeakyRelu.ALPHA),
        new Elu(Elu.ALPHA),
        new Selu(),
        new Softplus(),
        new Silu(),
        new Gelu(),
        new Mish());
  }

  /** f(z) = z. */
  static Activation identity() {
    return new Identity();
  }

  /** The logistic function. */
  static Activation sigmoid() {
    return new Sigmoid();
  }

  /** The hyperbolic tangent. */
  static Activation tanh() {
    return new Tanh();
  }

  /** The rectifier. */
  static Activation relu() {
    return new Relu();
  }

  /**
   * The activation of that name: {@code relu}, {@code leaky_relu}, {@code leaky_relu(0.2)} and so
   * on.
   */
  static Activation of(String name) {
    String text = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    int open = text.indexOf('(');
    String base = open < 0 ? text : text.substring(0, open);
    for (Activation activation : all()) {
      if (activation.baseName().equals(base)) {
        return open < 0 ? activation : activation.withConstant(name, text.substring(open));
      }
    }
    throw new IllegalArgumentException(
        "There is no activation '%s'; there are %s."
            .formatted(name, String.join(", ", all().stream().map(Activation::baseName).toList())));
  }

  private Activation withConstant(String name, String inParentheses) {
    try {
      double alpha = Double.parseDouble(inParentheses.replaceFirst("^\\((.*)\\)$", "$1"));
      return switch (this) {
        case LeakyRelu ignored -> new LeakyRelu(alpha);
        case Elu ignored -> new Elu(alpha);
        default ->
            throw new IllegalArgumentException(
                "The activation " + baseName() + " takes no constant, got '" + name + "'.");
      };
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(
          "Expected an activation such as relu or leaky_relu(0.2), got '" + name + "'.", malformed);
    }
  }

  private String baseName() {
    return switch (this) {
      case Identity() -> "identity";
      case Sigmoid() -> "sigmoid";
      case Tanh() -> "tanh";
      case Relu() -> "relu";
      case LeakyRelu(double alpha) -> "leaky_relu";
      case Elu(double alpha) -> "elu";
      case Selu() -> "selu";
      case Softplus() -> "softplus";
      case Silu() -> "silu";
      case Gelu() -> "gelu";
      case Mish() -> "mish";
    };
  }

  /**
   * The name that {@link #of} reads: {@code relu}, or {@code leaky_relu(0.2)} where a constant is
   * not the default.
   */
  default String label() {
    return switch (this) {
      case LeakyRelu(double alpha) when alpha != LeakyRelu.ALPHA -> "leaky_relu(" + alpha + ")";
      case Elu(double alpha) when alpha != Elu.ALPHA -> "elu(" + alpha + ")";
      default -> baseName();
    };
  }

  /**
   * The initializer that suits the layer in front: He for relu-like functions, LeCun for selu,
   * Xavier for the others.
   */
  default Initializer defaultInitializer() {
    return switch (this) {
      case Relu _, LeakyRelu _, Elu _, Softplus _, Silu _, Gelu _, Mish _ ->
          new Initializer.HeUniform();
      case Selu() -> new Initializer.LecunNormal();
      case Identity(), Sigmoid(), Tanh() -> new Initializer.XavierUniform();
    };
  }

  private static void requireAlpha(String name, double alpha) {
    if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The constant α of " + name + " must be a number of at least 0, got " + alpha + ".");
    }
  }
}
