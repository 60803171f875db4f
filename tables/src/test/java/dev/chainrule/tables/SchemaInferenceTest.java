package dev.chainrule.tables;

import static dev.chainrule.tables.Files.csv;
import static dev.chainrule.tables.Files.labels;
import static dev.chainrule.tables.Files.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Field;
import dev.chainrule.data.Field.Role;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Task;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What columns are found to be. */
class SchemaInferenceTest {

  private static final TableReader READER = TableReader.standard();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "true,false", "TRUE,False", "yes,no", "Yes,NO", "t,f", "T,F", "y,n", "N,Y"
  })
  void two_words_that_say_yes_and_no_are_a_boolean(String one, String other) {
    LoadedTable loaded = column(row -> row % 3 == 0 ? one : row % 3 == 1 ? other : "", 12);
    assertThat(field(loaded).type()).isEqualTo(ColumnType.BOOLEAN);
    assertThat(labels(loaded.table(), "x").subList(0, 3)).containsExactly(one, other, null);
  }

  @Test
  void words_are_one_boolean_label_in_any_case() {
    String[] cells = {"Yes", "no", "yes", "NO", "YES"};
    LoadedTable loaded = column(row -> cells[row], 5);
    assertThat(labels(loaded.table(), "x")).containsExactly("Yes", "no", "Yes", "no", "Yes");
  }

  @ParameterizedTest
  @CsvSource({"yes,false", "t,no", "m,f", "yes,yes", "true,1"})
  void other_words_are_categories(String one, String other) {
    LoadedTable loaded = column(row -> row % 2 == 0 ? one : other, 12);
    assertThat(field(loaded).type()).isEqualTo(ColumnType.CATEGORY);
  }

  @Test
  void zero_and_one_are_numbers_as_an_input_and_classes_as_the_target() {
    LoadedTable loaded = READER.read(csv(folder, "x,y\n0,1\n1,0\n1,1\n"));
    assertThat(loaded.schema().inputs()).extracting(Field::type).containsExactly(ColumnType.NUMBER);
    assertThat(loaded.schema().target().orElseThrow().type()).isEqualTo(ColumnType.CATEGORY);
    Preparation preparation =
        Preparation.fit(loaded.table(), loaded.schema(), new int[] {0, 1, 2});
    assertThat(preparation.target().task()).isEqualTo(Task.BINARY);
  }

  @Test
  void numbers_with_more_values_than_a_dictionary_holds_are_the_same_numbers() {
    int rows = 5000;
    LoadedTable loaded = column(row -> row % 7 == 0 ? "NA" : row * 0.25 + "", rows);
    double[] expected =
        IntStream.range(0, rows).mapToDouble(row -> row % 7 == 0 ? Double.NaN : row * 0.25).toArray();
    assertThat(numbers(loaded.table(), "x")).containsExactly(expected);
  }

  @Test
  void dates_and_times_are_dates() {
    String[] cells = {
      "2026-07-31", "2026-07-31T12:30", "2026-07-31 12:30:15", "", "2026-07-31T12:30:15.250Z",
      "2026-07-31T12:30:15+02:00", "2024-02-29"
    };
    LoadedTable loaded = column(row -> cells[row], cells.length);
    assertThat(field(loaded).type()).isEqualTo(ColumnType.DATE);
    assertThat(((Column.Dates) loaded.table().column("x")).values())
        .containsExactly(
            LocalDateTime.of(2026, 7, 31, 0, 0),
            LocalDateTime.of(2026, 7, 31, 12, 30),
            LocalDateTime.of(2026, 7, 31, 12, 30, 15),
            null,
            LocalDateTime.of(2026, 7, 31, 12, 30, 15, 250_000_000),
            LocalDateTime.of(2026, 7, 31, 12, 30, 15),
            LocalDateTime.of(2024, 2, 29, 0, 0));
  }

  @Test
  void many_dates_are_dates() {
    LoadedTable loaded =
        column(
            row -> row % 10 == 0 ? "" : LocalDateTime.of(2000, 1, 1, 0, 0).plusHours(row) + "", 3000);
    Column.Dates dates = (Column.Dates) loaded.table().column("x");
    assertThat(dates.values()[2999]).isEqualTo(LocalDateTime.of(2000, 1, 1, 0, 0).plusHours(2999));
    assertThat(dates.isMissing(10)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30", "2026-13-01", "26-01-01", "2026-01-01T25:00", "2026-01-01T", "2026-01-01x", "31.07.2026", "2026/07/31"})
  void what_only_looks_like_a_date_is_none(String cell) {
    assertThat(field(column(row -> cell, 12)).type()).isEqualTo(ColumnType.CATEGORY);
  }

  @Test
  void few_texts_that_repeat_are_categories_and_others_are_left_out() {
    assertThat(field(column(row -> "c" + row % 10, 12)).type()).isEqualTo(ColumnType.CATEGORY);
    assertThat(field(column(row -> "c" + row % 20, 100)).type()).isEqualTo(ColumnType.CATEGORY);
    assertThat(left(column(row -> "c" + row % 20, 99)))
        .isEqualTo("text: 20 different cells in 99 rows");
    assertThat(left(column(row -> "c" + row, 8))).isEqualTo("text: 8 different cells in 8 rows");
    assertThat(field(column(row -> "c" + row % 999, 6000)).type()).isEqualTo(ColumnType.CATEGORY);
    assertThat(left(column(row -> "c" + row % 1001, 20_000)))
        .isEqualTo("text: more than 1,000 different cells");
  }

  @Test
  void a_text_among_numbers_makes_a_category_or_a_text_and_the_note_says_which() {
    LoadedTable codes = column(row -> row % 4 == 0 ? "A1" : "" + row % 4, 40);
    assertThat(field(codes).type()).isEqualTo(ColumnType.CATEGORY);
    assertThat(labels(codes.table(), "x").subList(0, 3)).containsExactly("A1", "1", "2");
    assertThat(field(codes).note()).contains("'A1' in line 2, for example, is no number");
    LoadedTable late = column(row -> row < 3000 || row % 2 == 0 ? "" + row * 3 : "no. " + row, 6000);
    assertThat(left(late))
        .contains("more than 1,000")
        .contains("'no. 3001' in line 3003, for example, is no number");
  }

  @Test
  void columns_that_count_the_rows_and_identifiers_are_left_out() {
    assertThat(left(column("x", row -> "" + (row + 17), 10))).contains("counts the rows");
    assertThat(field(column("x", row -> "" + (row + 17), 9)).role()).isEqualTo(Role.INPUT);
    for (String name : List.of("id", "ID", "customer_id", "PassengerId", "customer id", "nr", "Unnamed: 0")) {
      LoadedTable loaded = column(name, row -> "" + (row * 7919) % 101, 8);
      assertThat(loaded.schema().find(name).orElseThrow().note())
          .as(name)
          .isEqualTo("identifier: whole numbers that all differ");
    }
    for (String name : List.of("width", "idle", "grid", "number_of_rooms", "humidity")) {
      LoadedTable loaded = column(name, row -> "" + (row * 7919) % 101, 8);
      assertThat(loaded.schema().find(name).orElseThrow().role()).as(name).isEqualTo(Role.INPUT);
    }
    assertThat(field(column("id", row -> "" + row % 5, 8), "id").role()).isEqualTo(Role.INPUT);
  }

  @Test
  void the_only_input_is_kept_even_if_it_counts_the_rows() {
    LoadedTable loaded =
        READER.read(
            csv(
                folder,
                "x,y\n"
                    + IntStream.range(0, 50)
                        .mapToObj(row -> row + "," + row * 2.5 + "\n")
                        .collect(Collectors.joining())));
    assertThat(loaded.schema().inputs()).containsExactly(Field.input("x", ColumnType.NUMBER));
    assertThat(numbers(loaded.table(), "x")).hasSize(50);
  }

  @Test
  void empty_columns_are_left_out() {
    assertThat(left(column(row -> row % 2 == 0 ? "" : "NA", 10))).isEqualTo("all its cells are missing");
  }

  @Test
  void the_target_is_the_last_column_unless_told() {
    Path path = csv(folder, "x,s,y\n1,a,2.5\n2,b,3.5\n3,a,4.5\n");
    LoadedTable last = READER.read(path);
    assertThat(last.schema().target().orElseThrow().name()).isEqualTo("y");
    assertThat(last.notes()).contains("the target is 'y', the last column");
    LoadedTable told = READER.withTarget("s").read(path);
    assertThat(told.schema().target().orElseThrow())
        .isEqualTo(Field.target("s", ColumnType.CATEGORY).withNote("binary classification: 2 labels"));
    assertThat(told.schema().inputs()).extracting(Field::name).containsExactly("x", "y");
    assertThat(told.notes()).isEmpty();
  }

  @Test
  void a_target_may_have_labels_that_an_input_may_not() {
    String rows =
        IntStream.range(0, 60)
            .mapToObj(row -> row * 3 + ",l" + row % 30 + "\n")
            .collect(Collectors.joining());
    assertThat(READER.read(csv(folder, "x,y\n" + rows)).schema().target().orElseThrow().type())
        .isEqualTo(ColumnType.CATEGORY);
  }

  @Test
  void types_can_be_given_and_columns_left_out() {
    Path path = csv(folder, "c,id,z,y\n01,1,1,0\n02,5,2,1\n01,7,2,0\n");
    LoadedTable loaded =
        READER
            .withType("c", ColumnType.CATEGORY)
            .withType("id", ColumnType.NUMBER)
            .withIgnored(List.of("z"))
            .read(path);
    assertThat(loaded.schema().inputs()).extracting(Field::name).containsExactly("c", "id");
    assertThat(labels(loaded.table(), "c")).containsExactly("01", "02", "01");
    assertThat(loaded.table().names()).containsExactly("c", "id", "y");
    assertThat(loaded.notes()).contains("column 'z' is left out (on request)");
    assertThat(READER.withType("y", ColumnType.NUMBER).read(path).schema().target().orElseThrow().type())
        .as("0 and 1 are classes")
        .isEqualTo(ColumnType.CATEGORY);
  }

  @Test
  void names_that_are_numbers_are_pointed_out() {
    assertThat(READER.read(csv(folder, "5.1,3.5,0\n4.9,3,0\n7,3,1\n")).notes())
        .contains("all column names are numbers: is the header missing?");
  }

  private LoadedTable column(IntFunction<String> cell, int rows) {
    return column("x", cell, rows);
  }

  /** A column, an input beside it, and a target. */
  private LoadedTable column(String name, IntFunction<String> cell, int rows) {
    StringBuilder text = new StringBuilder(name + ",other,y\n");
    for (int row = 0; row < rows; row++) {
      text.append(cell.apply(row)).append(",").append(row % 3).append(".5,").append(row % 2).append("\n");
    }
    return READER.read(csv(folder, text.toString()));
  }

  private static Field field(LoadedTable loaded) {
    return field(loaded, "x");
  }

  private static Field field(LoadedTable loaded, String name) {
    return loaded.schema().find(name).orElseThrow();
  }

  private static String left(LoadedTable loaded) {
    assertThat(field(loaded).role()).isEqualTo(Role.IGNORED);
    return field(loaded).note();
  }
}
