package dev.chainrule.tensor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The extent of an array along each axis, for one sample: a dense layer of n units has the shape
 * {@code [n]}.
 *
 * @param extents one positive number an axis
 */
public record Shape(List<Integer> extents) {

  /** Checks that there is an axis and that every extent is positive. */
  public Shape {
    extents = List.copyOf(extents);
    if (extents.isEmpty() || extents.stream().anyMatch(extent -> extent < 1)) {
      throw new IllegalArgumentException(
          "A shape needs at least one axis and only positive extents, got " + extents + ".");
    }
  }

  /** The shape of a vector of {@code n} numbers. */
  public static Shape vector(int n) {
    return new Shape(List.of(n));
  }

  /** The shape of a matrix. */
  public static Shape matrix(int rows, int columns) {
    return new Shape(List.of(rows, columns));
  }

  /** How many numbers an array of this shape holds. */
  public int size() {
    int size = 1;
    for (int extent : extents) {
      size = Math.multiplyExact(size, extent);
    }
    return size;
  }

  /** Whether there is only one axis. */
  public boolean isVector() {
    return extents.size() == 1;
  }

  @Override
  public String toString() {
    return extents.stream().map(String::valueOf).collect(Collectors.joining("×", "[", "]"));
  }
}
