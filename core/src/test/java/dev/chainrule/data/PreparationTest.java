package dev.chainrule.data;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Encoder.DateParts;
import dev.chainrule.data.Encoder.OneHot;
import dev.chainrule.data.Encoder.Standardize;
import dev.chainrule.data.Encoder.Unit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreparationTest {

  private static final Column TARGET = numbers("y", 0.5, 1.5, 2.5, 3.5);

  @Test
  void standardises_numbers_with_the_statistics_of_the_training_rows_alone() {
    Table table = table(numbers("x", 1, 2, 3, 1000), TARGET);
    Preparation preparation = fit(table, 0, 1, 2);
    assertThat(preparation.encoders())
        .containsExactly(new Standardize("x", 2, Math.sqrt(2.0 / 3), false));
    float z = (float) Math.sqrt(1.5);
    assertThat(inputs(preparation, table))
        .isDeepEqualTo(new float[][] {{-z}, {0}, {z}, {(float) (998 / Math.sqrt(2.0 / 3))}});
  }

  @Test
  void a_missing_number_is_the_mean_and_says_so() {
    Table table = table(numbers("x", 1, NaN, 3, NaN), TARGET);
    Preparation preparation = fit(table, 0, 1, 2);
    assertThat(preparation.inputNames()).containsExactly("x", "x is missing");
    assertThat(inputs(preparation, table))
        .isDeepEqualTo(new float[][] {{-1, 0}, {0, 1}, {1, 0}, {0, 1}});
  }

  @Test
  void a_number_that_is_missing_in_other_rows_only_is_the_mean_without_an_indicator() {
    Table table = table(numbers("x", 1, 2, 3, NaN), TARGET);
    Preparation preparation = fit(table, 0, 1, 2);
    assertThat(preparation.inputNames()).containsExactly("x");
    assertThat(inputs(preparation, table)[3]).containsExactly(0);
  }

  @Test
  void constant_columns_survive() {
    double odd = 1e9 + 0.1;
    Table table = table(numbers("x", odd, odd, odd, odd + 2), TARGET);
    Preparation preparation = fit(table, 0, 1, 2);
    assertThat(preparation.encoders()).containsExactly(new Standardize("x", odd, 1, false));
    assertThat(inputs(preparation, table)).isDeepEqualTo(new float[][] {{0}, {0}, {0}, {2}});
  }

  @Test
  void statistics_survive_large_offsets_and_the_ends_of_double() {
    double[] far = {1e15, 1e15 + 1, 1e15 + 2, 1e15 + 3};
    assertThat(fitted(far).mean()).isEqualTo(1e15 + 1.5);
    assertThat(fitted(far).deviation()).isCloseTo(Math.sqrt(1.25), within(1e-15));
    double[] huge = {-1.7e308, 1.7e308, 1.7e308, -1.7e308};
    assertThat(fitted(huge)).isEqualTo(new Standardize("x", 0, 1.7e308, false));
    double[] tiny = {0, 1e-310, 0, 1e-310};
    assertThat(fitted(tiny).deviation()).isCloseTo(5e-311, within(1e-321));
    for (double[] values : List.of(far, huge, tiny)) {
      Table table = table(numbers("x", values), TARGET);
      float[][] inputs = inputs(fit(table, 0, 1, 2, 3), table);
      for (float[] row : inputs) {
        assertThat(row[0]).isBetween(-2f, 2f);
      }
    }
  }

  @Test
  void a_column_without_a_value_in_the_training_rows_is_left_out() {
    Table table =
        table(
            numbers("x", 1, 2, 3, 4),
            numbers("empty", NaN, NaN, NaN, 7),
            labels("none", "", "", "", "a"),
            new Column.Dates("never", new LocalDateTime[4]),
            TARGET);
    Preparation preparation = fit(table, 0, 1, 2);
    assertThat(preparation.inputNames()).containsExactly("x");
    assertThat(preparation.inputs(table).rows()).isEqualTo(4);
  }

  @Test
  void categories_are_one_hot_with_slots_for_missing_and_unknown_ones() {
    Table table =
        table(
            labels("color", "red", "blue", "red", "blue", "green", "", "", "white"),
            numbers("y", 1, 2, 3, 4, 5, 6, 7, 8));
    Preparation preparation = fit(table, 0, 1, 2, 3, 4, 5);
    assertThat(preparation.inputNames())
        .containsExactly("color=blue", "color=red", "color is missing", "color=(unknown)");
    float[] blue = {1, 0, 0, 0};
    float[] red = {0, 1, 0, 0};
    float[] missing = {0, 0, 1, 0};
    float[] unknown = {0, 0, 0, 1};
    assertThat(inputs(preparation, table))
        .as("green was there once and is rare; white was never seen")
        .isDeepEqualTo(new float[][] {red, blue, red, blue, unknown, missing, missing, unknown});
  }

  @Test
  void the_fifty_most_frequent_categories_have_an_input_of_their_own() {
    List<String> cells = new ArrayList<>();
    for (int label = 0; label < 60; label++) {
      for (int i = 0; i < 100 - label; i++) {
        cells.add("l%02d".formatted(label));
      }
    }
    int rows = cells.size();
    Table table =
        table(
            labels("l", cells.toArray(String[]::new)),
            numbers("y", IntStream.range(0, rows).asDoubleStream().toArray()));
    Preparation preparation = fit(table, IntStream.range(0, rows).toArray());
    assertThat(preparation.encoders().getFirst())
        .isInstanceOfSatisfying(
            OneHot.class,
            oneHot ->
                assertThat(oneHot.categories())
                    .hasSize(50)
                    .startsWith("l00", "l01")
                    .endsWith("l48", "l49"));
    assertThat(preparation.inputs()).isEqualTo(51);
  }

  @Test
  void yes_and_no_are_one_input_however_they_are_spelt() {
    Column flag =
        new Column.Labels(
            "f", ColumnType.BOOLEAN, List.of("Yes", "no"), new int[] {0, 1, -1, 0, 0});
    Table table = table(flag, numbers("y", 1, 2, 3, 4, 5));
    Preparation preparation = fit(table, 0, 1, 2, 3);
    assertThat(preparation.inputNames()).containsExactly("f", "f is missing");
    float share = 2 / 3f;
    assertThat(inputs(preparation, table))
        .isDeepEqualTo(new float[][] {{1, 0}, {0, 0}, {share, 1}, {1, 0}, {1, 0}});
  }

  @Test
  void dates_become_their_parts_with_hours_only_if_there_are_times() {
    LocalDateTime monday = LocalDate.of(2024, 1, 1).atStartOfDay();
    LocalDateTime tuesday = LocalDate.of(2026, 3, 3).atStartOfDay();
    Table days =
        table(new Column.Dates("d", new LocalDateTime[] {monday, tuesday, null, monday}), TARGET);
    Preparation preparation = fit(days, 0, 1, 2);
    assertThat(preparation.inputNames())
        .containsExactly("d year", "d month", "d day", "d weekday", "d is missing");
    assertThat(inputs(preparation, days))
        .isDeepEqualTo(
            new float[][] {
              {-1, -1, -1, -1, 0}, {1, 1, 1, 1, 0}, {0, 0, 0, 0, 1}, {-1, -1, -1, -1, 0}
            });
    Table times =
        table(
            new Column.Dates(
                "d",
                new LocalDateTime[] {
                  monday.plusHours(6), monday.plusMinutes(18 * 60 + 30), monday, monday
                }),
            TARGET);
    assertThat(fit(times, 0, 1).encoders().getFirst())
        .isInstanceOfSatisfying(
            DateParts.class,
            parts ->
                assertThat(parts.parts().getLast())
                    .isEqualTo(new Encoder.Part(Unit.HOUR, 12.25, 6.25)));
  }

  @Test
  void pixels_share_one_mean_and_one_deviation() {
    byte[] bytes = {0, (byte) 255, 0, (byte) 255, 7, 7, 7, 7};
    Table table = table(new Column.Pixels("image", 2, bytes), TARGET);
    Preparation preparation = fit(table, 0, 1);
    assertThat(preparation.encoders())
        .containsExactly(new Encoder.ScalePixels("image", 2, 127.5, 127.5));
    assertThat(preparation.inputNames()).containsExactly("image[0]", "image[1]");
    assertThat(inputs(preparation, table)[0]).containsExactly(-1, 1);
    assertThat(inputs(preparation, table)[2])
        .containsExactly((float) (-120.5 / 127.5), (float) (-120.5 / 127.5));
  }

  @Test
  void a_single_row_is_prepared_as_a_table_is() {
    LocalDateTime day = LocalDateTime.of(2026, 7, 31, 12, 30);
    Table table =
        table(
            numbers("x", 1, NaN, 3, 5),
            labels("color", "red", "blue", "red", ""),
            new Column.Labels("f", ColumnType.BOOLEAN, List.of("n", "y"), new int[] {0, 1, -1, 1}),
            new Column.Dates("d", new LocalDateTime[] {day, null, day.plusDays(1), day}),
            new Column.Pixels("p", 2, new byte[] {0, 1, 2, 3, -1, -2, -3, -4}),
            TARGET);
    Preparation preparation = fit(table, 0, 1, 2, 3);
    float[][] expected = inputs(preparation, table);

    assertThat(encoded(preparation, row(1, "red", false, day, 0, 1))).containsExactly(expected[0]);
    assertThat(encoded(preparation, row(null, "blue", true, null, 2, 3)))
        .containsExactly(expected[1]);
    assertThat(encoded(preparation, row(3L, "red", null, "2026-08-01T12:30", 255, 254)))
        .containsExactly(expected[2]);
    assertThat(encoded(preparation, row(5f, null, "YES", day, 253, 252)))
        .containsExactly(expected[3]);
    assertThat(encoded(preparation, row(NaN, "blue", "y", null, 2, 3)))
        .containsExactly(expected[1]);
  }

  private static Map<String, @Nullable Object> row(
      @Nullable Object x,
      @Nullable Object color,
      @Nullable Object f,
      @Nullable Object d,
      int first,
      int second) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("x", x);
    row.put("color", color);
    row.put("f", f);
    row.put("d", d);
    row.put("p", new byte[] {(byte) first, (byte) second});
    row.put("not an input", "ignored");
    return row;
  }

  @Test
  void a_row_without_inputs_or_of_other_types_is_an_error_that_names_them() {
    Table table = table(numbers("x", 1, 2, 3, 4), labels("c", "a", "b", "a", "b"), TARGET);
    Preparation preparation = fit(table, 0, 1, 2, 3);
    float[] to = new float[preparation.inputs()];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preparation.encode(Map.of("z", 1), to))
        .withMessageContaining("[x, c]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preparation.encode(Map.of("x", "1", "c", "a"), to))
        .withMessage("Column 'x': expected a number, got '1' (String).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preparation.encode(Map.of("x", Double.POSITIVE_INFINITY, "c", "a"), to))
        .withMessageContaining("finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preparation.encode(Map.of("x", 1e300, "c", "a"), to))
        .withMessageContaining("too far");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preparation.encode(Map.of("x", 1, "c", "a"), new float[1]))
        .withMessageContaining("room");
  }

  @Test
  void infinite_numbers_are_errors_that_name_the_row() {
    Table table = table(numbers("x", 1, Double.NEGATIVE_INFINITY, 3, 4), TARGET);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(table, 0, 1))
        .withMessage("test.csv: column 'x' is -Infinity in data row 2; expected a finite number.");
    Preparation preparation = fit(table, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preparation.inputs(table))
        .withMessageContaining("data row 2");
  }

  @Test
  void two_labels_are_one_output_and_more_are_one_hot() {
    Table two = table(numbers("x", 1, 2, 3), labels("y", "b", "a", "b"));
    Preparation binary = fit(two, 0, 1, 2);
    assertThat(binary.target()).isEqualTo(new TargetEncoding.Classes("y", List.of("a", "b")));
    assertThat(targets(binary, two, 0, 1, 2)).isDeepEqualTo(new float[][] {{1}, {0}, {1}});

    Table three = table(numbers("x", 1, 2, 3), labels("y", "10", "9", "1"));
    Preparation multiclass = fit(three, 0, 1, 2);
    assertThat(multiclass.target())
        .isEqualTo(new TargetEncoding.Classes("y", List.of("1", "9", "10")));
    assertThat(targets(multiclass, three, 2, 0))
        .isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 0, 1}});
  }

  @Test
  void numbers_can_be_classes() {
    Table table = table(numbers("x", 1, 2, 3), numbers("y", 1, 0, 1));
    Schema schema = Schema.of(table, "y");
    assertThat(schema.target().orElseThrow().type()).isEqualTo(ColumnType.CATEGORY);
    Preparation preparation = Preparation.fit(table, schema, new int[] {0, 1, 2});
    assertThat(preparation.classIndices(table, new int[] {0, 1, 2})).containsExactly(1, 0, 1);
    Table asText = table(numbers("x", 1, 2), labels("y", "1.0", "0"));
    assertThat(preparation.classIndices(asText, new int[] {0, 1})).containsExactly(1, 0);
    assertThatIllegalStateException()
        .isThrownBy(() -> preparation.amounts(table, new int[] {0}))
        .withMessageContaining("class");
  }

  @Test
  void amounts_are_standardised_and_can_be_unscaled() {
    Table table = table(numbers("x", 1, 2, 3), numbers("y", 10.5, 20.5, 30.5));
    Preparation preparation = fit(table, 0, 1);
    TargetEncoding.Amount amount = new TargetEncoding.Amount("y", 15.5, 5);
    assertThat(preparation.target()).isEqualTo(amount);
    assertThat(targets(preparation, table, 0, 2)).isDeepEqualTo(new float[][] {{-1}, {3}});
    assertThat(amount.unscale(3)).isEqualTo(30.5);
    assertThat(preparation.amounts(table, new int[] {2, 0})).containsExactly(30.5, 10.5);
  }

  @Test
  void missing_and_unknown_targets_are_errors_that_name_the_row() {
    Table table = table(numbers("x", 1, 2, 3, 4), labels("y", "a", "b", "", ""));
    Preparation preparation = fit(table, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preparation.dataset(table, new int[] {0, 1, 2, 3}))
        .withMessageContaining("test.csv: the target 'y' is missing in data row 3 and 1 more");
    Table other = table(numbers("x", 1, 2), labels("y", "a", "zebra"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preparation.dataset(other, new int[] {0, 1}))
        .withMessageContaining("'zebra' in data row 2; expected one of [a, b]");
    assertThat(preparation.inputs(table).outputs()).isZero();
  }

  @Test
  void a_target_of_one_value_is_an_error() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(table(numbers("x", 1, 2), labels("y", "a", "a")), 0, 1))
        .withMessageContaining("two labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> {
          Table table = table(numbers("x", 1, 2, 3), numbers("y", 2.5, 2.5, 3));
          fit(table, 0, 1);
        })
        .withMessageContaining("is 2.5 in all 2 training rows");
  }

  @Test
  void inputs_that_no_training_row_lights_are_found() {
    Table table =
        table(
            numbers("x", 1, 2, 3, 4),
            numbers("five", 5, 5, 5, 5),
            labels("c", "a", "b", "a", "b"),
            TARGET);
    Preparation preparation = fit(table, 0, 1, 2, 3);
    Dataset training = preparation.dataset(table, new int[] {0, 1, 2, 3});
    assertThat(preparation.inputNames()).containsExactly("x", "five", "c=a", "c=b", "c=(unknown)");
    assertThat(Preparation.silentInputs(training)).containsExactly(1, 4);
  }

  @Test
  void more_rows_than_a_block_holds_are_all_there() {
    int rows = 200_000;
    double[] values = new double[rows];
    Arrays.setAll(values, row -> row % 1009);
    Table table =
        table(
            numbers("a", values), numbers("b", values), numbers("c", values), numbers("y", values));
    Preparation preparation = fit(table, IntStream.range(0, rows).toArray());
    Dataset dataset = preparation.dataset(table, IntStream.range(0, rows).toArray());
    Standardize a = (Standardize) preparation.encoders().getFirst();
    float[] to = new float[4];
    int equal = 0;
    for (int row = 0; row < rows; row++) {
      dataset.copyInputs(row, to, 1);
      float z = (float) ((values[row] - a.mean()) / a.deviation());
      equal += Arrays.equals(to, new float[] {0, z, z, z}) ? 1 : 0;
    }
    assertThat(equal).isEqualTo(rows);
  }

  // ---------------------------------------------------------------- helpers

  private static Standardize fitted(double[] values) {
    return (Standardize) fit(table(numbers("x", values), TARGET), 0, 1, 2, 3).encoders().getFirst();
  }

  private static Preparation fit(Table table, int... rows) {
    return Preparation.fit(table, Schema.of(table, "y"), rows);
  }

  private static float[][] inputs(Preparation preparation, Table table) {
    Dataset dataset = preparation.inputs(table);
    float[][] all = new float[dataset.rows()][preparation.inputs()];
    for (int row = 0; row < all.length; row++) {
      dataset.copyInputs(row, all[row], 0);
    }
    return all;
  }

  private static float[][] targets(Preparation preparation, Table table, int... rows) {
    Dataset dataset = preparation.dataset(table, rows);
    float[][] all = new float[dataset.rows()][dataset.outputs()];
    for (int row = 0; row < all.length; row++) {
      Arrays.fill(all[row], -7);
      dataset.copyTargets(row, all[row], 0);
    }
    return all;
  }

  private static float[] encoded(Preparation preparation, Map<String, @Nullable Object> row) {
    float[] to = new float[preparation.inputs()];
    Arrays.fill(to, -7);
    preparation.encode(row, to);
    return to;
  }

  static Table table(Column... columns) {
    return new Table("test.csv", List.of(columns));
  }

  static Column.Numbers numbers(String name, double... values) {
    return new Column.Numbers(name, values);
  }

  /** Empty cells are missing. */
  static Column.Labels labels(String name, String... cells) {
    List<String> labels = Arrays.stream(cells).filter(cell -> !cell.isEmpty()).distinct().toList();
    return new Column.Labels(
        name,
        ColumnType.CATEGORY,
        labels,
        Arrays.stream(cells).mapToInt(labels::indexOf).toArray());
  }
}
