package dev.chainrule.engine;

import dev.chainrule.tensor.ParameterLayout.Role;
import dev.chainrule.tensor.ParameterLayout.Slice;
import java.util.ArrayList;
import java.util.List;

/** A part of one tensor: what a thread takes at a time of work on all parameters. */
record Piece(Role role, int at, int size) {

  /** The length of a piece, but for what is left of a tensor. */
  private static final int LENGTH = 1 << 14;

  /** All parameters in pieces, the same on any number of threads. */
  static Piece[] of(WorkingLayout layout) {
    List<Piece> cut = new ArrayList<>();
    for (Slice slice : layout.slices()) {
      for (int at = 0; at < slice.size(); at += LENGTH) {
        cut.add(new Piece(slice.role(), slice.offset() + at, Math.min(LENGTH, slice.size() - at)));
      }
    }
    return cut.toArray(Piece[]::new);
  }
}
