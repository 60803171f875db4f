package dev.chainrule.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column seen as labels: its own, or those that its numbers make.
 *
 * @param labels the labels
 * @param codes the index of each row's label, −1 where it is missing
 */
@SuppressWarnings("ArrayRecordComponent") // a view of a column, never compared
record LabelView(List<String> labels, int[] codes) {

  static LabelView of(Column column) {
    return switch (column) {
      case Column.Labels labels -> new LabelView(labels.labels(), labels.codes());
      case Column.Numbers numbers -> ofNumbers(numbers.values());
      case Column.Dates _, Column.Texts _, Column.Pixels _ ->
          throw new IllegalArgumentException(
              "Column '%s': expected labels or numbers, got %s."
                  .formatted(column.name(), column.type()));
    };
  }

  private static LabelView ofNumbers(double[] values) {
    Map<Double, Integer> known = new HashMap<>();
    List<String> labels = new ArrayList<>();
    int[] codes = new int[values.length];
    for (int row = 0; row < values.length; row++) {
      double value = values[row] + 0.0;
      if (Double.isNaN(value)) {
        codes[row] = -1;
        continue;
      }
      Integer code = known.get(value);
      if (code == null) {
        code = labels.size();
        known.put(value, code);
        labels.add(Names.ofNumber(value));
      }
      codes[row] = code;
    }
    return new LabelView(labels, codes);
  }

  int code(int row) {
    return codes[row];
  }

  /** The labels that some row has. */
  List<String> used() {
    boolean[] used = new boolean[labels.size()];
    Arrays.stream(codes).filter(code -> code >= 0).forEach(code -> used[code] = true);
    List<String> result = new ArrayList<>();
    for (int code = 0; code < used.length; code++) {
      if (used[code]) {
        result.add(labels.get(code));
      }
    }
    return result;
  }
}
