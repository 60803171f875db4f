package dev.chainrule.explain;

import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.tensor.RandomStreams.Purpose;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which gradients are measured: all of them, or so many of every tensor, drawn from a seed. A
 * difference costs two forward passes for each number, so all of them cost about 2·P² multiply-adds
 * for P parameters and every row: nothing for a small network, days for a large one.
 *
 * @param perTensor how many of each weight matrix, of each vector of biases, and of the inputs; a
 *     tensor that has no more is measured whole
 * @param seed what the draw derives from
 */
public record Sampling(int perTensor, long seed) {

  /** About how many multiply-adds a check may cost before it is sampled: some seconds. */
  private static final double AFFORDABLE = 4e9;

  /** However large the network is, so many of each tensor are measured. */
  private static final int LEAST = 20;

  /** Checks that something is measured. */
  public Sampling {
    if (perTensor < 1) {
      throw new IllegalArgumentException(
          "At least 1 gradient of each tensor must be measured, got " + perTensor + ".");
    }
  }

  /** Every gradient. */
  public static Sampling all() {
    return new Sampling(Integer.MAX_VALUE, 0);
  }

  /**
   * Every gradient where that takes some seconds at most, and as many of each tensor as do
   * otherwise.
   *
   * @param rows how many rows the batch has
   */
  public static Sampling affordable(Architecture architecture, int rows, long seed) {
    double parameters = architecture.layout().size();
    double inputs = (double) rows * architecture.input().size();
    double each = 2 * parameters * (rows + 1);
    if ((parameters + inputs) * each <= AFFORDABLE) {
      return new Sampling(Integer.MAX_VALUE, seed);
    }
    int tensors = architecture.layout().slices().size() + 1;
    return new Sampling((int) Math.max(LEAST, AFFORDABLE / each / tensors), seed);
  }

  /** Whether this is every gradient, of any network. */
  public boolean isAll() {
    return perTensor == Integer.MAX_VALUE;
  }

  /**
   * The numbers of one tensor that are measured, in increasing order.
   *
   * @param size how many numbers it has
   * @param tensor which one it is, so that each has a draw of its own
   */
  int[] indices(int size, int tensor) {
    int[] indices = IntStream.range(0, size).toArray();
    if (size <= perTensor) {
      return indices;
    }
    RandomGenerator random = new RandomStreams(seed).generator(Purpose.SAMPLE, tensor);
    for (int i = 0; i < perTensor; i++) {
      int other = i + RandomStreams.below(size - i, random);
      int drawn = indices[other];
      indices[other] = indices[i];
      indices[i] = drawn;
    }
    return IntStream.of(indices).limit(perTensor).sorted().toArray();
  }
}
