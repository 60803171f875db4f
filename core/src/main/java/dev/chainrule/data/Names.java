package dev.chainrule.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names and labels: how they are compared, sorted and made from numbers. */
final class Names {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  private Names() {}

  /** The label that a number makes: "3" and not "3.0". */
  static String ofNumber(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Whether a label is a number. */
  static boolean isNumber(String label) {
    return NUMBER.matcher(label).matches();
  }

  /** A label that is a number in its one form, every other label as it is. */
  static String canonical(String label) {
    return isNumber(label) ? ofNumber(Double.parseDouble(label)) : label;
  }

  /** By number if all are numbers, no before yes if they say that, else by their characters. */
  static List<String> sorted(Collection<String> labels) {
    List<String> sorted = new ArrayList<>(labels);
    Comparator<String> natural = Comparator.naturalOrder();
    if (sorted.stream().allMatch(Names::isNumber)) {
      sorted.sort(Comparator.comparingDouble(Double::parseDouble).thenComparing(natural));
    } else if (sorted.stream().allMatch(label -> YesNo.parse(label).isPresent())) {
      sorted.sort(
          Comparator.comparing((String label) -> YesNo.parse(label).orElseThrow())
              .thenComparing(natural));
    } else {
      sorted.sort(natural);
    }
    return sorted;
  }

  /**
   * The candidate with the fewest edits, if that is at most a third of the name's length and 1 at
   * least.
   */
  static Optional<String> nearest(String name, Collection<String> candidates) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    int best = Math.max(1, wanted.length() / 3) + 1;
    String nearest = null;
    for (String candidate : candidates) {
      int edits = edits(wanted, candidate.strip().toLowerCase(Locale.ROOT));
      if (edits < best) {
        best = edits;
        nearest = candidate;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[b.length()];
  }
}
