package dev.chainrule.engine;

import dev.chainrule.tensor.ParameterLayout.Role;
import dev.chainrule.tensor.ParameterLayout.Slice;
import java.util.ArrayList;
import java.util.List;

/** A part of the parameters: what a thread takes at a time of work on all parameters. */
record Piece(Role role, int at, int size) {

  /** The length of a piece, but for what is left of a tensor. */
  private static final int LENGTH = 1 << 14;

  /** Handing a shorter piece to another thread costs more than it saves. */
  private static final int SHORTEST = 1 << 10;

  /** All parameters in pieces of one tensor each, the same on any number of threads. */
  static Piece[] of(WorkingLayout layout) {
    List<Piece> cut = new ArrayList<>();
    for (Slice slice : layout.slices()) {
      cut(slice.role(), slice.offset(), slice.size(), LENGTH, cut);
    }
    return cut.toArray(Piece[]::new);
  }

  /**
   * The same as one tensor of weights, for work that treats all tensors alike and sums nothing up:
   * at least two pieces a thread, if they are not too short.
   */
  static Piece[] ofWhole(WorkingLayout layout, int threads) {
    int share = Math.ceilDiv(layout.size(), 2 * threads);
    int length = Math.clamp((long) SHORTEST * Math.ceilDiv(share, SHORTEST), SHORTEST, LENGTH);
    List<Piece> cut = new ArrayList<>();
    cut(Role.WEIGHT, 0, layout.size(), length, cut);
    return cut.toArray(Piece[]::new);
  }

  private static void cut(Role role, int from, int size, int length, List<Piece> cut) {
    for (int at = 0; at < size; at += length) {
      cut.add(new Piece(role, from + at, Math.min(length, size - at)));
    }
  }
}
