package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.BatchNormAt;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Normalization;
import dev.chainrule.tensor.Parameters;

/** A batch norm of a finished network: γ and β with the running statistics in them. */
final class ForwardBatchNorm implements ForwardLayer {

  private final int units;
  private final BoundFunction activation;
  private final float[] scale;
  private final float[] shift;

  ForwardBatchNorm(BatchNormAt at, Parameters parameters) {
    units = at.units();
    activation = BoundFunction.of(at.layer().activation());
    scale = new float[units];
    shift = new float[units];
    BatchNormLayer.runningScaleAndShift(at, parameters.toArray(), scale, shift);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public double multiplyAdds() {
    return units;
  }

  @Override
  public int scratch(Kernels kernels, int rows) {
    return 0;
  }

  /** Z = γ′ ⊙ X + β′, A = f(Z). */
  @Override
  public void apply(Kernels kernels, float[] x, int xAt, float[] a, int rows, float[] scratch) {
    System.arraycopy(x, xAt, a, 0, rows * units);
    Normalization.scaleAndShift(a, scale, 0, shift, 0, a, units, 0, rows);
    kernels.activate(activation.function(), activation.alpha(), a, 0, a, 0, rows * units);
  }
}
