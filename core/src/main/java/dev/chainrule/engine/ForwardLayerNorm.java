package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.LayerNormAt;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Normalization;
import dev.chainrule.tensor.Parameters;

/** A layer norm of a finished network. */
final class ForwardLayerNorm implements ForwardLayer {

  private final int units;
  private final double epsilon;
  private final BoundFunction activation;
  private final float[] scale;
  private final float[] shift;

  ForwardLayerNorm(LayerNormAt at, Parameters parameters) {
    units = at.units();
    epsilon = at.layer().epsilon();
    activation = BoundFunction.of(at.layer().activation());
    scale = new float[units];
    shift = new float[units];
    parameters.copy(at.scaleAt(), units, scale, 0);
    parameters.copy(at.shiftAt(), units, shift, 0);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public double multiplyAdds() {
    return 3.0 * units;
  }

  @Override
  public int scratch(Kernels kernels, int rows) {
    return rows;
  }

  /** X̂ = (X − μ)/√(σ² + ε) row by row, Z = γ ⊙ X̂ + β, A = f(Z). */
  @Override
  public void apply(Kernels kernels, float[] x, int xAt, float[] a, int rows, float[] scratch) {
    System.arraycopy(x, xAt, a, 0, rows * units);
    Normalization.normalizeRows(a, epsilon, a, scratch, units, 0, rows);
    Normalization.scaleAndShift(a, scale, 0, shift, 0, a, units, 0, rows);
    kernels.activate(activation.function(), activation.alpha(), a, 0, a, 0, rows * units);
  }
}
