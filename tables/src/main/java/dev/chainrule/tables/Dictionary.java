package dev.chainrule.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Distinct texts in the order of their first appearance, found by open addressing without making a
 * String of each cell.
 */
final class Dictionary {

  private final List<String> texts = new ArrayList<>();
  private int[] hashes = new int[16];
  private int[] codes = new int[16];

  Dictionary() {
    Arrays.fill(codes, -1);
  }

  int size() {
    return texts.size();
  }

  String text(int code) {
    return texts.get(code);
  }

  List<String> texts() {
    return texts;
  }

  /** The code of a text, which is {@link #size()} if it is new; it is added then. */
  int code(char[] c, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = hash * 0x01000193 + c[i];
    }
    hash ^= hash >>> 15;
    hash *= 0x2c1b3c6d;
    hash ^= hash >>> 13;
    int slot = hash & (codes.length - 1);
    while (codes[slot] >= 0) {
      if (hashes[slot] == hash && isText(texts.get(codes[slot]), c, from, length)) {
        return codes[slot];
      }
      slot = (slot + 1) & (codes.length - 1);
    }
    texts.add(new String(c, from, length));
    codes[slot] = texts.size() - 1;
    hashes[slot] = hash;
    if (texts.size() * 2 > codes.length) {
      grow();
    }
    return texts.size() - 1;
  }

  private static boolean isText(String text, char[] c, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != c[from + i]) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    int[] oldHashes = hashes;
    int[] oldCodes = codes;
    hashes = new int[oldCodes.length * 2];
    codes = new int[oldCodes.length * 2];
    Arrays.fill(codes, -1);
    for (int i = 0; i < oldCodes.length; i++) {
      if (oldCodes[i] >= 0) {
        int slot = oldHashes[i] & (codes.length - 1);
        while (codes[slot] >= 0) {
          slot = (slot + 1) & (codes.length - 1);
        }
        codes[slot] = oldCodes[i];
        hashes[slot] = oldHashes[i];
      }
    }
  }
}
