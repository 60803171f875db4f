package dev.chainrule.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list of doubles that grows by blocks, so that growing copies nothing. */
final class Doubles {

  private static final int BLOCK = 1 << 13;

  private final List<double[]> full = new ArrayList<>();
  private double[] block = new double[16];
  private int filled;

  void add(double value) {
    if (filled == block.length) {
      grow();
    }
    block[filled++] = value;
  }

  double get(int i) {
    int b = i / BLOCK;
    return b < full.size() ? full.get(b)[i % BLOCK] : block[i % BLOCK];
  }

  void removeLast() {
    if (filled == 0) {
      block = full.removeLast();
      filled = BLOCK;
    }
    filled--;
  }

  private void grow() {
    if (block.length == BLOCK) {
      full.add(block);
      block = new double[BLOCK];
      filled = 0;
    } else {
      block = Arrays.copyOf(block, block.length * 2);
    }
  }

  /** Those at the given places, in that order. */
  Doubles at(int[] places) {
    Doubles some = new Doubles();
    for (int place : places) {
      some.add(get(place));
    }
    return some;
  }

  double[] toArray() {
    double[] all = new double[full.size() * BLOCK + filled];
    for (int b = 0; b < full.size(); b++) {
      System.arraycopy(full.get(b), 0, all, b * BLOCK, BLOCK);
    }
    System.arraycopy(block, 0, all, full.size() * BLOCK, filled);
    return all;
  }
}
