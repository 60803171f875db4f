package dev.chainrule.explain;

import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ReferenceOptimizer;
import dev.chainrule.reference.ReferencePass;
import java.util.ArrayList;
import java.util.List;

/**
 * A problem worked out: some steps of gradient descent, θ ← θ − α·∂ℒ/∂θ, with every number of every
 * forward and backward pass in double precision, and the forward pass that the last step leads to.
 *
 * @param problem what was given
 * @param steps at least one
 * @param next the pass behind the last update, which says what it was good for
 */
public record Worksheet(Problem problem, List<DescentStep> steps, ReferencePass next) {

  /** Copies the list. */
  public Worksheet {
    steps = List.copyOf(steps);
  }

  /** Works a problem out. */
  public static Worksheet of(Problem problem) {
    ReferenceOptimizer optimizer =
        ReferenceOptimizer.of(Optimizer.sgd(), problem.architecture().layout());
    List<DescentStep> steps = new ArrayList<>();
    double[] parameters = problem.parameters().row(0);
    for (int number = 1; number <= problem.steps(); number++) {
      ReferencePass pass = pass(problem, parameters);
      double[] after = optimizer.step(parameters, pass.gradient(), problem.learningRate());
      steps.add(
          new DescentStep(
              number,
              problem.architecture(),
              pass,
              DoubleMatrix.of(parameters),
              DoubleMatrix.of(after)));
      parameters = after;
    }
    return new Worksheet(problem, steps, pass(problem, parameters));
  }

  private static ReferencePass pass(Problem problem, double[] parameters) {
    return ReferencePass.of(
        problem.architecture(), parameters, problem.x(), problem.objective(), Penalty.none());
  }

  /** The loss in front of the step behind this one: what the update has made of ℒ. */
  public double lossAfter(DescentStep step) {
    return step.number() < steps.size() ? steps.get(step.number()).pass().loss() : next.loss();
  }
}
