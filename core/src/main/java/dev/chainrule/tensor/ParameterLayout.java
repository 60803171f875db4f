package dev.chainrule.tensor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Where each parameter tensor of a network lies in one flat array, in layer order: the weights of a
 * layer, then its biases; or scale, shift and running statistics.
 *
 * @param slices the tensors, back to back from offset 0
 */
public record ParameterLayout(List<Slice> slices) {

  /** What a tensor is for; penalties apply to weights only. */
  public enum Role {
    /** W: from every input to every unit. */
    WEIGHT,
    /** b: one number a unit. */
    BIAS,
    /** γ of a normalisation: one number a unit. */
    SCALE,
    /** β of a normalisation: one number a unit. */
    SHIFT,
    /** The mean of a unit over past batches. */
    RUNNING_MEAN,
    /** The variance of a unit over past batches. */
    RUNNING_VARIANCE;

    /**
     * Whether gradients move the tensor. Running statistics are kept beside what is learnt: they
     * have no gradient, and no optimizer, penalty or decay touches them.
     */
    public boolean isLearned() {
      return switch (this) {
        case WEIGHT, BIAS, SCALE, SHIFT -> true;
        case RUNNING_MEAN, RUNNING_VARIANCE -> false;
      };
    }
  }

  /** A tensor that a layer asks for, not placed yet. */
  public record Spec(
      String name, Role role, Shape shape, Initializer initializer, int fanIn, int fanOut) {}

  /**
   * A tensor at its place: {@code shape.size()} numbers from {@code offset}, the last axis
   * contiguous.
   */
  public record Slice(
      String name,
      Role role,
      Shape shape,
      int offset,
      Initializer initializer,
      int fanIn,
      int fanOut) {

    /** How many numbers the tensor holds. */
    public int size() {
      return shape.size();
    }

    /** The position behind the last number. */
    public int end() {
      return offset + shape.size();
    }
  }

  /** Checks that the slices stand back to back and have names of their own. */
  public ParameterLayout {
    slices = List.copyOf(slices);
    int expected = 0;
    HashSet<String> names = new HashSet<>();
    for (Slice slice : slices) {
      if (slice.offset() != expected || !names.add(slice.name())) {
        throw new IllegalArgumentException(
            "Parameter tensors must have names of their own and stand back to back; '%s' begins at %d where %d was expected."
                .formatted(slice.name(), slice.offset(), expected));
      }
      expected = Math.addExact(expected, slice.size());
    }
  }

  /** Places tensors one behind the other. */
  public static ParameterLayout of(List<Spec> specs) {
    List<Slice> slices = new ArrayList<>();
    int offset = 0;
    for (Spec spec : specs) {
      slices.add(
          new Slice(
              spec.name(),
              spec.role(),
              spec.shape(),
              offset,
              spec.initializer(),
              spec.fanIn(),
              spec.fanOut()));
      offset = Math.addExact(offset, spec.shape().size());
    }
    return new ParameterLayout(slices);
  }

  /** How many numbers all tensors hold together. */
  public int size() {
    return slices.isEmpty() ? 0 : slices.getLast().offset() + slices.getLast().size();
  }

  /** The tensor of that name. */
  public Slice slice(String name) {
    return slices.stream()
        .filter(slice -> slice.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no parameter tensor '%s'; there are %s."
                    .formatted(name, slices.stream().map(Slice::name).toList())));
  }
}
