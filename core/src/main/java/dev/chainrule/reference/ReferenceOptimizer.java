package dev.chainrule.reference;

import dev.chainrule.optimizer.Clipping;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Optimizer.Adadelta;
import dev.chainrule.optimizer.Optimizer.Adagrad;
import dev.chainrule.optimizer.Optimizer.Adam;
import dev.chainrule.optimizer.Optimizer.AdamW;
import dev.chainrule.optimizer.Optimizer.AmsGrad;
import dev.chainrule.optimizer.Optimizer.Momentum;
import dev.chainrule.optimizer.Optimizer.Nadam;
import dev.chainrule.optimizer.Optimizer.Nesterov;
import dev.chainrule.optimizer.Optimizer.RmsProp;
import dev.chainrule.optimizer.Optimizer.Sgd;
import dev.chainrule.tensor.ParameterLayout;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * The elementwise update rules in double precision: θ, g, α → θ. A penalty is part of the gradient
 * that a {@link ReferencePass} gives; the decoupled decay of adamw is applied here.
 *
 * <p>An instance remembers its steps: it is for one training and one thread.
 */
public final class ReferenceOptimizer {

  private final Optimizer.Elementwise rule;
  private final Clipping clipping;
  private final ParameterLayout layout;
  private final double[][] state;
  private int t;
  private double muProduct = 1;

  private ReferenceOptimizer(
      Optimizer.Elementwise rule, Clipping clipping, ParameterLayout layout) {
    this.rule = rule;
    this.clipping = clipping;
    this.layout = layout;
    this.state = new double[rule.memory().size()][layout.size()];
  }

  /** A rule before its first step, for parameters of that layout; gradients are not clipped. */
  public static ReferenceOptimizer of(Optimizer.Elementwise rule, ParameterLayout layout) {
    return of(rule, Clipping.none(), layout);
  }

  /** A rule before its first step, behind a clipping of the gradients. */
  public static ReferenceOptimizer of(
      Optimizer.Elementwise rule, Clipping clipping, ParameterLayout layout) {
    return new ReferenceOptimizer(rule, clipping, layout);
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
    double[] g = clipped(gradient);
    return switch (rule) {
      case Sgd() -> descend(parameters, g, rate);
      case Momentum(double mu) -> descend(parameters, velocity(state[0], mu, g), rate);
      case Nesterov(double mu) -> descend(parameters, lookAhead(g, mu), rate);
      case Adagrad(double epsilon) -> descend(parameters, adagradDirection(g, epsilon), rate);
      case Adadelta adadelta -> descend(parameters, adadeltaDirection(g, adadelta), rate);
      case RmsProp rms -> descend(parameters, rmspropDirection(g, rms), rate);
      case Adam(double beta1, double beta2, double epsilon) ->
          descend(parameters, adamDirection(g, beta1, beta2, epsilon), rate);
      case AmsGrad amsgrad -> descend(parameters, amsgradDirection(g, amsgrad), rate);
      case AdamW(double beta1, double beta2, double epsilon, double weightDecay, var scope) ->
          descend(
              descend(parameters, Penalties.inScope(scope, layout, parameters), rate * weightDecay),
              adamDirection(g, beta1, beta2, epsilon),
              rate);
      case Nadam nadam -> descend(parameters, nadamDirection(g, nadam), rate);
    };
  }

  /** The gradient after {@link Clipping}. */
  private double[] clipped(double[] g) {
    return switch (clipping) {
      case Clipping.None() -> g;
      case Clipping.Norm limit -> {
        double norm = Math.sqrt(Arrays.stream(squares(g)).sum());
        yield map(g, x -> x * limit.factor(norm));
      }
      case Clipping.Value(double limit) -> map(g, x -> Math.clamp(x, -limit, limit));
    };
  }

  /** θ − α·direction. */
  private static double[] descend(double[] parameters, double[] direction, double rate) {
    return entries(parameters.length, i -> parameters[i] - rate * direction[i]);
  }

  /** v ← μv + g, in place. */
  private static double[] velocity(double[] v, double mu, double[] g) {
    Arrays.setAll(v, i -> mu * v[i] + g[i]);
    return v;
  }

  /** g + μv, with v ← μv + g before. */
  private double[] lookAhead(double[] g, double mu) {
    double[] v = velocity(state[0], mu, g);
    return entries(g.length, i -> g[i] + mu * v[i]);
  }

  /** g/(√s + ε), with s ← s + g² before. */
  private double[] adagradDirection(double[] g, double epsilon) {
    double[] s = velocity(state[0], 1, squares(g));
    return entries(g.length, i -> g[i] / (Math.sqrt(s[i]) + epsilon));
  }

  /** Δ = g·√(d + ε)/√(s + ε), with s ← ρs + (1−ρ)g² before and d ← ρd + (1−ρ)Δ² behind. */
  private double[] adadeltaDirection(double[] g, Adadelta rule) {
    double epsilon = rule.epsilon();
    double[] s = movingAverage(state[0], rule.rho(), squares(g));
    double[] d = state[1];
    double[] change =
        entries(g.length, i -> g[i] * Math.sqrt(d[i] + epsilon) / Math.sqrt(s[i] + epsilon));
    movingAverage(d, rule.rho(), squares(change));
    return change;
  }

  /**
   * v ← μv + q with q = g/(√s + ε), s ← ρs + (1−ρ)g² before; centred: s − ḡ² in the place of s, ḡ ←
   * ρḡ + (1−ρ)g before.
   */
  private double[] rmspropDirection(double[] g, RmsProp rule) {
    double[] s = movingAverage(state[0], rule.rho(), squares(g));
    double[] spread = s;
    if (rule.centred()) {
      double[] mean = movingAverage(state[1], rule.rho(), g);
      spread = entries(g.length, i -> Math.max(0, s[i] - mean[i] * mean[i]));
    }
    double[] root = map(spread, Math::sqrt);
    double[] q = entries(g.length, i -> g[i] / (root[i] + rule.epsilon()));
    return rule.momentum() > 0 ? velocity(state[state.length - 1], rule.momentum(), q) : q;
  }

  /** m̂/(√v̂ + ε), with m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ). */
  private double[] adamDirection(double[] g, double beta1, double beta2, double epsilon) {
    double[] m = movingAverage(state[0], beta1, g);
    double[] v = movingAverage(state[1], beta2, squares(g));
    double correction = 1 - Math.pow(beta1, t);
    double[] root = correctedRoot(v, beta2);
    return entries(g.length, i -> m[i] / correction / (root[i] + epsilon));
  }

  /** m̂/(√û + ε), as adam, with u ← max(u, v). */
  private double[] amsgradDirection(double[] g, AmsGrad rule) {
    double[] m = movingAverage(state[0], rule.beta1(), g);
    double[] v = movingAverage(state[1], rule.beta2(), squares(g));
    double[] u = state[2];
    Arrays.setAll(u, i -> Math.max(u[i], v[i]));
    double correction = 1 - Math.pow(rule.beta1(), t);
    double[] root = correctedRoot(u, rule.beta2());
    return entries(g.length, i -> m[i] / correction / (root[i] + rule.epsilon()));
  }

  /** (μₜ₊₁m/(1−Πμ₁…μₜ·μₜμₜ₊₁) + (1−μₜ)g/(1−Πμ₁…μₜ))/(√v̂ + ε), m and v as adam. */
  private double[] nadamDirection(double[] g, Nadam rule) {
    double[] m = movingAverage(state[0], rule.beta1(), g);
    double[] v = movingAverage(state[1], rule.beta2(), squares(g));
    double mu = rule.mu(t);
    double next = rule.mu(t + 1L);
    muProduct *= mu;
    double ofMoment = next / (1 - muProduct * mu * next);
    double ofGradient = (1 - mu) / (1 - muProduct);
    double[] root = correctedRoot(v, rule.beta2());
    return entries(
        g.length, i -> (ofMoment * m[i] + ofGradient * g[i]) / (root[i] + rule.epsilon()));
  }

  /** √(v/(1−β₂ᵗ)). */
  private double[] correctedRoot(double[] v, double beta2) {
    double correction = 1 - Math.pow(beta2, t);
    return map(v, x -> Math.sqrt(x / correction));
  }

  /** average ← β·average + (1−β)·x, in place. */
  private static double[] movingAverage(double[] average, double beta, double[] x) {
    Arrays.setAll(average, i -> beta * average[i] + (1 - beta) * x[i]);
    return average;
  }

  private static double[] squares(double[] x) {
    return map(x, value -> value * value);
  }

  private static double[] map(double[] x, DoubleUnaryOperator f) {
    return Arrays.stream(x).map(f).toArray();
  }

  private static double[] entries(int n, IntToDoubleFunction entry) {
    double[] all = new double[n];
    Arrays.setAll(all, entry);
    return all;
  }
}
