package dev.chainrule.engine;

import dev.chainrule.kernel.UpdateKernels;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.tensor.ParameterLayout.Role;

/**
 * The update rule of an elementwise {@link Optimizer} with its memory: which loop it is, is decided
 * once; what depends on the step alone is worked out once a step; then each piece of θ takes its
 * fused loop.
 */
final class Rule {

  private final boolean dependsOnRole;
  private final UpdateKernels kernels;
  private final float[] first;
  private final float[] second;
  private final float[] third;
  private final Beginning beginning;
  private final Loop loop;

  // Of the step.
  private double rate;
  private double firstStep;
  private double gradientStep;
  private double rootCorrection;

  // Of nadam: μ₁μ₂…μₜ, and the step t it belongs to.
  private double muProduct = 1;
  private long muSteps;

  /** What step t works out for all parameters beside the rate. */
  @FunctionalInterface
  private interface Beginning {
    void of(long t);
  }

  /** The fused loop over one piece. */
  @FunctionalInterface
  private interface Loop {
    void run(float[] theta, float[] g, int at, int n, Role role);
  }

  Rule(Optimizer.Elementwise optimizer, UpdaterMemory memory, UpdateKernels kernels) {
    this.kernels = kernels;
    dependsOnRole = optimizer instanceof Optimizer.AdamW;
    float[][] arrays = memory.ofRule(optimizer);
    first = array(arrays, 0);
    second = array(arrays, 1);
    third = array(arrays, 2);
    beginning = beginning(optimizer);
    loop = loop(optimizer);
  }

  private static float[] array(float[][] arrays, int index) {
    return index < arrays.length ? arrays[index] : new float[0];
  }

  /** Whether tensors of different roles are treated differently. */
  boolean dependsOnRole() {
    return dependsOnRole;
  }

  /** What step t, counted from 1, has in common for all parameters. */
  void begin(long t, double learningRate) {
    rate = learningRate;
    beginning.of(t);
  }

  /** θ and the memory of one piece. */
  void apply(float[] theta, float[] g, int at, int n, Role role) {
    loop.run(theta, g, at, n, role);
  }

  // ---- once a step

  private Beginning beginning(Optimizer.Elementwise optimizer) {
    return switch (optimizer) {
      case Optimizer.Adam(double beta1, double beta2, _) -> corrected(beta1, beta2);
      case Optimizer.AmsGrad(double beta1, double beta2, _) -> corrected(beta1, beta2);
      case Optimizer.AdamW(double beta1, double beta2, _, _, _) -> corrected(beta1, beta2);
      case Optimizer.Nadam nadam -> {
        BiasCorrection second = BiasCorrection.of(nadam.beta2());
        yield t -> {
          lookAhead(t, nadam);
          rootCorrection = 1 / Math.sqrt(second.at(t));
        };
      }
      case Optimizer.Sgd _,
          Optimizer.Momentum _,
          Optimizer.Nesterov _,
          Optimizer.Adagrad _,
          Optimizer.Adadelta _,
          Optimizer.RmsProp _ ->
          _ -> {};
    };
  }

  /** The bias corrections: α/(1−β₁ᵗ) and 1/√(1−β₂ᵗ). */
  private Beginning corrected(double beta1, double beta2) {
    BiasCorrection first = BiasCorrection.of(beta1);
    BiasCorrection second = BiasCorrection.of(beta2);
    return t -> {
      firstStep = rate / first.at(t);
      rootCorrection = 1 / Math.sqrt(second.at(t));
    };
  }

  /** αμₜ₊₁/(1−Πμ₁…μₜ·μₜμₜ₊₁) for m, α(1−μₜ)/(1−Πμ₁…μₜ) for g. */
  private void lookAhead(long t, Optimizer.Nadam nadam) {
    if (muSteps >= t) {
      muSteps = 0;
      muProduct = 1;
    }
    while (muSteps < t) {
      muProduct *= nadam.mu(++muSteps);
    }
    double mu = nadam.mu(t);
    double next = nadam.mu(t + 1);
    firstStep = rate * next / (1 - muProduct * mu * next);
    gradientStep = rate * (1 - mu) / (1 - muProduct);
  }

  // ---- once a piece

  private Loop loop(Optimizer.Elementwise optimizer) {
    return switch (optimizer) {
      case Optimizer.Sgd() -> (theta, g, at, n, _) -> kernels.sgd(theta, g, at, n, (float) rate);
      case Optimizer.Momentum(double mu) -> momentum((float) mu, false);
      case Optimizer.Nesterov(double mu) -> momentum((float) mu, true);
      case Optimizer.Adagrad(double epsilon) ->
          (theta, g, at, n, _) ->
              kernels.adagrad(theta, g, first, at, n, (float) rate, (float) epsilon);
      case Optimizer.Adadelta(double rho, double epsilon) ->
          (theta, g, at, n, _) ->
              kernels.adadelta(
                  theta, g, first, second, at, n, (float) rate, (float) rho, (float) epsilon);
      case Optimizer.RmsProp rms -> rmsprop(rms);
      case Optimizer.Adam(double beta1, double beta2, double epsilon) ->
          (theta, g, at, n, _) -> adam(theta, g, at, n, beta1, beta2, epsilon, 1f);
      case Optimizer.AmsGrad(double beta1, double beta2, double epsilon) ->
          (theta, g, at, n, _) ->
              kernels.amsgrad(
                  theta,
                  g,
                  first,
                  second,
                  third,
                  at,
                  n,
                  (float) beta1,
                  (float) beta2,
                  (float) epsilon,
                  (float) firstStep,
                  (float) rootCorrection);
      case Optimizer.AdamW(double beta1, double beta2, double epsilon, double decay, var scope) ->
          (theta, g, at, n, role) ->
              adam(
                  theta,
                  g,
                  at,
                  n,
                  beta1,
                  beta2,
                  epsilon,
                  scope.covers(role) ? (float) (1 - rate * decay) : 1f);
      case Optimizer.Nadam(double beta1, double beta2, double epsilon, _) ->
          (theta, g, at, n, _) ->
              kernels.nadam(
                  theta,
                  g,
                  first,
                  second,
                  at,
                  n,
                  (float) beta1,
                  (float) beta2,
                  (float) epsilon,
                  (float) firstStep,
                  (float) gradientStep,
                  (float) rootCorrection);
    };
  }

  private Loop momentum(float mu, boolean nesterov) {
    return (theta, g, at, n, _) ->
        kernels.momentum(theta, g, first, at, n, (float) rate, mu, nesterov);
  }

  private void adam(
      float[] theta,
      float[] g,
      int at,
      int n,
      double beta1,
      double beta2,
      double epsilon,
      float decay) {
    kernels.adam(
        theta,
        g,
        first,
        second,
        at,
        n,
        (float) beta1,
        (float) beta2,
        (float) epsilon,
        (float) firstStep,
        (float) rootCorrection,
        decay);
  }

  private Loop rmsprop(Optimizer.RmsProp rms) {
    float rho = (float) rms.rho();
    float epsilon = (float) rms.epsilon();
    float mu = (float) rms.momentum();
    if (rms.centred()) {
      return mu > 0
          ? (theta, g, at, n, _) ->
              kernels.rmspropCentredMomentum(
                  theta, g, first, second, third, at, n, (float) rate, rho, epsilon, mu)
          : (theta, g, at, n, _) ->
              kernels.rmspropCentred(theta, g, first, second, at, n, (float) rate, rho, epsilon);
    }
    return mu > 0
        ? (theta, g, at, n, _) ->
            kernels.rmspropMomentum(theta, g, first, second, at, n, (float) rate, rho, epsilon, mu)
        : (theta, g, at, n, _) ->
            kernels.rmsprop(theta, g, first, at, n, (float) rate, rho, epsilon);
  }
}
