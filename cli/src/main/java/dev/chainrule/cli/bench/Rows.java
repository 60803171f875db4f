package dev.chainrule.cli.bench;

import dev.chainrule.data.Dataset;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Rows drawn from a seed: inputs standard normal, the target decided by a hidden linear rule with
 * noise, so that there is something to learn and nothing to look up.
 */
public final class Rows implements Dataset {

  private static final int SHIFT = 12;

  /** Up to so many numbers, a loop is faster than a call, as in the data sets of a user. */
  private static final int FEW = 8;

  private final int rows;
  private final int inputs;
  private final int classes;
  private final float[][] blocks;
  private final int[] labels;

  private Rows(int rows, int inputs, int classes) {
    this.rows = rows;
    this.inputs = inputs;
    this.classes = classes;
    blocks = new float[Math.ceilDiv(rows, 1 << SHIFT)][];
    labels = new int[rows];
  }

  /** Rows of two classes, the target being a single 0 or 1. */
  public static Rows binary(int rows, int inputs) {
    return drawn(rows, inputs, 2);
  }

  /** Rows of k classes, one-hot. */
  public static Rows ofClasses(int rows, int inputs, int classes) {
    return drawn(rows, inputs, classes);
  }

  private static Rows drawn(int rows, int inputs, int classes) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    Rows drawn = new Rows(rows, inputs, classes);
    for (int row = 0; row < rows; row++) {
      int within = row & ((1 << SHIFT) - 1);
      if (within == 0) {
        drawn.blocks[row >> SHIFT] = new float[Math.min(rows - row, 1 << SHIFT) * inputs];
      }
      float[] block = drawn.blocks[row >> SHIFT];
      double score = 0.5 * random.nextGaussian();
      for (int j = 0; j < inputs; j++) {
        float value = (float) random.nextGaussian();
        block[within * inputs + j] = value;
        score += (j % 2 == 0 ? value : -value) / Math.sqrt(inputs);
      }
      // A standard normal score, cut into k classes of about equal size.
      double share = 1 / (1 + Math.exp(-1.7 * score));
      drawn.labels[row] = Math.min(classes - 1, (int) (share * classes));
    }
    return drawn;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return classes == 2 ? 1 : classes;
  }

  @Override
  public void copyInputs(int row, float[] to, int at) {
    int within = row & ((1 << SHIFT) - 1);
    float[] block = blocks[row >> SHIFT];
    if (inputs > FEW) {
      System.arraycopy(block, within * inputs, to, at, inputs);
      return;
    }
    for (int k = 0; k < inputs; k++) {
      to[at + k] = block[within * inputs + k];
    }
  }

  @Override
  public void copyTargets(int row, float[] to, int at) {
    if (classes == 2) {
      to[at] = labels[row];
      return;
    }
    for (int j = 0; j < classes; j++) {
      to[at + j] = labels[row] == j ? 1 : 0;
    }
  }

  /** One row of inputs. */
  float[] inputsOf(int row) {
    float[] copy = new float[inputs];
    copyInputs(row, copy, 0);
    return copy;
  }

  /** The class of a row. */
  int label(int row) {
    return labels[row];
  }
}
