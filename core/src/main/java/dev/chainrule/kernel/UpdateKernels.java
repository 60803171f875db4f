package dev.chainrule.kernel;

/**
 * Loops that turn gradients into new parameters: one pass over θ, g and what the rule remembers,
 * all at the same offset of equally long arrays.
 *
 * <p>{@link ScalarUpdates} is the specification; every other implementation gives the same bits.
 * Averages too small to matter (of gradients: |m| &lt; 1e−25; of squares: v &lt; 1e−35) become 0,
 * so that dead units never reach subnormal numbers, which processors are slow with.
 */
public interface UpdateKernels {

  // ---- rules

  /** θ ← θ − rate·g. */
  void sgd(float[] theta, float[] g, int at, int n, float rate);

  /** v ← μv + g, θ ← θ − rate·v; with {@code nesterov}: θ ← θ − rate·(g + μv). */
  void momentum(
      float[] theta, float[] g, float[] v, int at, int n, float rate, float mu, boolean nesterov);

  /** s ← s + g², θ ← θ − rate·g/(√s + ε). */
  void adagrad(float[] theta, float[] g, float[] s, int at, int n, float rate, float epsilon);

  /**
   * s ← ρs + (1−ρ)g², Δ = g·√((d + ε)/(s + ε)), d ← ρd + (1−ρ)Δ², θ ← θ − rate·Δ: each step as
   * large as the steps before it.
   */
  void adadelta(
      float[] theta,
      float[] g,
      float[] s,
      float[] d,
      int at,
      int n,
      float rate,
      float rho,
      float epsilon);

  /** s ← ρs + (1−ρ)g², θ ← θ − rate·q, q = g/(√s + ε). */
  void rmsprop(
      float[] theta, float[] g, float[] s, int at, int n, float rate, float rho, float epsilon);

  /** As {@link #rmsprop}, then v ← μv + q, θ ← θ − rate·v. */
  void rmspropMomentum(
      float[] theta,
      float[] g,
      float[] s,
      float[] v,
      int at,
      int n,
      float rate,
      float rho,
      float epsilon,
      float mu);

  /** As {@link #rmsprop} with ḡ ← ρḡ + (1−ρ)g and q = g/(√max(0, s − ḡ²) + ε). */
  void rmspropCentred(
      float[] theta,
      float[] g,
      float[] s,
      float[] mean,
      int at,
      int n,
      float rate,
      float rho,
      float epsilon);

  /** As {@link #rmspropCentred}, then v ← μv + q, θ ← θ − rate·v. */
  void rmspropCentredMomentum(
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
      float mu);

  /**
   * m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← decay·θ − step·m/(√v·rootCorrection + ε).
   *
   * <p>The bias corrections are the caller's: {@code step} = rate/(1−β₁ᵗ), {@code rootCorrection} =
   * 1/√(1−β₂ᵗ); decoupled weight decay is {@code decay} = 1 − rate·λ, and 1 for none.
   */
  void adam(
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
      float decay);

  /** As {@link #adam} without decay, by the greatest v so far: u ← max(u, v) takes v's place. */
  void amsgrad(
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
      float rootCorrection);

  /**
   * m and v as in {@link #adam}, θ ← θ − (step·m + gradientStep·g)/(√v·rootCorrection + ε): a look
   * ahead along the next step's average.
   */
  void nadam(
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
      float rootCorrection);

  // ---- around the rules

  /** x[i] ← factor·x[i]. */
  void scale(float[] x, int at, int n, float factor);

  /** x[i] ← min(max(x[i], −limit), limit); NaN stays NaN. */
  void clamp(float[] x, int at, int n, float limit);

  /** average[i] ← average[i] + share·(x[i] − average[i]). */
  void approach(float[] average, float[] x, int at, int n, float share);
}
