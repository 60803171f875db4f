package dev.chainrule.engine;

import dev.chainrule.tensor.ParameterLayout.Role;
import dev.chainrule.tensor.ParameterLayout.Slice;
import java.util.ArrayList;
import java.util.List;

/** A part of the parameters: what a thread takes at a time of work on all parameters. */
record Piece(Role role, int at, int size) {

  /** The length of a piece, but for what is left of a tensor. */
  private static final int LENGTH = 1 << 14;

  /** All parameters in pieces of one tensor each, the same on any number of threads. */
  static Piece[] of(WorkingLayout layout) {
    List<Piece> cut = new ArrayList<>();
    for (Slice slice : layout.slices()) {
      cut(slice.role(), slice.offset(), slice.size(), cut);
    }
    return cut.toArray(Piece[]::new);
  }

  /** The same as one tensor of weights, for work that treats all tensors alike: fewer pieces. */
  static Piece[] ofWhole(WorkingLayout layout) {
    List<Piece> cut = new ArrayList<>();
    cut(Role.WEIGHT, 0, layout.size(), cut);
    return cut.toArray(Piece[]::new);
  }

  private static void cut(Role role, int from, int size, List<Piece> cut) {
    for (int at = 0; at < size; at += LENGTH) {
      cut.add(new Piece(role, from + at, Math.min(LENGTH, size - at)));
    }
  }
}
