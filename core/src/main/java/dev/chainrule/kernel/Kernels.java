package dev.chainrule.kernel;

import java.util.Optional;

/**
 * Loops over float arrays: everything the engine computes.
 *
 * <p>{@link ScalarKernels} is the specification. Every other implementation gives the same bits for
 * every input, on any vector width: products of matrices are one chain of fused multiply-adds an
 * element, in increasing order of the summation index, inner products run in eight fixed lanes;
 * sums over rows run in row order; element-wise functions are the polynomials of {@link
 * ScalarMath}. Implementations hold no mutable state and are safe for use by many threads.
 *
 * <p>A matrix is an array, the offset of its first element and a row stride ({@code lda} and so
 * on), all in floats; rows are contiguous. No method allocates. Arguments are trusted: callers
 * check shapes once, when they are built.
 */
public interface Kernels {

  /**
   * The name that provenance and {@code chainrule --version} show, for example {@code vector-512}.
   */
  String name();

  /** The plain loops. */
  static Kernels scalar() {
    return KernelChoice.here().scalar();
  }

  /**
   * The loops by the Vector API.
   *
   * @throws IllegalStateException if the JVM runs without the module {@code jdk.incubator.vector}
   *     and may not take it in ({@link VectorModule})
   */
  static Kernels vector() {
    return KernelChoice.here().vector();
  }

  /**
   * The kernels for a piece of work: plain loops if it is over before the JVM would have compiled
   * the vector loops, or if it has no Vector API; else the vector loops. The system property {@code
   * chainrule.kernel}, {@code scalar} or {@code vector}, overrules this. The results are the same
   * bits in any case.
   *
   * @param multiplyAdds about how many multiply-adds the work has in all
   * @throws IllegalArgumentException if the property has another value
   * @throws IllegalStateException if the property asks for vectors and the JVM runs without them
   */
  static Kernels forWork(double multiplyAdds) {
    return KernelChoice.here().forWork(multiplyAdds);
  }

  /** One line for the user if the vector kernels cannot run in this JVM: what to do about it. */
  static Optional<String> notice() {
    return KernelChoice.here().notice();
  }

  // ---- products; each needs working memory of at least {@link #productScratch} floats, owned by
  // the calling thread. The sums begin with those of S, an m×n matrix: C itself, or one apart from
  // it; with a {@code startStep} of 0, all its rows are one.

  /** C (m×n) ← S + A (m×k) · B (k×n). */
  void multiply(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch);

  /** C (m×n) ← S + Aᵀ · B, where A is k×m and B is k×n. */
  void multiplyTransposedA(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch);

  /** C (m×n) ← S + A · Bᵀ, where A is m×k and B is n×k. */
  void multiplyTransposedB(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch);

  /**
   * c[i] ← start + ⟨A[i], b⟩ for the m rows of A, of k numbers each, by {@link
   * InnerProduct#of(float, float[], int, float[], int, int)}: a column of C alone, where vectors
   * find no neighbours to work on side by side but the products of one sum. Needs no scratch.
   */
  void innerProducts(
      float start,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int m,
      int k);

  /** How many floats of scratch a product of these or smaller sizes needs. */
  int productScratch(int m, int n, int k);

  // ---- rows and columns

  /** sums[j] ← sums[j] + C[0][j] + … + C[m−1][j], in row order. */
  void addColumnSums(float[] c, int cAt, int ldc, int m, int n, float[] sums, int sumsAt);

  // ---- element-wise

  /**
   * a[i] ← f(z[i]); {@code a} may be {@code z} itself. NaN stays NaN for every function, relu
   * included.
   */
  void activate(ElementFunction f, float alpha, float[] z, int zAt, float[] a, int aAt, int n);

  /**
   * delta[i] ← delta[i] · f′(z[i]). Functions that do not need z ({@link
   * ElementFunction#derivativeNeedsInput}) read only {@code a}; the others read both.
   */
  void multiplyByDerivative(
      ElementFunction f,
      float alpha,
      float[] z,
      int zAt,
      float[] a,
      int aAt,
      float[] delta,
      int deltaAt,
      int n);

  /**
   * Each row of the m×n matrix at {@code scores} ← softmax of the row, in place; the row's sum is
   * taken from left to right.
   */
  void softmax(float[] scores, int at, int m, int n);

  // ---- losses: m×n scores z and targets y, contiguous; one weight a row
  //
  // gradient ← weight[i]·scale·∂loss/∂z, element by element ({@code gradient} may be {@code
  // scores}), and
  // rowLoss[i] ← the loss of row i, weight and scale not applied, summed from left to right.

  /**
   * bce from logits: max(z,0) − zy + ln(1+e^{−|z|}); gradient σ(z) − y. Smoothing: y ← (1−ε)y +
   * ε/2.
   */
  void sigmoidCrossEntropy(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float smoothing,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n);

  /**
   * cce from logits: Σy·(ln Σe^{z−max}) − Σy(z−max); gradient softmax(z)·Σy − y. Smoothing: y ←
   * (1−ε)y + ε/n.
   */
  void softmaxCrossEntropy(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float smoothing,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n);

  /** mse: ½Σ(z−y)²; gradient z − y. */
  void squaredError(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n);

  /** mae: Σ|z−y|; gradient sign(z − y), 0 at 0. */
  void absoluteError(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n);

  /** huber: ½d² where |d| ≤ δ, else δ(|d| − ½δ), d = z − y; gradient clamp(d, −δ, δ). */
  void huberError(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float delta,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n);

  /**
   * Quantiles: max(τd, (τ−1)d), d = y − z; gradient −τ where d > 0, 1 − τ where d < 0, 0 at 0.
   * Column j has τ = {@code levels[j mod q]} of q levels.
   */
  void pinballError(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float[] levels,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n);

  /**
   * Poisson: y(e^u − 1 − u) with u = z − ln y, and e^z where y is 0; gradient e^z − y. e^z as
   * {@link #exponential}.
   */
  void poissonDeviance(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n);

  // ---- flat vectors

  /** x ← e^x in place: 0 for x below −87.3, infinite for x above 87.3. */
  void exponential(float[] x, int at, int n);

  /**
   * Σ x², each square exact in double: whole sixteens in sixteen lanes (element i in lane i mod
   * 16), which are then added pairwise; the up to fifteen elements that remain are added one after
   * the other.
   */
  double sumOfSquares(float[] x, int at, int n);

  /** y[i] ← y[i] + factor·x[i], fused. */
  void addScaled(float factor, float[] x, int xAt, float[] y, int yAt, int n);

  // ---- optimizers

  /** The loops that turn gradients into new parameters. */
  UpdateKernels updates();
}
