package dev.chainrule.tensor;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random numbers from one seed, in streams that do not disturb each other: a stream is named by its
 * purpose and an index (a tensor, an epoch, a step), and begins anew from that name alone. A
 * training that resumes therefore needs no generator state.
 *
 * <p>The algorithm is {@value #ALGORITHM} of the JDK, whose output is specified bit by bit; the key
 * of a stream is mixed by the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
 *
 * @param seed what all streams derive from
 */
public record RandomStreams(long seed) {

  /** The JDK's name of the generator. */
  public static final String ALGORITHM = "L64X128MixRandom";

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** What random numbers are drawn for. */
  public enum Purpose {
    INITIALIZATION(1),
    SPLIT(2),
    SHUFFLE(3),
    /** What is drawn in one training step. */
    STEP(4),
    /** How rows are dealt into folds. */
    FOLDS(11),
    /** In which order rows are taken where few and more of them are compared. */
    ORDER(12),
    /** Which settings a search tries. */
    SEARCH(13),
    /** How the cells of a column are permuted. */
    PERMUTATION(14),
    /** Which rows of a large table are looked at before the others. */
    ROWS(15),
    /** Which rows are set aside to fit calibrations and thresholds to. */
    CALIBRATION(16),
    /** Which gradients of a large network are checked. */
    SAMPLE(21);

    /**
     * Part of a stream's name, and so of the promise of equal bits: never changed, never used
     * twice.
     */
    private final int key;

    Purpose(int key) {
      this.key = key;
    }
  }

  /** The generator of one stream, at its beginning. */
  public RandomGenerator generator(Purpose purpose, long index) {
    return RandomGeneratorFactory.of(ALGORITHM).create(key(purpose, index));
  }

  /**
   * The name of one stream as a number, from which {@link #derive} makes random numbers in any
   * order.
   */
  public long key(Purpose purpose, long index) {
    return derive(mix(seed + GOLDEN_GAMMA * purpose.key), index);
  }

  /**
   * Sixty-four random bits that depend on the key and the index alone; also the key of a stream
   * within the stream. They need no memory and no order, so any thread can make any of them: bits
   * {@code derive(derive(derive(key, layer), row), unit)} belong to one unit of one row.
   */
  public static long derive(long key, long index) {
    return mix(key + GOLDEN_GAMMA * (index + 1));
  }

  /**
   * A whole number from 0 to before {@code bound}: the upper half of a product (Lemire 2019,
   * without rejection).
   */
  public static int below(int bound, RandomGenerator random) {
    return (int) (((random.nextInt() & 0xffffffffL) * bound) >>> 32);
  }

  private static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
