package dev.chainrule.engine;

import dev.chainrule.kernel.UpdateKernels;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.tensor.ParameterLayout.Role;

/**
 * The update rule of an elementwise {@link Optimizer} with its memory: what depends on the step
 * alone is worked out once a step, then each piece of θ takes its fused loop.
 */
final class Rule {

  private final Optimizer.Elementwise optimizer;
  private final UpdateKernels kernels;
  private final float[] first;
  private final float[] second;
  private final float[] third;

  // Of the step.
  private double rate;
  private double firstStep;
  private double gradientStep;
  private double rootCorrection;

  // Of nadam: μ₁μ₂…μₜ, and the step t it belongs to.
  private double muProduct = 1;
  private long muSteps;

  Rule(Optimizer.Elementwise optimizer, UpdaterMemory memory, UpdateKernels kernels) {
    this.optimizer = optimizer;
    this.kernels = kernels;
    float[][] arrays = memory.ofRule(optimizer);
    first = array(arrays, 0);
    second = array(arrays, 1);
    third = array(arrays, 2);
  }

  private static float[] array(float[][] arrays, int index) {
    return index < arrays.length ? arrays[index] : new float[0];
  }

  /** What step t, counted from 1, has in common for all parameters. */
  void begin(long t, double learningRate) {
    rate = learningRate;
    switch (optimizer) {
      case Optimizer.Adam(double beta1, double beta2, _) -> correct(t, beta1, beta2);
      case Optimizer.AmsGrad(double beta1, double beta2, _) -> correct(t, beta1, beta2);
      case Optimizer.AdamW(double beta1, double beta2, _, _, _) -> correct(t, beta1, beta2);
      case Optimizer.Nadam nadam -> lookAhead(t, nadam);
      case Optimizer.Sgd _,
          Optimizer.Momentum _,
          Optimizer.Nesterov _,
          Optimizer.Adagrad _,
          Optimizer.Adadelta _,
          Optimizer.RmsProp _ -> {}
    }
  }

  /** The bias corrections: α/(1−β₁ᵗ) and 1/√(1−β₂ᵗ). */
  private void correct(long t, double beta1, double beta2) {
    firstStep = rate / (1 - StrictMath.pow(beta1, (double) t));
    rootCorrection = rootCorrection(t, beta2);
  }

  private static double rootCorrection(long t, double beta2) {
    return 1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) t));
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
    rootCorrection = rootCorrection(t, nadam.beta2());
  }

  /** θ and the memory of one piece. */
  void apply(float[] theta, float[] g, int at, int n, Role role) {
    float alpha = (float) rate;
    float step = (float) firstStep;
    float correction = (float) rootCorrection;
    switch (optimizer) {
      case Optimizer.Sgd() -> kernels.sgd(theta, g, at, n, alpha);
      case Optimizer.Momentum(double mu) ->
          kernels.momentum(theta, g, first, at, n, alpha, (float) mu, false);
      case Optimizer.Nesterov(double mu) ->
          kernels.momentum(theta, g, first, at, n, alpha, (float) mu, true);
      case Optimizer.Adagrad(double epsilon) ->
          kernels.adagrad(theta, g, first, at, n, alpha, (float) epsilon);
      case Optimizer.Adadelta(double rho, double epsilon) ->
          kernels.adadelta(theta, g, first, second, at, n, alpha, (float) rho, (float) epsilon);
      case Optimizer.RmsProp rms -> rmsprop(theta, g, at, n, rms);
      case Optimizer.Adam(double beta1, double beta2, double epsilon) ->
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
              step,
              correction,
              1f);
      case Optimizer.AmsGrad(double beta1, double beta2, double epsilon) ->
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
              step,
              correction);
      case Optimizer.AdamW(double beta1, double beta2, double epsilon, double decay, var scope) ->
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
              step,
              correction,
              scope.covers(role) ? (float) (1 - rate * decay) : 1f);
      case Optimizer.Nadam(double beta1, double beta2, double epsilon, _) ->
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
              step,
              (float) gradientStep,
              correction);
    }
  }

  private void rmsprop(float[] theta, float[] g, int at, int n, Optimizer.RmsProp rms) {
    float alpha = (float) rate;
    float rho = (float) rms.rho();
    float epsilon = (float) rms.epsilon();
    float mu = (float) rms.momentum();
    if (rms.centred()) {
      if (mu > 0) {
        kernels.rmspropCentredMomentum(
            theta, g, first, second, third, at, n, alpha, rho, epsilon, mu);
      } else {
        kernels.rmspropCentred(theta, g, first, second, at, n, alpha, rho, epsilon);
      }
    } else if (mu > 0) {
      kernels.rmspropMomentum(theta, g, first, second, at, n, alpha, rho, epsilon, mu);
    } else {
      kernels.rmsprop(theta, g, first, at, n, alpha, rho, epsilon);
    }
  }
}
