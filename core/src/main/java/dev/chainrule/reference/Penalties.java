package dev.chainrule.reference;

import static dev.chainrule.reference.DoubleMatrix.sum;

import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Scope;
import dev.chainrule.tensor.ParameterLayout;

/** The penalty that is added to the mean loss, with its gradient below it. */
public final class Penalties {

  private Penalties() {}

  /** (λ₂/2)·ΣW² + λ₁·Σ|W| over the parameters in the scope. */
  public static double value(Penalty penalty, ParameterLayout layout, double[] parameters) {
    double[] w = inScope(penalty.scope(), layout, parameters);
    return penalty.l2() / 2 * sum(w.length, i -> w[i] * w[i])
        + penalty.l1() * sum(w.length, i -> Math.abs(w[i]));
  }

  /** λ₂W + λ₁·sign W for the parameters in the scope, 0 for the others. */
  public static double[] gradient(Penalty penalty, ParameterLayout layout, double[] parameters) {
    double[] gradient = inScope(penalty.scope(), layout, parameters);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = penalty.l2() * gradient[i] + penalty.l1() * Math.signum(gradient[i]);
    }
    return gradient;
  }

  /** The parameters that the scope covers at their places, and 0 at all others. */
  static double[] inScope(Scope scope, ParameterLayout layout, double[] parameters) {
    double[] covered = new double[parameters.length];
    for (ParameterLayout.Slice slice : layout.slices()) {
      if (scope.covers(slice.role())) {
        System.arraycopy(parameters, slice.offset(), covered, slice.offset(), slice.size());
      }
    }
    return covered;
  }
}
