package dev.chainrule.layer;

import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.tensor.Shape;
import java.util.List;

/**
 * Dropout, which stands behind f, or in front of everything to drop inputs: in each training step
 * every number is dropped, set to 0, with the probability p, and otherwise divided by 1−p, so that
 * the mean stays what it is. In evaluation nothing happens. Srivastava et al. 2014, in its inverted
 * form.
 *
 * @param rate p, the share that is dropped
 */
public record Dropout(double rate) implements Layer {

  /** Checks p. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "The share that dropout drops must be at least 0 and below 1, got " + rate + ".");
    }
  }

  /** Dropout with the probability p. */
  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  /** The key of this layer's random numbers, {@code layer} counted from 0, in one training step. */
  public static long key(Mode.Training mode, int layer) {
    return RandomStreams.derive(mode.key(), layer);
  }

  /**
   * Whether a number is kept, which depends on nothing but the step, the layer, the row in the
   * batch and the unit. Units take turns with the halves of a random number: unit j is dropped if
   * its 32 bits, read as a fraction of 2³², are below p.
   *
   * @param key what {@link #key} gives
   */
  public boolean keeps(long key, int row, int unit) {
    long bits = RandomStreams.derive(RandomStreams.derive(key, row), unit >> 1);
    long half = (unit & 1) == 0 ? bits & 0xffffffffL : bits >>> 32;
    return half >= threshold();
  }

  /** p as a fraction of 2³². */
  public long threshold() {
    return Math.round(rate * 0x1p32);
  }

  /** What a number that is kept is multiplied by: 1/(1−p). */
  public double factor() {
    return 1 / (1 - rate);
  }

  @Override
  public Activation activation() {
    return Activation.identity();
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public List<ParameterLayout.Spec> parameters(String prefix, Shape input) {
    return List.of();
  }

  @Override
  public String describe() {
    return "dropout, " + rate;
  }
}
