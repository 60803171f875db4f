package dev.chainrule.engine;

import dev.chainrule.data.Augmentation;
import dev.chainrule.data.Batch;
import dev.chainrule.data.Dataset;
import dev.chainrule.engine.WorkingLayout.DenseAt;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of a batch in the plain loops of the textbook: row after row, unit after unit
 * forward to the scores, to the loss, and unit after unit back.
 *
 * <p>Small networks of dense layers learn so. The blocks, regions and kernels of a {@link Pass},
 * which make large networks fast, cost several times the arithmetic of a small one. The bits are
 * the same: every sum runs in the same order here and there.
 */
public final class RowByRow implements BatchGradient {

  private final LossGradient lossGradient;
  private final Batch row;
  private final float[] scores;
  private final float[] dScores;
  private final float[] rowLoss = new float[1];

  /** Layer by layer from the inputs to the scores. */
  private final Unit[] upwards;

  /** Layer by layer from the scores to the inputs; the units of a layer in their order. */
  private final Unit[] downwards;

  private double weight;

  /**
   * The gradient row by row for a training whose steps are so small that this is the fastest way;
   * empty for other trainings, and where there are other layers than dense ones or rows that are
   * changed before they are learnt from.
   */
  public static Optional<BatchGradient> of(
      Architecture architecture, Loss loss, Augmentation augmentation, Execution execution) {
    return execution.hasSmallSteps()
            && augmentation.equals(Augmentation.none())
            && architecture.layers().stream().allMatch(Dense.class::isInstance)
        ? Optional.of(new RowByRow(new WorkingLayout(architecture), loss))
        : Optional.empty();
  }

  /** For an architecture of dense layers alone. */
  RowByRow(WorkingLayout layout, Loss loss) {
    List<Unit> up = new ArrayList<>();
    List<Unit> down = new ArrayList<>();
    int inputs = layout.dense().getFirst().inputs();
    row = new Batch(1, inputs, layout.dense().getLast().units());
    float[] x = row.x();
    float[] dX = new float[0];
    for (DenseAt layer : layout.dense()) {
      float[] a = new float[layer.units()];
      float[] dA = new float[layer.units()];
      for (int j = 0; j < layer.units(); j++) {
        Unit unit = new Unit(layer, j, x, dX, a, dA);
        up.add(unit);
        down.add(j, unit);
      }
      x = a;
      dX = dA;
    }
    scores = x;
    dScores = dX;
    upwards = up.toArray(Unit[]::new);
    downwards = down.toArray(Unit[]::new);
    lossGradient = new LossGradient(loss, Kernels.scalar());
  }

  @Override
  public double gradient(
      float[] theta, Dataset data, int[] order, int first, int size, long key, float[] gradient) {
    Arrays.fill(gradient, 0);
    weight = BatchGradient.weight(data, order, first, size);
    float scale = weight == 0 ? 0 : (float) (1 / weight);
    double sum = 0;
    for (int i = first; i < first + size; i++) {
      row.load(data, order, i, 0, 1);
      forward(theta);
      lossGradient.of(scores, row, scale, dScores, rowLoss, 0, 1);
      backward(theta, gradient);
      sum += (double) rowLoss[0] * row.weights()[0];
    }
    return weight == 0 ? 0 : sum / weight;
  }

  private void forward(float[] theta) {
    for (Unit unit : upwards) {
      unit.forward(theta);
    }
  }

  private void backward(float[] theta, float[] gradient) {
    for (Unit unit : downwards) {
      unit.backward(theta, gradient);
    }
  }

  @Override
  public double weight() {
    return weight;
  }
}
