package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.exp;
import static dev.chainrule.cli.document.Formula.symbol;

import dev.chainrule.cli.document.Formula;
import dev.chainrule.layer.Activation;
import dev.chainrule.reference.Activations;

/** The element-wise function at the end of a layer: an activation, or the link of the loss. */
sealed interface Curve {

  /** An activation of the network; σ, too, where the loss owns it. */
  record Of(Activation f) implements Curve {}

  /** e^z, the link of the Poisson loss. */
  record Exponential() implements Curve {}

  /** σ, relu, exp … */
  default Formula name(String prime) {
    return switch (this) {
      case Of(Activation f) -> symbol(ActivationFormulas.name(f) + prime);
      case Exponential() -> symbol("exp" + prime);
    };
  }

  /** f(z). */
  default Formula value(Formula z) {
    return switch (this) {
      case Of(Activation f) -> ActivationFormulas.value(f, z);
      case Exponential() -> exp(z);
    };
  }

  /** f′(z), from a = f(z) where that is enough. */
  default Formula derivative(Formula z, Formula a) {
    return switch (this) {
      case Of(Activation f) -> ActivationFormulas.derivative(f, z, a);
      case Exponential() -> a;
    };
  }

  /** f′ at a number. */
  default double slope(double z) {
    return switch (this) {
      case Of(Activation f) -> Activations.derivative(f, z);
      case Exponential() -> Math.exp(z);
    };
  }

  /** Whether f(z) = z. */
  default boolean isIdentity() {
    return this instanceof Of(Activation f) && f instanceof Activation.Identity;
  }

  /** Whether f is the logistic function. */
  default boolean isSigmoid() {
    return this instanceof Of(Activation f) && f instanceof Activation.Sigmoid;
  }
}
