package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.DenseAt;
import dev.chainrule.kernel.ElementFunction;
import dev.chainrule.kernel.InnerProduct;

/**
 * A unit of a dense layer, for one row at a time: what is drawn as a circle with arrows into it.
 * Its weights and their gradient stand in the flat arrays of the whole network.
 */
final class Unit {

  private final float[] x;
  private final float[] dX;
  private final float[] a;
  private final float[] dA;
  private final int j;
  private final int weightAt;
  private final int step;
  private final int biasAt;
  private final ElementFunction function;
  private final float alpha;
  private float z;

  /**
   * Unit j of a layer.
   *
   * @param x the inputs of the layer
   * @param dX ∂ℒ/∂x, to which every unit of the layer adds its share; empty if nobody asks for it
   * @param a the outputs of the layer
   * @param dA ∂ℒ/∂a
   */
  Unit(DenseAt layer, int j, float[] x, float[] dX, float[] a, float[] dA) {
    this.x = x;
    this.dX = dX;
    this.a = a;
    this.dA = dA;
    this.j = j;
    weightAt = layer.weightAt() + j;
    step = layer.units();
    biasAt = layer.biasAt() + j;
    BoundFunction activation = BoundFunction.of(layer.layer().activation());
    function = activation.function();
    alpha = activation.alpha();
  }

  /** z = b + Σᵢ xᵢ·wᵢ, a = f(z). */
  void forward(float[] theta) {
    z = step == 1 ? scoreOfLoneUnit(theta) : score(theta);
    a[j] = function.of(z, alpha);
  }

  private float score(float[] theta) {
    float sum = theta[biasAt];
    for (int i = 0, w = weightAt; i < x.length; i++, w += step) {
      sum = Math.fma(x[i], theta[w], sum);
    }
    return sum;
  }

  private float scoreOfLoneUnit(float[] theta) {
    return InnerProduct.of(theta[biasAt], x, 0, theta, weightAt, x.length);
  }

  /** δ = ∂ℒ/∂a·f′(z); ∂ℒ/∂b ← ∂ℒ/∂b + δ, ∂ℒ/∂wᵢ ← ∂ℒ/∂wᵢ + xᵢ·δ, ∂ℒ/∂xᵢ ← ∂ℒ/∂xᵢ + δ·wᵢ. */
  void backward(float[] theta, float[] gradient) {
    float delta = dA[j] * function.derivative(z, a[j], alpha);
    dA[j] = 0; // for the shares of the next row
    gradient[biasAt] += delta;
    for (int i = 0, w = weightAt; i < x.length; i++, w += step) {
      gradient[w] = Math.fma(x[i], delta, gradient[w]);
    }
    for (int i = 0, w = weightAt; i < dX.length; i++, w += step) {
      dX[i] = Math.fma(delta, theta[w], dX[i]);
    }
  }
}
