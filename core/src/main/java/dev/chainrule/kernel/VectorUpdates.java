package dev.chainrule.kernel;

import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link UpdateKernels} by the Vector API: whole vectors here, the rest, less than one vector, in
 * {@link ScalarUpdates}. Each rule has a loop of its own, written out, so that its vectors stay in
 * registers.
 */
final class VectorUpdates extends ScalarUpdates {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  // ---- rules

  @Override
  public void sgd(float[] theta, float[] g, int at, int n, float rate) {
    FloatVector rates = all(-rate);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      rates
          .fma(FloatVector.fromArray(SPECIES, g, i), FloatVector.fromArray(SPECIES, theta, i))
          .intoArray(theta, i);
    }
    super.sgd(theta, g, at + whole, n - whole, rate);
  }

  @Override
  public void momentum(
      float[] theta, float[] g, float[] v, int at, int n, float rate, float mu, boolean nesterov) {
    int whole = n - n % LANES;
    if (nesterov) {
      nesterov(theta, g, v, at, whole, rate, mu);
    } else {
      heavyBall(theta, g, v, at, whole, rate, mu);
    }
    super.momentum(theta, g, v, at + whole, n - whole, rate, mu, nesterov);
  }

  private static void nesterov(
      float[] theta, float[] g, float[] v, int at, int n, float rate, float mu) {
    FloatVector rates = all(-rate);
    FloatVector mus = all(mu);
    for (int i = at; i < at + n; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector velocity = mus.fma(FloatVector.fromArray(SPECIES, v, i), gradient);
      velocity = velocity.blend(0f, velocity.abs().compare(LT, SMALLEST_FIRST_MOMENT));
      velocity.intoArray(v, i);
      rates
          .fma(mus.fma(velocity, gradient), FloatVector.fromArray(SPECIES, theta, i))
          .intoArray(theta, i);
    }
  }

  private static void heavyBall(
      float[] theta, float[] g, float[] v, int at, int n, float rate, float mu) {
    FloatVector rates = all(-rate);
    FloatVector mus = all(mu);
    for (int i = at; i < at + n; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector velocity = mus.fma(FloatVector.fromArray(SPECIES, v, i), gradient);
      velocity = velocity.blend(0f, velocity.abs().compare(LT, SMALLEST_FIRST_MOMENT));
      velocity.intoArray(v, i);
      rates.fma(velocity, FloatVector.fromArray(SPECIES, theta, i)).intoArray(theta, i);
    }
  }

  @Override
  public void adagrad(
      float[] theta, float[] g, float[] s, int at, int n, float rate, float epsilon) {
    FloatVector rates = all(-rate);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector squares = gradient.fma(gradient, FloatVector.fromArray(SPECIES, s, i));
      squares = squares.blend(0f, squares.compare(LT, SMALLEST_SECOND_MOMENT));
      squares.intoArray(s, i);
      FloatVector quotient = gradient.div(squares.sqrt().add(epsilon));
      rates.fma(quotient, FloatVector.fromArray(SPECIES, theta, i)).intoArray(theta, i);
    }
    super.adagrad(theta, g, s, at + whole, n - whole, rate, epsilon);
  }

  @Override
  public void adadelta(
      float[] theta,
      float[] g,
      float[] s,
      float[] d,
      int at,
      int n,
      float rate,
      float rho,
      float epsilon) {
    FloatVector rates = all(-rate);
    FloatVector rhos = all(rho);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector squares =
          rhos.fma(FloatVector.fromArray(SPECIES, s, i), gradient.mul(1f - rho).mul(gradient));
      squares = squares.blend(0f, squares.compare(LT, SMALLEST_SECOND_MOMENT));
      squares.intoArray(s, i);
      FloatVector changes = FloatVector.fromArray(SPECIES, d, i);
      FloatVector change = gradient.mul(changes.add(epsilon).div(squares.add(epsilon)).sqrt());
      changes = rhos.fma(changes, change.mul(1f - rho).mul(change));
      changes = changes.blend(0f, changes.compare(LT, SMALLEST_SECOND_MOMENT));
      changes.intoArray(d, i);
      rates.fma(change, FloatVector.fromArray(SPECIES, theta, i)).intoArray(theta, i);
    }
    super.adadelta(theta, g, s, d, at + whole, n - whole, rate, rho, epsilon);
  }

  @Override
  public void rmsprop(
      float[] theta, float[] g, float[] s, int at, int n, float rate, float rho, float epsilon) {
    FloatVector rates = all(-rate);
    FloatVector rhos = all(rho);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector squares =
          rhos.fma(FloatVector.fromArray(SPECIES, s, i), gradient.mul(1f - rho).mul(gradient));
      squares = squares.blend(0f, squares.compare(LT, SMALLEST_SECOND_MOMENT));
      squares.intoArray(s, i);
      FloatVector quotient = gradient.div(squares.sqrt().add(epsilon));
      rates.fma(quotient, FloatVector.fromArray(SPECIES, theta, i)).intoArray(theta, i);
    }
    super.rmsprop(theta, g, s, at + whole, n - whole, rate, rho, epsilon);
  }

  @Override
  public void rmspropMomentum(
      float[] theta,
      float[] g,
      float[] s,
      float[] v,
      int at,
      int n,
      float rate,
      float rho,
      float epsilon,
      float mu) {
    FloatVector rates = all(-rate);
    FloatVector rhos = all(rho);
    FloatVector mus = all(mu);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector squares =
          rhos.fma(FloatVector.fromArray(SPECIES, s, i), gradient.mul(1f - rho).mul(gradient));
      squares = squares.blend(0f, squares.compare(LT, SMALLEST_SECOND_MOMENT));
      squares.intoArray(s, i);
      FloatVector quotient = gradient.div(squares.sqrt().add(epsilon));
      FloatVector velocity = mus.fma(FloatVector.fromArray(SPECIES, v, i), quotient);
      velocity = velocity.blend(0f, velocity.abs().compare(LT, SMALLEST_FIRST_MOMENT));
      velocity.intoArray(v, i);
      rates.fma(velocity, FloatVector.fromArray(SPECIES, theta, i)).intoArray(theta, i);
    }
    super.rmspropMomentum(theta, g, s, v, at + whole, n - whole, rate, rho, epsilon, mu);
  }

  @Override
  public void rmspropCentred(
      float[] theta,
      float[] g,
      float[] s,
      float[] mean,
      int at,
      int n,
      float rate,
      float rho,
      float epsilon) {
    FloatVector rates = all(-rate);
    FloatVector rhos = all(rho);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector share = gradient.mul(1f - rho);
      FloatVector squares = rhos.fma(FloatVector.fromArray(SPECIES, s, i), share.mul(gradient));
      squares = squares.blend(0f, squares.compare(LT, SMALLEST_SECOND_MOMENT));
      squares.intoArray(s, i);
      FloatVector means = rhos.fma(FloatVector.fromArray(SPECIES, mean, i), share);
      means = means.blend(0f, means.abs().compare(LT, SMALLEST_FIRST_MOMENT));
      means.intoArray(mean, i);
      FloatVector variance = means.neg().fma(means, squares).max(0f);
      FloatVector quotient = gradient.div(variance.sqrt().add(epsilon));
      rates.fma(quotient, FloatVector.fromArray(SPECIES, theta, i)).intoArray(theta, i);
    }
    super.rmspropCentred(theta, g, s, mean, at + whole, n - whole, rate, rho, epsilon);
  }

  @Override
  public void rmspropCentredMomentum(
      float[] theta,
      float[] g,
      float[] s,
      float[] mean,
      float[] v,
      int at,
      int n,
      float rate,
      float rho,
      float epsilon,
      float mu) {
    FloatVector rates = all(-rate);
    FloatVector rhos = all(rho);
    FloatVector mus = all(mu);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector share = gradient.mul(1f - rho);
      FloatVector squares = rhos.fma(FloatVector.fromArray(SPECIES, s, i), share.mul(gradient));
      squares = squares.blend(0f, squares.compare(LT, SMALLEST_SECOND_MOMENT));
      squares.intoArray(s, i);
      FloatVector means = rhos.fma(FloatVector.fromArray(SPECIES, mean, i), share);
      means = means.blend(0f, means.abs().compare(LT, SMALLEST_FIRST_MOMENT));
      means.intoArray(mean, i);
      FloatVector variance = means.neg().fma(means, squares).max(0f);
      FloatVector quotient = gradient.div(variance.sqrt().add(epsilon));
      FloatVector velocity = mus.fma(FloatVector.fromArray(SPECIES, v, i), quotient);
      velocity = velocity.blend(0f, velocity.abs().compare(LT, SMALLEST_FIRST_MOMENT));
      velocity.intoArray(v, i);
      rates.fma(velocity, FloatVector.fromArray(SPECIES, theta, i)).intoArray(theta, i);
    }
    super.rmspropCentredMomentum(
        theta, g, s, mean, v, at + whole, n - whole, rate, rho, epsilon, mu);
  }

  @Override
  public void adam(
      float[] theta,
      float[] g,
      float[] m,
      float[] v,
      int at,
      int n,
      float beta1,
      float beta2,
      float epsilon,
      float step,
      float rootCorrection,
      float decay) {
    FloatVector betas1 = all(beta1);
    FloatVector betas2 = all(beta2);
    FloatVector epsilons = all(epsilon);
    FloatVector corrections = all(rootCorrection);
    FloatVector steps = all(-step);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector first =
          betas1.fma(FloatVector.fromArray(SPECIES, m, i), gradient.mul(1f - beta1));
      FloatVector second =
          betas2.fma(FloatVector.fromArray(SPECIES, v, i), gradient.mul(1f - beta2).mul(gradient));
      first = first.blend(0f, first.abs().compare(LT, SMALLEST_FIRST_MOMENT));
      second = second.blend(0f, second.compare(LT, SMALLEST_SECOND_MOMENT));
      first.intoArray(m, i);
      second.intoArray(v, i);
      FloatVector quotient = first.div(second.sqrt().fma(corrections, epsilons));
      steps.fma(quotient, FloatVector.fromArray(SPECIES, theta, i).mul(decay)).intoArray(theta, i);
    }
    super.adam(
        theta, g, m, v, at + whole, n - whole, beta1, beta2, epsilon, step, rootCorrection, decay);
  }

  @Override
  public void amsgrad(
      float[] theta,
      float[] g,
      float[] m,
      float[] v,
      float[] u,
      int at,
      int n,
      float beta1,
      float beta2,
      float epsilon,
      float step,
      float rootCorrection) {
    FloatVector betas1 = all(beta1);
    FloatVector betas2 = all(beta2);
    FloatVector epsilons = all(epsilon);
    FloatVector corrections = all(rootCorrection);
    FloatVector steps = all(-step);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector first =
          betas1.fma(FloatVector.fromArray(SPECIES, m, i), gradient.mul(1f - beta1));
      FloatVector second =
          betas2.fma(FloatVector.fromArray(SPECIES, v, i), gradient.mul(1f - beta2).mul(gradient));
      first = first.blend(0f, first.abs().compare(LT, SMALLEST_FIRST_MOMENT));
      second = second.blend(0f, second.compare(LT, SMALLEST_SECOND_MOMENT));
      first.intoArray(m, i);
      second.intoArray(v, i);
      FloatVector greatest = FloatVector.fromArray(SPECIES, u, i).max(second);
      greatest.intoArray(u, i);
      FloatVector quotient = first.div(greatest.sqrt().fma(corrections, epsilons));
      steps.fma(quotient, FloatVector.fromArray(SPECIES, theta, i)).intoArray(theta, i);
    }
    super.amsgrad(
        theta, g, m, v, u, at + whole, n - whole, beta1, beta2, epsilon, step, rootCorrection);
  }

  @Override
  public void nadam(
      float[] theta,
      float[] g,
      float[] m,
      float[] v,
      int at,
      int n,
      float beta1,
      float beta2,
      float epsilon,
      float step,
      float gradientStep,
      float rootCorrection) {
    FloatVector betas1 = all(beta1);
    FloatVector betas2 = all(beta2);
    FloatVector epsilons = all(epsilon);
    FloatVector corrections = all(rootCorrection);
    FloatVector steps = all(step);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector first =
          betas1.fma(FloatVector.fromArray(SPECIES, m, i), gradient.mul(1f - beta1));
      FloatVector second =
          betas2.fma(FloatVector.fromArray(SPECIES, v, i), gradient.mul(1f - beta2).mul(gradient));
      first = first.blend(0f, first.abs().compare(LT, SMALLEST_FIRST_MOMENT));
      second = second.blend(0f, second.compare(LT, SMALLEST_SECOND_MOMENT));
      first.intoArray(m, i);
      second.intoArray(v, i);
      FloatVector ahead = steps.fma(first, gradient.mul(gradientStep));
      FloatVector quotient = ahead.div(second.sqrt().fma(corrections, epsilons));
      FloatVector.fromArray(SPECIES, theta, i).sub(quotient).intoArray(theta, i);
    }
    super.nadam(
        theta,
        g,
        m,
        v,
        at + whole,
        n - whole,
        beta1,
        beta2,
        epsilon,
        step,
        gradientStep,
        rootCorrection);
  }

  // ---- around the rules: the JVM makes vectors of scale by itself

  @Override
  public void clamp(float[] x, int at, int n, float limit) {
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector.fromArray(SPECIES, x, i).max(-limit).min(limit).intoArray(x, i);
    }
    super.clamp(x, at + whole, n - whole, limit);
  }

  @Override
  public void approach(float[] average, float[] x, int at, int n, float share) {
    FloatVector shares = all(share);
    int whole = n - n % LANES;
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector from = FloatVector.fromArray(SPECIES, average, i);
      shares.fma(FloatVector.fromArray(SPECIES, x, i).sub(from), from).intoArray(average, i);
    }
    super.approach(average, x, at + whole, n - whole, share);
  }
}
