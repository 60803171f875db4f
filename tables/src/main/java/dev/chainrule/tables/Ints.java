package dev.chainrule.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list of ints that grows by blocks, so that growing copies nothing. */
final class Ints {

  private static final int BLOCK = 1 << 13;

  private final List<int[]> full = new ArrayList<>();
  private int[] block = new int[16];
  private int filled;

  void add(int value) {
    if (filled == block.length) {
      grow();
    }
    block[filled++] = value;
  }

  int get(int i) {
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
      block = new int[BLOCK];
      filled = 0;
    } else {
      block = Arrays.copyOf(block, block.length * 2);
    }
  }

  /** Those at the given places, in that order. */
  Ints at(int[] places) {
    Ints some = new Ints();
    for (int place : places) {
      some.add(get(place));
    }
    return some;
  }

  int[] toArray() {
    int[] all = new int[full.size() * BLOCK + filled];
    for (int b = 0; b < full.size(); b++) {
      System.arraycopy(full.get(b), 0, all, b * BLOCK, BLOCK);
    }
    System.arraycopy(block, 0, all, full.size() * BLOCK, filled);
    return all;
  }
}
