package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.chainrule.data.ClassWeights;
import dev.chainrule.data.Column;
import dev.chainrule.data.DatasetFile;
import dev.chainrule.data.LargeTable;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Split;
import dev.chainrule.data.Table;
import dev.chainrule.model.Model;
import dev.chainrule.training.TablePlan.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans for tables of which a sample is in memory. */
class LargeTableTest {

  private static final Choices CHOICES =
      Choices.none().with(Choices.EPOCHS, 3).with(Choices.HIDDEN, List.of(8));

  @TempDir private Path folder;

  @Test
  void aSampleOfAllRowsGivesTheBitsOfATableInMemory() {
    Table table = weighed(SampleTables.clouds(300));
    Schema schema = Schema.of(table, "kind").withWeight("w");
    Choices choices = CHOICES.with(Choices.CLASS_WEIGHTS, new ClassWeights.Balanced());
    Table line = SampleTables.line(200);
    Schema number = Schema.of(line, "y");

    assertThat(sha256(TablePlan.of(whole(table), schema, streamed(choices))))
        .isEqualTo(sha256(TablePlan.of(table, schema, choices)));
    assertThat(sha256(TablePlan.of(whole(line), number, streamed(CHOICES))))
        .isEqualTo(sha256(TablePlan.of(line, number, CHOICES)));
    assertThat(sha256(TablePlan.of(whole(line), number, SampleTables.line(50), streamed(CHOICES))))
        .isEqualTo(sha256(TablePlan.of(line, number, SampleTables.line(50), CHOICES)));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aModelIsTrainedFurtherToTheBitsOfATableInMemory() {
    Table table = SampleTables.line(200);
    Table other = SampleTables.line(50);
    Model model =
        TablePlan.of(other, Schema.of(other, "y"), CHOICES).train(TrainingListener.none()).model();

    Choices epochs = Choices.none().with(Choices.EPOCHS, 2);
    assertThat(sha256(TablePlan.continuing(model, whole(table), streamed(epochs))))
        .isEqualTo(sha256(TablePlan.continuing(model, table, epochs)));
    assertThat(sha256(TablePlan.continuing(model, whole(table), other, streamed(epochs))))
        .isEqualTo(sha256(TablePlan.continuing(model, table, other, epochs)));
  }

  @Test
  void aRowThatIsRefusedInALaterPieceCanBeFound() {
    Table table = SampleTables.line(200);
    double[] y = ((Column.Numbers) table.column("y")).values().clone();
    y[100] = Double.NaN; // the 37th of the second piece, and not in the sample
    List<Column> columns = new ArrayList<>(table.columns());
    columns.replaceAll(column -> column.name().equals("y") ? new Column.Numbers("y", y) : column);
    Table broken = new Table("broken.csv", columns);
    TablePlan plan = TablePlan.of(sampled(broken, 7), Schema.of(table, "y"), streamed(CHOICES));

    assertThatThrownBy(() -> plan.train(TrainingListener.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broken.csv: the target 'y' is missing in data row 37")
        .hasMessageEndingWith("(Counted from data row 65 on.)");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void allRowsTrainButThoseOfTheSampleThatAreHeldOut() {
    Table table = SampleTables.clouds(900);
    Schema schema = Schema.of(table, "kind");
    LargeTable large = sampled(table, 7);
    TablePlan plan = TablePlan.of(large, schema, kept(CHOICES));

    Outcome outcome = plan.train(TrainingListener.none());

    int[] inSample = plan.trainingRows();
    int heldOut = large.sampled().length - inSample.length;
    assertThat(heldOut).isEqualTo(Math.round(129 * 0.2f));
    assertThat(outcome.report().rows()).isEqualTo(heldOut);
    assertThat(outcome.model().provenance().trainingRows()).isEqualTo(900 - heldOut);
    assertThat(plan.preparation())
        .isEqualTo(TablePlan.of(large.sample(), schema, CHOICES).preparation());
    int[] learnt =
        IntStream.range(0, 900)
            .filter(row -> row % 7 != 3 || Arrays.binarySearch(inSample, row / 7) >= 0)
            .toArray();
    try (DatasetFile file = DatasetFile.open(cache())) {
      assertThat(file.rows()).isEqualTo(learnt.length);
      float[] inputs = new float[2];
      float[] expected = new float[2];
      for (int i = 0; i < learnt.length; i++) {
        file.copyInputs(i, inputs, 0);
        plan.preparation().dataset(table, learnt).copyInputs(i, expected, 0);
        assertThat(inputs).isEqualTo(expected);
      }
    }
    assertThat(plan.decisions())
        .extracting(TablePlan.Decision::name, TablePlan.Decision::value)
        .contains(tuple("sample", "129 of 900 rows"), tuple("cache", cache().toString()));
  }

  @Test
  void rowsMaySayThemselvesWhatTheyAreFor() {
    Table table = SampleTables.line(400);
    LargeTable large = sampled(table, 3);
    Split split = new Split(parts(large.sample(), 0, 2), parts(large.sample(), 1, 1));
    TablePlan plan =
        TablePlan.of(
            large, Schema.of(table, "y"), split, piece -> parts(piece, 0, 2), kept(CHOICES));

    Outcome outcome = plan.train(TrainingListener.none());

    assertThat(outcome.report().rows()).isEqualTo(split.validation().length);
    assertThat(outcome.model().provenance().trainingRows()).isEqualTo(300);
  }

  @Test
  void aCacheIsUsedAgainAsLongAsItHoldsWhatItShould() throws IOException {
    Table table = SampleTables.clouds(300);
    Schema schema = Schema.of(table, "kind");
    String first = sha256(TablePlan.of(sampled(table, 5), schema, kept(CHOICES)));
    Object written = Files.getAttribute(cache(), "lastModifiedTime");

    List<String> read = new ArrayList<>();
    Choices longer = kept(CHOICES.with(Choices.EPOCHS, 4));
    LargeTable watched = new Pieces(table, sampled(table, 5).sampled(), read::add);
    TablePlan.of(watched, schema, longer).train(TrainingListener.none());
    assertThat(read).isEmpty();
    assertThat(Files.getAttribute(cache(), "lastModifiedTime")).isEqualTo(written);
    assertThat(sha256(TablePlan.of(sampled(table, 5), schema, kept(CHOICES)))).isEqualTo(first);

    TablePlan.of(watched, schema, longer.with(Choices.SEED, 1L)).train(TrainingListener.none());
    assertThat(read).isNotEmpty();
  }

  @Test
  void aDamagedCacheIsRefusedByName() throws IOException {
    Table table = SampleTables.clouds(300);
    TablePlan plan = TablePlan.of(whole(table), Schema.of(table, "kind"), kept(CHOICES));
    plan.train(TrainingListener.none());
    byte[] bytes = Files.readAllBytes(cache());
    bytes[1000] ^= 1;
    Files.write(cache(), bytes);

    assertThatThrownBy(() -> plan.train(TrainingListener.none()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            cache()
                + ": the file of rows is damaged: its bytes do not agree with their checksum."
                + " Delete it, and make it anew");
  }

  @Test
  void rowsInMemoryHaveNoUseForACache() {
    Table table = SampleTables.clouds(300);

    assertThatExceptionOfType(ChoiceException.class)
        .isThrownBy(() -> TablePlan.of(table, Schema.of(table, "kind"), kept(CHOICES)))
        .withMessage("A cache was given, but all rows are in memory: leave it out.");
  }

  private Choices kept(Choices choices) {
    return choices.with(Choices.CACHE, RowCache.file(cache()));
  }

  private Choices streamed(Choices choices) {
    return choices.with(Choices.CACHE, RowCache.temporaryIn(folder));
  }

  private Path cache() {
    return folder.resolve("table.rows");
  }

  private static String sha256(TablePlan plan) {
    return plan.train(TrainingListener.none()).model().parametersSha256();
  }

  /** The rows whose {@code part} is one of two. */
  private static int[] parts(Table table, int one, int other) {
    double[] part = ((Column.Numbers) table.column("part")).values();
    return IntStream.range(0, part.length)
        .filter(row -> part[row] == one || part[row] == other || (part[row] == 3 && one == 0))
        .toArray();
  }

  private static Table weighed(Table table) {
    List<Column> columns = new ArrayList<>(table.columns());
    double[] weights = new double[table.rows()];
    Arrays.setAll(weights, row -> row < 64 ? 0 : 0.5 + row % 3); // a first piece of zeros
    columns.add(new Column.Numbers("w", weights));
    return new Table(table.source(), columns);
  }

  private static LargeTable whole(Table table) {
    return new Pieces(table, table.allRows(), _ -> {});
  }

  /** One row in {@code step} is sampled. */
  private static LargeTable sampled(Table table, int step) {
    int[] rows = IntStream.range(0, table.rows()).filter(row -> row % step == 3 % step).toArray();
    return new Pieces(table, rows, _ -> {});
  }

  /** A table that pretends to be large. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Pieces(Table table, int[] sampled, Consumer<String> read) implements LargeTable {

    private static final int PIECE = 64;

    @Override
    public int rows() {
      return table.rows();
    }

    @Override
    public Table sample() {
      return table.select(sampled);
    }

    @Override
    public String identity() {
      return "made up";
    }

    @Override
    public void forEachPiece(Schema schema, Consumer<Table> piece) {
      for (int from = 0; from < rows(); from += PIECE) {
        read.accept("from " + from);
        piece.accept(table.select(IntStream.range(from, Math.min(rows(), from + PIECE)).toArray()));
      }
    }
  }
}
