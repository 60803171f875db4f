package dev.chainrule.explain;

import dev.chainrule.data.Dataset;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.reference.BatchLoss;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.Links;
import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.tensor.RandomStreams.Purpose;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The rows that gradients are checked on.
 *
 * @param x X, m × n₀
 * @param loss ℒ as a function of the scores, with the targets and the weights of the rows in it
 */
public record CheckBatch(DoubleMatrix x, BatchLoss loss) {

  /** Drawn inputs lie between −{@value} and {@value}, as standardised ones mostly do. */
  private static final double LIMIT = 2;

  /** The first rows of a data set. */
  public static CheckBatch of(Dataset data, int rows, Loss loss) {
    int m = Math.min(rows, data.rows());
    DoubleMatrix x = DoubleMatrix.ofRows(m, i -> inputs(data, i));
    DoubleMatrix y = DoubleMatrix.ofRows(m, i -> targets(data, i));
    double[] weights = IntStream.range(0, m).mapToDouble(data::weight).toArray();
    return new CheckBatch(x, BatchLoss.of(loss, y, weights));
  }

  /**
   * Rows made up: inputs between −2 and 2, and targets such as a prediction of that loss could be,
   * so that they lie where the loss is defined.
   */
  public static CheckBatch drawn(Architecture architecture, Loss loss, int rows, long seed) {
    RandomGenerator random = new RandomStreams(seed).generator(Purpose.SAMPLE, -1);
    int inputs = architecture.input().size();
    int outputs = architecture.output().size();
    DoubleMatrix x = DoubleMatrix.ofRows(rows, i -> numbers(inputs, random));
    DoubleMatrix y =
        DoubleMatrix.ofRows(rows, i -> Links.prediction(loss.link(), numbers(outputs, random)));
    return new CheckBatch(x, BatchLoss.of(loss, y));
  }

  private static double[] numbers(int count, RandomGenerator random) {
    return random.doubles(count, -LIMIT, LIMIT).toArray();
  }

  private static double[] inputs(Dataset data, int row) {
    float[] single = new float[data.inputs()];
    data.copyInputs(row, single, 0);
    return widened(single);
  }

  private static double[] targets(Dataset data, int row) {
    float[] single = new float[data.outputs()];
    data.copyTargets(row, single, 0);
    return widened(single);
  }

  private static double[] widened(float[] single) {
    return IntStream.range(0, single.length).mapToDouble(i -> single[i]).toArray();
  }
}
