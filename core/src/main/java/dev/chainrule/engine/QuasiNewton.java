package dev.chainrule.engine;

import dev.chainrule.kernel.InnerProduct;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.StrongWolfe;
import dev.chainrule.optimizer.StrongWolfe.Trial;
import dev.chainrule.tensor.Parameters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The steps of {@link Optimizer.Lbfgs} on flat arrays. What it does besides evaluating the loss is
 * a few passes over the parameters, by one thread: the same bits on any number of them.
 */
public final class QuasiNewton {

  private final Optimizer.Lbfgs rule;
  private final WorkingLayout layout;
  private final Kernels kernels;
  private final float[] direction;
  private final float[] trial;
  private final float[] trialGradient;
  private final double[] projections;

  /** The newest pair first. */
  private final Deque<Pair> pairs = new ArrayDeque<>();

  // Room for the next pair.
  private float[] s;
  private float[] y;

  private double trialLength;
  private long steps;

  /** What is to become small, with its gradient. */
  @FunctionalInterface
  public interface Objective {

    /**
     * ℒ at {@code theta}, everything included; ∂ℒ/∂θ goes into {@code gradient}. NaN if either is
     * not finite.
     */
    double at(float[] theta, float[] gradient);
  }

  /**
   * A step and what it did to the gradient.
   *
   * @param s Δθ
   * @param y Δg
   * @param curvature sᵀy, above 0
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pair(float[] s, float[] y, double curvature) {}

  /** A rule before its first step, for parameters in that layout. */
  public QuasiNewton(Optimizer.Lbfgs rule, WorkingLayout layout, Execution execution) {
    this.rule = rule;
    this.layout = layout;
    kernels = execution.kernels();
    direction = new float[layout.size()];
    trial = new float[layout.size()];
    trialGradient = new float[layout.size()];
    projections = new double[rule.history()];
    s = new float[layout.size()];
    y = new float[layout.size()];
  }

  /**
   * One step: θ moves to where the loss is lower, and {@code gradient}, which is that at θ, with
   * it. If nothing lower is found along the direction, the pairs are forgotten and the gradient
   * itself is followed; if nothing is found there either, θ and the gradient stay as they are.
   *
   * <p>The last evaluation of a step that succeeds is that of its new parameters.
   *
   * @param value ℒ at {@code theta}
   * @return whether the loss is lower
   */
  public boolean step(float[] theta, float[] gradient, double value, Objective objective) {
    steps++;
    if (search(theta, gradient, value, objective)) {
      return true;
    }
    boolean restart = !pairs.isEmpty();
    pairs.clear();
    return restart && search(theta, gradient, value, objective);
  }

  private boolean search(float[] theta, float[] gradient, double value, Objective objective) {
    direct(gradient);
    double slope = InnerProduct.of(gradient, direction);
    if (!(slope < 0)) {
      return false;
    }
    // Without pairs d = −g, whose length says nothing: it is tried up to 1.
    double first = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    Optional<Trial> found =
        StrongWolfe.search(
            rule, length -> at(theta, length, objective), new Trial(0, value, slope), first);
    if (found.isEmpty()) {
      return false;
    }
    if (found.get().length() != trialLength) {
      at(theta, found.get().length(), objective);
    }
    remember(theta, gradient);
    System.arraycopy(trial, 0, theta, 0, theta.length);
    System.arraycopy(trialGradient, 0, gradient, 0, gradient.length);
    return true;
  }

  /** φ(t) and φ′(t) at θ + td. */
  private Trial at(float[] theta, double length, Objective objective) {
    trialLength = length;
    System.arraycopy(theta, 0, trial, 0, theta.length);
    add(length, direction, trial);
    double value = objective.at(trial, trialGradient);
    return new Trial(length, value, InnerProduct.of(trialGradient, direction));
  }

  // ---- the direction

  /**
   * d = −Hg by the two loops of algorithm 7.4; between them H₀ = (sᵀy/yᵀy)·I of the newest pair.
   */
  private void direct(float[] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      direction[i] = -gradient[i];
    }
    if (pairs.isEmpty()) {
      return;
    }
    int k = 0;
    for (Pair pair : pairs) {
      projections[k] = InnerProduct.of(pair.s, direction) / pair.curvature;
      add(-projections[k], pair.y, direction);
      k++;
    }
    Pair newest = pairs.getFirst();
    double size = newest.curvature / InnerProduct.of(newest.y, newest.y);
    kernels.updates().scale(direction, 0, direction.length, (float) size);
    for (Iterator<Pair> oldestFirst = pairs.descendingIterator(); oldestFirst.hasNext(); ) {
      Pair pair = oldestFirst.next();
      k--;
      double projection = InnerProduct.of(pair.y, direction) / pair.curvature;
      add(projections[k] - projection, pair.s, direction);
    }
  }

  /** sum ← sum + factor·x. */
  private void add(double factor, float[] x, float[] sum) {
    kernels.addScaled((float) factor, x, 0, sum, 0, sum.length);
  }

  /**
   * Keeps s and y of the step to the trial, at the cost of the oldest pair where there is no room.
   * A pair with sᵀy ≤ 0 is left out: d would no longer be sure to lead downwards.
   */
  private void remember(float[] theta, float[] gradient) {
    subtract(trial, theta, s);
    subtract(trialGradient, gradient, y);
    double curvature = InnerProduct.of(s, y);
    if (!(curvature > 0)) {
      return;
    }
    pairs.addFirst(new Pair(s, y, curvature));
    if (pairs.size() > rule.history()) {
      Pair oldest = pairs.removeLast();
      s = oldest.s;
      y = oldest.y;
    } else {
      s = new float[layout.size()];
      y = new float[layout.size()];
    }
  }

  /** difference ← a − b. */
  private static void subtract(float[] a, float[] b, float[] difference) {
    for (int i = 0; i < difference.length; i++) {
      difference[i] = a[i] - b[i];
    }
  }

  // ---- going on later

  /** The pairs, s1 and y1 being those of the newest. */
  public OptimizerState state() {
    SequencedMap<String, Parameters> arrays = new LinkedHashMap<>();
    int k = 1;
    for (Pair pair : pairs) {
      arrays.put("s" + k, layout.parameters(pair.s));
      arrays.put("y" + k, layout.parameters(pair.y));
      k++;
    }
    return new OptimizerState(steps, arrays);
  }

  /** Goes on from there. */
  public void restore(OptimizerState state) {
    steps = state.steps();
    pairs.clear();
    for (int k = 1; k <= rule.history() && state.arrays().containsKey("s" + k); k++) {
      float[] keptS = layout.working(state.array("s" + k));
      float[] keptY = layout.working(state.array("y" + k));
      pairs.addLast(new Pair(keptS, keptY, InnerProduct.of(keptS, keptY)));
    }
  }
}
