package dev.chainrule.layer;

import dev.chainrule.tensor.Initializer;
import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.ParameterLayout.Role;
import dev.chainrule.tensor.Shape;
import java.util.List;

/** What batch norm and layer norm have in common. */
final class Normalization {

  private Normalization() {}

  static void requireEpsilon(String layer, double epsilon) {
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The ε of " + layer + " must be a positive number, got " + epsilon + ".");
    }
  }

  static Shape outputShape(String layer, Shape input) {
    if (!input.isVector()) {
      throw new IllegalArgumentException(
          "A " + layer + " layer takes vectors, got samples of shape " + input + ".");
    }
    return input;
  }

  /** γ, which begins at 1, and β, which begins at 0. */
  static List<ParameterLayout.Spec> scaleAndShift(String prefix, Shape input) {
    return List.of(
        spec(prefix + "scale", Role.SCALE, 1, input), spec(prefix + "shift", Role.SHIFT, 0, input));
  }

  /** One number a unit, all beginning with the same value. */
  static ParameterLayout.Spec spec(String name, Role role, double value, Shape input) {
    return new ParameterLayout.Spec(name, role, input, new Initializer.Constant(value), 1, 1);
  }
}
