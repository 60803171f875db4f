package dev.chainrule.kernel;

/** The specification of {@link UpdateKernels} as plain loops. */
class ScalarUpdates implements UpdateKernels {

  static final float SMALLEST_FIRST_MOMENT = 1e-25f;
  static final float SMALLEST_SECOND_MOMENT = 1e-35f;

  /** An average of gradients, or 0 where it is too small to matter. */
  private static float first(float moment) {
    return Math.abs(moment) < SMALLEST_FIRST_MOMENT ? 0f : moment;
  }

  /** An average of squares, or 0 where it is too small to matter. */
  private static float second(float moment) {
    return moment < SMALLEST_SECOND_MOMENT ? 0f : moment;
  }

  private static float root(float x) {
    return (float) Math.sqrt(x);
  }

  // ---- rules

  @Override
  public void sgd(float[] theta, float[] g, int at, int n, float rate) {
    for (int i = at; i < at + n; i++) {
      theta[i] = Math.fma(-rate, g[i], theta[i]);
    }
  }

  @Override
  public void momentum(
      float[] theta, float[] g, float[] v, int at, int n, float rate, float mu, boolean nesterov) {
    if (nesterov) {
      for (int i = at; i < at + n; i++) {
        v[i] = first(Math.fma(mu, v[i], g[i]));
        theta[i] = Math.fma(-rate, Math.fma(mu, v[i], g[i]), theta[i]);
      }
    } else {
      for (int i = at; i < at + n; i++) {
        v[i] = first(Math.fma(mu, v[i], g[i]));
        theta[i] = Math.fma(-rate, v[i], theta[i]);
      }
    }
  }

  @Override
  public void adagrad(
      float[] theta, float[] g, float[] s, int at, int n, float rate, float epsilon) {
    for (int i = at; i < at + n; i++) {
      s[i] = second(Math.fma(g[i], g[i], s[i]));
      theta[i] = Math.fma(-rate, g[i] / (root(s[i]) + epsilon), theta[i]);
    }
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
    float rest = 1f - rho;
    for (int i = at; i < at + n; i++) {
      s[i] = second(Math.fma(rho, s[i], rest * g[i] * g[i]));
      float change = g[i] * root((d[i] + epsilon) / (s[i] + epsilon));
      d[i] = second(Math.fma(rho, d[i], rest * change * change));
      theta[i] = Math.fma(-rate, change, theta[i]);
    }
  }

  @Override
  public void rmsprop(
      float[] theta, float[] g, float[] s, int at, int n, float rate, float rho, float epsilon) {
    float rest = 1f - rho;
    for (int i = at; i < at + n; i++) {
      s[i] = second(Math.fma(rho, s[i], rest * g[i] * g[i]));
      theta[i] = Math.fma(-rate, g[i] / (root(s[i]) + epsilon), theta[i]);
    }
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
    float rest = 1f - rho;
    for (int i = at; i < at + n; i++) {
      s[i] = second(Math.fma(rho, s[i], rest * g[i] * g[i]));
      v[i] = first(Math.fma(mu, v[i], g[i] / (root(s[i]) + epsilon)));
      theta[i] = Math.fma(-rate, v[i], theta[i]);
    }
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
    float rest = 1f - rho;
    for (int i = at; i < at + n; i++) {
      s[i] = second(Math.fma(rho, s[i], rest * g[i] * g[i]));
      mean[i] = first(Math.fma(rho, mean[i], rest * g[i]));
      float variance = Math.max(0f, Math.fma(-mean[i], mean[i], s[i]));
      theta[i] = Math.fma(-rate, g[i] / (root(variance) + epsilon), theta[i]);
    }
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
    float rest = 1f - rho;
    for (int i = at; i < at + n; i++) {
      s[i] = second(Math.fma(rho, s[i], rest * g[i] * g[i]));
      mean[i] = first(Math.fma(rho, mean[i], rest * g[i]));
      float variance = Math.max(0f, Math.fma(-mean[i], mean[i], s[i]));
      v[i] = first(Math.fma(mu, v[i], g[i] / (root(variance) + epsilon)));
      theta[i] = Math.fma(-rate, v[i], theta[i]);
    }
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
    float rest1 = 1f - beta1;
    float rest2 = 1f - beta2;
    for (int i = at; i < at + n; i++) {
      m[i] = first(Math.fma(beta1, m[i], rest1 * g[i]));
      v[i] = second(Math.fma(beta2, v[i], rest2 * g[i] * g[i]));
      float quotient = m[i] / Math.fma(root(v[i]), rootCorrection, epsilon);
      theta[i] = Math.fma(-step, quotient, decay * theta[i]);
    }
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
    float rest1 = 1f - beta1;
    float rest2 = 1f - beta2;
    for (int i = at; i < at + n; i++) {
      m[i] = first(Math.fma(beta1, m[i], rest1 * g[i]));
      v[i] = second(Math.fma(beta2, v[i], rest2 * g[i] * g[i]));
      u[i] = Math.max(u[i], v[i]);
      float quotient = m[i] / Math.fma(root(u[i]), rootCorrection, epsilon);
      theta[i] = Math.fma(-step, quotient, theta[i]);
    }
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
    float rest1 = 1f - beta1;
    float rest2 = 1f - beta2;
    for (int i = at; i < at + n; i++) {
      m[i] = first(Math.fma(beta1, m[i], rest1 * g[i]));
      v[i] = second(Math.fma(beta2, v[i], rest2 * g[i] * g[i]));
      float ahead = Math.fma(step, m[i], gradientStep * g[i]);
      theta[i] -= ahead / Math.fma(root(v[i]), rootCorrection, epsilon);
    }
  }

  // ---- around the rules

  @Override
  public void scale(float[] x, int at, int n, float factor) {
    for (int i = at; i < at + n; i++) {
      x[i] *= factor;
    }
  }

  @Override
  public void clamp(float[] x, int at, int n, float limit) {
    for (int i = at; i < at + n; i++) {
      x[i] = Math.min(Math.max(x[i], -limit), limit);
    }
  }

  @Override
  public void approach(float[] average, float[] x, int at, int n, float share) {
    for (int i = at; i < at + n; i++) {
      average[i] = Math.fma(share, x[i] - average[i], average[i]);
    }
  }
}
