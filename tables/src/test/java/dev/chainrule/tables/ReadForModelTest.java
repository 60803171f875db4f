package dev.chainrule.tables;

import static dev.chainrule.tables.Files.assertRejected;
import static dev.chainrule.tables.Files.csv;
import static dev.chainrule.tables.Files.labels;
import static dev.chainrule.tables.Files.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Dataset;
import dev.chainrule.data.Field;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadForModelTest {

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.input("x", ColumnType.NUMBER),
              Field.input("c", ColumnType.CATEGORY),
              Field.input("f", ColumnType.BOOLEAN),
              Field.input("d", ColumnType.DATE),
              Field.ignored("name", ColumnType.TEXT, "text"),
              Field.target("y", ColumnType.CATEGORY)));

  private static final TableReader READER = TableReader.standard();

  @TempDir private Path folder;

  @Test
  void columns_are_found_by_name_and_others_are_ignored() {
    Table table =
        READER.readFor(
            SCHEMA,
            csv(
                folder,
                """
                extra;d;f;y;c;x
                "1;2";2026-01-01;yes;a;1;1.5
                abc;;NO;?;;
                """));
    assertThat(table.names()).containsExactly("x", "c", "f", "d", "y");
    assertThat(numbers(table, "x")).containsExactly(1.5, Double.NaN);
    assertThat(labels(table, "c")).containsExactly("1", null);
    assertThat(labels(table, "f")).containsExactly("yes", "NO");
    assertThat(table.column("d").isMissing(1)).isTrue();
    assertThat(labels(table, "y")).containsExactly("a", null);
  }

  @Test
  void the_target_need_not_be_there() {
    Table table = READER.readFor(SCHEMA, csv(folder, "x,c,f,d\n1,2,y,2026-01-01\n"));
    assertThat(table.names()).containsExactly("x", "c", "f", "d");
    assertThat(READER.readFor(SCHEMA.withoutTarget(), csv(folder, "x,c,f,d,y\n1,2,y,2026-01-01,a\n")).names())
        .doesNotContain("y");
  }

  @Test
  void all_missing_inputs_are_named() {
    Path path = csv(folder, "x,f,y\n1,2,3\n");
    assertRejected(() -> READER.readFor(SCHEMA, path))
        .withMessage(
            path + ": columns that the model needs are missing: 'c', 'd'. The file has 'x', 'f', 'y'.");
  }

  @Test
  void a_cell_of_another_type_is_an_error() {
    Path path = csv(folder, "x,c,f,d\n1,a,yes,2026-01-01\nmany,a,no,2026-01-02\n");
    assertRejected(() -> READER.readFor(SCHEMA, path))
        .withMessage(path + ":3: column 'x' (1): expected a number, got 'many'.");
  }

  @Test
  void images_are_not_in_csv() {
    Schema images = new Schema(List.of(Field.input("image", ColumnType.PIXELS)));
    Path path = csv(folder, "image\n1\n");
    assertRejected(() -> READER.readFor(images, path)).withMessageContaining("idx");
  }

  @Test
  void categories_that_the_training_did_not_know_go_to_the_unknown_slot() {
    LoadedTable training =
        READER.read(csv(folder, "c,x,y\na,1,0\na,2,1\nb,3,0\nb,4,1\nrare,5,1\n"));
    Preparation preparation =
        Preparation.fit(training.table(), training.schema(), new int[] {0, 1, 2, 3, 4});
    assertThat(preparation.inputNames()).containsExactly("c=a", "c=b", "c=(unknown)", "x");
    Table table = READER.readFor(training.schema(), csv(folder, "x,c\n3,b\n3,new\n3,\n3,rare\n"));
    Dataset inputs = preparation.inputs(table);
    float[] row = new float[4];
    inputs.copyInputs(0, row, 0);
    assertThat(row).containsExactly(0, 1, 0, 0);
    for (int unknown = 1; unknown < 4; unknown++) {
      inputs.copyInputs(unknown, row, 0);
      assertThat(row).containsExactly(0, 0, 1, 0);
    }
  }

  @Test
  void the_classes_of_a_target_of_numbers_are_found_again() {
    LoadedTable training = READER.read(csv(folder, "x,y\n1,0\n2,1\n3,1\n"));
    Preparation preparation =
        Preparation.fit(training.table(), training.schema(), new int[] {0, 1, 2});
    Table table = READER.readFor(training.schema(), csv(folder, "x,y\n1,1.0\n2,0\n"));
    assertThat(preparation.classIndices(table, new int[] {0, 1})).containsExactly(1, 0);
  }
}
