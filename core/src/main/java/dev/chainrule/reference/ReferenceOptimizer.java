package dev.chainrule.reference;

import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Optimizer.Adam;
import dev.chainrule.optimizer.Optimizer.AdamW;
import dev.chainrule.optimizer.Optimizer.Momentum;
import dev.chainrule.optimizer.Optimizer.Nesterov;
import dev.chainrule.optimizer.Optimizer.Sgd;
import dev.chainrule.tensor.ParameterLayout;
import java.util.Arrays;

/**
 * The update rules in double precision: θ, g, α → θ. A penalty is part of the gradient that a
 * {@link ReferencePass} gives; the decoupled decay of adamw is applied here.
 *
 * <p>An instance remembers its steps: it is for one training and one thread.
 */
public final class ReferenceOptimizer {

  private final Optimizer rule;
  private final ParameterLayout layout;
  private final double[][] state;
  private int t;

  private ReferenceOptimizer(Optimizer rule, ParameterLayout layout) {
    this.rule = rule;
    this.layout = layout;
    this.state = new double[rule.stateTensors()][layout.size()];
  }

  /** A rule before its first step, for parameters of that layout. */
  public static ReferenceOptimizer of(Optimizer rule, ParameterLayout layout) {
    return new ReferenceOptimizer(rule, layout);
  }

  /**
   * The parameters after one more step.
   *
   * @param parameters θ, left as it is
   * @param gradient g = ∂ℒ/∂θ
   * @param rate α
   */
  public double[] step(double[] parameters, double[] gradient, double rate) {
    if (parameters.length != layout.size() || gradient.length != layout.size()) {
      throw new IllegalArgumentException(
          "Expected %d parameters and as many gradients, got %d and %d."
              .formatted(layout.size(), parameters.length, gradient.length));
    }
    t++;
    return switch (rule) {
      case Sgd() -> descend(parameters, gradient, rate);
      case Momentum(double mu) -> descend(parameters, velocity(gradient, mu), rate);
      case Nesterov(double mu) -> descend(parameters, lookAhead(gradient, mu), rate);
      case Adam adam -> descend(parameters, adamDirection(gradient, adam), rate);
      case AdamW(double beta1, double beta2, double epsilon, double weightDecay, var scope) ->
          descend(
              descend(parameters, Penalties.inScope(scope, layout, parameters), rate * weightDecay),
              adamDirection(gradient, new Adam(beta1, beta2, epsilon)),
              rate);
    };
  }

  /** θ − α·direction. */
  private static double[] descend(double[] parameters, double[] direction, double rate) {
    double[] next = new double[parameters.length];
    Arrays.setAll(next, i -> parameters[i] - rate * direction[i]);
    return next;
  }

  /** v ← μv + g. */
  private double[] velocity(double[] g, double mu) {
    double[] v = state[0];
    Arrays.setAll(v, i -> mu * v[i] + g[i]);
    return v;
  }

  /** g + μv, with v ← μv + g before. */
  private double[] lookAhead(double[] g, double mu) {
    double[] v = velocity(g, mu);
    double[] direction = new double[g.length];
    Arrays.setAll(direction, i -> g[i] + mu * v[i]);
    return direction;
  }

  /** m̂/(√v̂ + ε), with m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ). */
  private double[] adamDirection(double[] g, Adam adam) {
    double[] m = movingAverage(state[0], adam.beta1(), g);
    double[] v = movingAverage(state[1], adam.beta2(), squares(g));
    double mCorrection = 1 - Math.pow(adam.beta1(), t);
    double vCorrection = 1 - Math.pow(adam.beta2(), t);
    double[] direction = new double[g.length];
    Arrays.setAll(
        direction, i -> m[i] / mCorrection / (Math.sqrt(v[i] / vCorrection) + adam.epsilon()));
    return direction;
  }

  /** average ← β·average + (1−β)·x, in place. */
  private static double[] movingAverage(double[] average, double beta, double[] x) {
    Arrays.setAll(average, i -> beta * average[i] + (1 - beta) * x[i]);
    return average;
  }

  private static double[] squares(double[] x) {
    return Arrays.stream(x).map(value -> value * value).toArray();
  }
}
