package dev.chainrule.data;

import static dev.chainrule.data.PreparationTest.labels;
import static dev.chainrule.data.PreparationTest.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chainrule.data.Field.Role;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaTest {

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.input("age", ColumnType.NUMBER),
              Field.input("island", ColumnType.CATEGORY),
              Field.ignored("name", ColumnType.TEXT, "text"),
              Field.target("species", ColumnType.CATEGORY)));

  @Test
  void another_target_makes_the_former_one_an_input() {
    Schema changed = SCHEMA.withTarget("age");
    assertThat(changed.target()).contains(Field.target("age", ColumnType.NUMBER));
    assertThat(changed.inputs()).extracting(Field::name).containsExactly("island", "species");
    assertThat(changed.withTarget("species")).isEqualTo(SCHEMA);
    assertThat(SCHEMA.withTarget("name").withTarget("species")).isEqualTo(SCHEMA);
    assertThat(SCHEMA.withoutTarget().target()).isEmpty();
  }

  @Test
  void a_name_that_is_not_there_is_an_error_with_the_nearest_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.withTarget("Specis"))
        .withMessageContaining("no column 'Specis' (did you mean 'species'?)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.withIgnored(List.of("weight")))
        .withMessageContaining("no column 'weight'; the columns are");
    assertThat(SCHEMA.nearest("zzzzzzz")).isEmpty();
  }

  @Test
  void columns_can_be_left_out_and_the_task_changed() {
    assertThat(SCHEMA.withIgnored(List.of("age")).inputs())
        .extracting(Field::name)
        .containsExactly("island");
    assertThat(SCHEMA.withTask(Task.REGRESSION).target().orElseThrow().type())
        .isEqualTo(ColumnType.NUMBER);
    assertThat(SCHEMA.withTask(Task.BINARY)).isEqualTo(SCHEMA);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.withoutTarget().withTask(Task.BINARY));
  }

  @Test
  void names_must_differ_and_there_is_one_weight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Schema(
                List.of(Field.input("a", ColumnType.NUMBER), Field.input("a", ColumnType.DATE))))
        .withMessageContaining("two columns named 'a'");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Schema(
                List.of(
                    Field.input("a", ColumnType.NUMBER).withRole(Role.WEIGHT),
                    Field.input("b", ColumnType.NUMBER).withRole(Role.WEIGHT))))
        .withMessageContaining("one column of weights, got [a, b]");
  }

  @Test
  void there_can_be_several_targets_and_a_weight() {
    Schema schema =
        new Schema(
            List.of(
                Field.input("x", ColumnType.NUMBER),
                Field.input("a", ColumnType.NUMBER),
                Field.target("b", ColumnType.CATEGORY),
                Field.input("w", ColumnType.NUMBER)));
    Schema several = schema.withTargets(List.of("a", "b")).withWeight("w");
    assertThat(several.targetNames()).isEqualTo("a, b");
    assertThat(several.inputs()).extracting(Field::name).containsExactly("x");
    assertThat(several.weight()).map(Field::name).contains("w");
    assertThat(several.withTarget("a").inputs()).extracting(Field::name).containsExactly("x", "b");
    assertThat(several.withoutTarget().targets()).isEmpty();
    assertThat(several.withoutTarget().weight()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> several.withWeight("b"))
        .withMessage("Column 'b' is a target and cannot be the weight of the rows.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schema.withTarget("a").withWeight("b"))
        .withMessage("Column 'b' is to weigh the rows and must hold numbers, got CATEGORY.");
  }

  @Test
  void labels_and_few_whole_numbers_are_classes_and_other_numbers_are_amounts() {
    assertThat(Task.choose(labels("y", "a", "b", "a")).task()).isEqualTo(Task.BINARY);
    assertThat(Task.choose(labels("y", "a", "b", "c")).task()).isEqualTo(Task.MULTICLASS);
    assertThat(Task.choose(numbers("y", 0, 1, 1)).task()).isEqualTo(Task.BINARY);
    assertThat(choose(100, 10, 1)).isEqualTo(Task.MULTICLASS);
    assertThat(choose(99, 10, 1)).as("9 rows for some").isEqualTo(Task.REGRESSION);
    assertThat(choose(1000, 21, 1)).as("21 values").isEqualTo(Task.REGRESSION);
    assertThat(choose(1000, 10, 12)).as("values far apart").isEqualTo(Task.REGRESSION);
    assertThat(choose(1000, 10, 0.5)).as("halves").isEqualTo(Task.REGRESSION);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Task.choose(new Column.Dates("y", new LocalDateTime[1])))
        .withMessageContaining("cannot be a target");
  }

  private static Task choose(int rows, int values, double step) {
    double[] y = IntStream.range(0, rows).mapToDouble(row -> row % values * step).toArray();
    return Task.choose(numbers("y", y)).task();
  }

  @Test
  void tasks_have_names_for_people_and_for_files() {
    for (Task task : Task.values()) {
      assertThat(Task.ofJsonName(task.jsonName())).isEqualTo(task);
    }
    assertThat(Task.BINARY.label()).isEqualTo("binary classification");
    assertThatIllegalArgumentException().isThrownBy(() -> Task.ofJsonName("clustering"));
  }
}
