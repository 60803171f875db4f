package dev.chainrule.reference;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Activation.Elu;
import dev.chainrule.layer.Activation.Gelu;
import dev.chainrule.layer.Activation.Identity;
import dev.chainrule.layer.Activation.LeakyRelu;
import dev.chainrule.layer.Activation.Mish;
import dev.chainrule.layer.Activation.Relu;
import dev.chainrule.layer.Activation.Selu;
import dev.chainrule.layer.Activation.Sigmoid;
import dev.chainrule.layer.Activation.Silu;
import dev.chainrule.layer.Activation.Softplus;
import dev.chainrule.layer.Activation.Tanh;

/**
 * The activations a = f(z), each with its derivative f′(z) below it. No finite z gives NaN or
 * infinity.
 */
public final class Activations {

  private Activations() {}

  /** f(z). */
  public static double value(Activation f, double z) {
    return switch (f) {
      case Identity() -> z;
      case Sigmoid() -> sigmoid(z);
      case Tanh() -> tanh(z);
      case Relu() -> relu(z);
      case LeakyRelu(double alpha) -> leakyRelu(z, alpha);
      case Elu(double alpha) -> elu(z, alpha);
      case Selu() -> selu(z);
      case Softplus() -> softplus(z);
      case Silu() -> silu(z);
      case Gelu() -> gelu(z);
      case Mish() -> mish(z);
    };
  }

  /** f′(z). */
  public static double derivative(Activation f, double z) {
    return switch (f) {
      case Identity() -> 1;
      case Sigmoid() -> sigmoidDerivative(z);
      case Tanh() -> tanhDerivative(z);
      case Relu() -> reluDerivative(z);
      case LeakyRelu(double alpha) -> leakyReluDerivative(z, alpha);
      case Elu(double alpha) -> eluDerivative(z, alpha);
      case Selu() -> seluDerivative(z);
      case Softplus() -> softplusDerivative(z);
      case Silu() -> siluDerivative(z);
      case Gelu() -> geluDerivative(z);
      case Mish() -> mishDerivative(z);
    };
  }

  /**
   * Whether f is pieced together at z = 0, so that differences taken across 0 say nothing about f′.
   */
  public static boolean hasKinkAtZero(Activation f) {
    return switch (f) {
      case Relu _, LeakyRelu _, Elu _, Selu _ -> true;
      case Identity _, Sigmoid _, Tanh _, Softplus _, Silu _, Gelu _, Mish _ -> false;
    };
  }

  /** σ(z) = 1/(1+e^{−z}), written as e^z/(1+e^z) where e^{−z} would overflow. */
  static double sigmoid(double z) {
    return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
  }

  /** a(1−a), where 1−a = σ(−z). */
  static double sigmoidDerivative(double z) {
    return sigmoid(z) * sigmoid(-z);
  }

  /** tanh z. */
  static double tanh(double z) {
    return Math.tanh(z);
  }

  /** 1−a². */
  static double tanhDerivative(double z) {
    double a = tanh(z);
    return 1 - a * a;
  }

  /** max(0, z). */
  static double relu(double z) {
    return Math.max(0, z);
  }

  /** 1 if z &gt; 0, else 0. */
  static double reluDerivative(double z) {
    return z > 0 ? 1 : 0;
  }

  /** z if z &gt; 0, else αz. */
  static double leakyRelu(double z, double alpha) {
    return z > 0 ? z : alpha * z;
  }

  /** 1 if z &gt; 0, else α. */
  static double leakyReluDerivative(double z, double alpha) {
    return z > 0 ? 1 : alpha;
  }

  /** z if z &gt; 0, else α(e^z − 1). */
  static double elu(double z, double alpha) {
    return z > 0 ? z : alpha * Math.expm1(z);
  }

  /** 1 if z &gt; 0, else αe^z, which is a+α. */
  static double eluDerivative(double z, double alpha) {
    return z > 0 ? 1 : alpha * Math.exp(z);
  }

  /** λ·elu(z; α). */
  static double selu(double z) {
    return Selu.LAMBDA * elu(z, Selu.ALPHA);
  }

  /** λ·elu′(z; α). */
  static double seluDerivative(double z) {
    return Selu.LAMBDA * eluDerivative(z, Selu.ALPHA);
  }

  /** ln(1+e^z) = max(z, 0) + ln(1+e^{−|z|}). */
  static double softplus(double z) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }

  /** σ(z). */
  static double softplusDerivative(double z) {
    return sigmoid(z);
  }

  /** z·σ(z). */
  static double silu(double z) {
    return z * sigmoid(z);
  }

  /** σ(z)(1 + z(1−σ(z))), where 1−σ(z) = σ(−z). */
  static double siluDerivative(double z) {
    return sigmoid(z) * (1 + z * sigmoid(-z));
  }

  /** z·Φ(z). */
  static double gelu(double z) {
    return z * NormalDistribution.cumulative(z);
  }

  /** Φ(z) + zφ(z). */
  static double geluDerivative(double z) {
    return NormalDistribution.cumulative(z) + z * NormalDistribution.density(z);
  }

  /** z·tanh(softplus(z)). */
  static double mish(double z) {
    return z * tanh(softplus(z));
  }

  /** t + z(1−t²)·σ(z) with t = tanh(softplus(z)), by the chain rule. */
  static double mishDerivative(double z) {
    return tanh(softplus(z)) + z * tanhDerivative(softplus(z)) * softplusDerivative(z);
  }
}
