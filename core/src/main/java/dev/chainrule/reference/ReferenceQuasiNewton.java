package dev.chainrule.reference;

import static dev.chainrule.reference.DoubleMatrix.sum;

import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.StrongWolfe;
import dev.chainrule.optimizer.StrongWolfe.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@link Optimizer.Lbfgs} in double precision, as the textbook has it: Nocedal and Wright 2006,
 * algorithms 7.4 and 7.5.
 *
 * {@snippet :
 * ReferenceQuasiNewton method = ReferenceQuasiNewton.of(Optimizer.lbfgs());
 * ReferenceQuasiNewton.Function parabola = x -> new ReferenceQuasiNewton.Point(x, x[0] * x[0], new double[] {2 * x[0]});
 * Point next = method.step(parabola.at(new double[] {3}), parabola).orElseThrow();
 * }
 *
 * <p>An instance remembers its steps: it is for one minimisation and one thread.
 */
public final class ReferenceQuasiNewton {

  private final Optimizer.Lbfgs rule;

  /** The oldest first. */
  private final List<Pair> pairs = new ArrayList<>();

  /** A smooth function ℒ. */
  @FunctionalInterface
  public interface Function {

    /** ℒ and its gradient at θ. */
    Point at(double[] theta);
  }

  /**
   * A function at one point.
   *
   * @param theta θ
   * @param value ℒ(θ)
   * @param gradient g = ∂ℒ/∂θ
   */
  @SuppressWarnings("ArrayRecordComponent") // a point is looked at and handed on, never compared
  public record Point(double[] theta, double value, double[] gradient) {}

  /** s = Δθ and y = Δg of a step. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pair(double[] s, double[] y) {}

  private ReferenceQuasiNewton(Optimizer.Lbfgs rule) {
    this.rule = rule;
  }

  /** A rule before its first step. */
  public static ReferenceQuasiNewton of(Optimizer.Lbfgs rule) {
    return new ReferenceQuasiNewton(rule);
  }

  /**
   * A lower point: on the line along −Hg, or along −g where that leads nowhere. Nothing if neither
   * leads down, as at a minimum.
   */
  public Optional<Point> step(Point from, Function function) {
    Optional<Point> to = lower(from, function);
    if (to.isEmpty() && !pairs.isEmpty()) {
      pairs.clear();
      to = lower(from, function);
    }
    to.ifPresent(point -> remember(from, point));
    return to;
  }

  /** The point that a line search ends at. */
  private Optional<Point> lower(Point from, Function function) {
    double[] d = direction(from.gradient());
    double slope = dot(from.gradient(), d);
    if (!(slope < 0)) {
      return Optional.empty();
    }
    // Without pairs d = −g, whose length says nothing: it is tried up to 1.
    double first = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    return StrongWolfe.search(
            rule,
            t -> {
              Point trial = function.at(plus(from.theta(), t, d));
              return new Trial(t, trial.value(), dot(trial.gradient(), d));
            },
            new Trial(0, from.value(), slope),
            first)
        .map(end -> function.at(plus(from.theta(), end.length(), d)));
  }

  /** Keeps s and y, unless sᵀy ≤ 0: d would no longer be sure to lead downwards. */
  private void remember(Point from, Point to) {
    Pair pair =
        new Pair(plus(to.theta(), -1, from.theta()), plus(to.gradient(), -1, from.gradient()));
    if (dot(pair.s, pair.y) > 0) {
      pairs.add(pair);
    }
    if (pairs.size() > rule.history()) {
      pairs.removeFirst();
    }
  }

  /** d = −Hg, algorithm 7.4; H₀ = (sᵀy/yᵀy)·I of the newest pair, (7.20). */
  double[] direction(double[] gradient) {
    double[] q = gradient;
    double[] alpha = new double[pairs.size()];
    for (int i = pairs.size() - 1; i >= 0; i--) {
      Pair pair = pairs.get(i);
      alpha[i] = rho(pair) * dot(pair.s, q);
      q = plus(q, -alpha[i], pair.y);
    }
    double size =
        pairs.isEmpty()
            ? 1
            : dot(pairs.getLast().s, pairs.getLast().y) / dot(pairs.getLast().y, pairs.getLast().y);
    double[] r = Arrays.stream(q).map(x -> size * x).toArray();
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      double beta = rho(pair) * dot(pair.y, r);
      r = plus(r, alpha[i] - beta, pair.s);
    }
    return Arrays.stream(r).map(x -> -x).toArray();
  }

  /** ρ = 1/(yᵀs). */
  private static double rho(Pair pair) {
    return 1 / dot(pair.y, pair.s);
  }

  /** xᵀy. */
  private static double dot(double[] x, double[] y) {
    return sum(x.length, i -> x[i] * y[i]);
  }

  /** x + factor·y. */
  private static double[] plus(double[] x, double factor, double[] y) {
    double[] sum = x.clone();
    Arrays.setAll(sum, i -> x[i] + factor * y[i]);
    return sum;
  }
}
