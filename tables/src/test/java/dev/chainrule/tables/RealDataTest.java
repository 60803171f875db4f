package dev.chainrule.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Dataset;
import dev.chainrule.data.Field;
import dev.chainrule.data.Field.Role;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Split;
import dev.chainrule.data.Task;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample data that this project ships. */
class RealDataTest {

  private static LoadedTable read(String name) {
    return TableReader.standard().read(Path.of("..", "data", name + ".csv"));
  }

  @ParameterizedTest
  @CsvSource({
    "iris, 150, 4, MULTICLASS",
    "penguins, 344, 17, MULTICLASS",
    "breast_cancer, 569, 30, BINARY",
    "digits, 1797, 64, MULTICLASS",
    "concrete, 1030, 8, REGRESSION",
    "titanic, 1309, 15, BINARY"
  })
  void is_read_and_prepared(String name, int rows, int inputs, Task task) {
    LoadedTable loaded = read(name);
    assertThat(loaded.table().rows()).isEqualTo(rows);
    int[] all = IntStream.range(0, rows).toArray();
    Preparation preparation = Preparation.fit(loaded.table(), loaded.schema(), all);
    assertThat(preparation.target().task()).isEqualTo(task);
    assertThat(preparation.inputs()).isEqualTo(inputs);
    Split split = Split.random(rows, 0.2, 1);
    Dataset training =
        Preparation.fit(loaded.table(), loaded.schema(), split.training())
            .dataset(loaded.table(), split.training());
    float[] row = new float[training.inputs()];
    for (int i = 0; i < training.rows(); i++) {
      training.copyInputs(i, row, 0);
      for (float x : row) {
        assertThat(Float.isFinite(x)).isTrue();
      }
    }
  }

  @Test
  void titanic_without_names_tickets_cabins_and_homes() {
    LoadedTable titanic = read("titanic");
    assertThat(titanic.schema().fields())
        .filteredOn(field -> field.role() == Role.IGNORED)
        .extracting(Field::name)
        .containsExactly("name", "ticket", "cabin", "home_dest");
    assertThat(titanic.schema().target().orElseThrow())
        .isEqualTo(
            Field.target("survived", ColumnType.CATEGORY)
                .withNote("binary classification: 2 distinct whole numbers"));
    assertThat(titanic.notes()).hasSize(5);
    Column.Numbers age = (Column.Numbers) titanic.table().column("age");
    assertThat(IntStream.range(0, age.rows()).filter(age::isMissing)).hasSize(263);
  }

  @Test
  void penguins_with_what_is_missing() {
    LoadedTable penguins = read("penguins");
    long missing =
        penguins.table().columns().stream()
            .mapToLong(
                column ->
                    IntStream.range(0, column.rows()).filter(column::isMissing).count())
            .sum();
    assertThat(missing).isEqualTo(19);
    assertThat(penguins.schema().find("sex").orElseThrow().type()).isEqualTo(ColumnType.CATEGORY);
  }
}
