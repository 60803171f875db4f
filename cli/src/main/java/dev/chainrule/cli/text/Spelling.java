package dev.chainrule.cli.text;

import java.util.Comparator;
import java.util.List;

/** Words that a misspelt one may have been meant to be. */
public final class Spelling {

  private Spelling() {}

  /** Those of the words that are at most a third of the letters off, the nearest first. */
  public static List<String> near(String misspelt, List<String> words) {
    return words.stream()
        .filter(word -> 3 * distance(misspelt, word) <= Math.max(3, word.length()))
        .sorted(Comparator.comparingInt(word -> distance(misspelt, word)))
        .toList();
  }

  /**
   * How many letters must be inserted, deleted, replaced or swapped with their neighbour to get
   * from one word to the other. Damerau 1964, no letter being touched twice.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
