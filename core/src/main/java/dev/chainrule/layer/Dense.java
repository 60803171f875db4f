package dev.chainrule.layer;

import dev.chainrule.tensor.Initializer;
import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.ParameterLayout.Role;
import dev.chainrule.tensor.Shape;
import java.util.List;

/**
 * A fully connected layer: Z = A·Wᵀ + b, A′ = f(Z), with W ∈ ℝ^{units×inputs} and b ∈ ℝ^{units}.
 *
 * @param units how many units n_l
 * @param activation f
 * @param initializer the distribution of the first weights; biases begin at 0
 */
public record Dense(int units, Activation activation, Initializer initializer) implements Layer {

  /** Checks that there is a unit. */
  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException("A dense layer needs at least 1 unit, got " + units + ".");
    }
  }

  /** A dense layer with the initializer that suits its activation. */
  public static Dense of(int units, Activation activation) {
    return new Dense(units, activation, activation.defaultInitializer());
  }

  /** A dense layer that ends in its raw scores z. */
  public static Dense of(int units) {
    return of(units, Activation.identity());
  }

  /** The same layer with other first weights. */
  public Dense withInitializer(Initializer other) {
    return new Dense(units, activation, other);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (!input.isVector()) {
      throw new IllegalArgumentException(
          "A dense layer takes vectors, got samples of shape " + input + ".");
    }
    return Shape.vector(units);
  }

  @Override
  public List<ParameterLayout.Spec> parameters(String prefix, Shape input) {
    int inputs = input.size();
    return List.of(
        new ParameterLayout.Spec(
            prefix + "weight",
            Role.WEIGHT,
            Shape.matrix(units, inputs),
            initializer,
            inputs,
            units),
        new ParameterLayout.Spec(
            prefix + "bias",
            Role.BIAS,
            Shape.vector(units),
            new Initializer.Zeros(),
            inputs,
            units));
  }

  @Override
  public String describe() {
    return "dense, " + activation.label();
  }
}
