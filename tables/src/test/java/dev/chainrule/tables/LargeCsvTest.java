package dev.chainrule.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.DatasetFile;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Model;
import dev.chainrule.training.Choices;
import dev.chainrule.training.Fit;
import dev.chainrule.training.RowCache;
import dev.chainrule.training.TablePlan;
import dev.chainrule.training.TablePlan.Outcome;
import dev.chainrule.training.Trainer;
import dev.chainrule.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files of which a sample is in memory. */
class LargeCsvTest {

  private static final int ROWS = 5_000;
  private static final int SAMPLE = 400;

  @TempDir private Path folder;

  @Test
  void theTypesOfTheColumnsAreThoseOfAllCells() {
    Path path = csv("");
    LoadedTable all = TableReader.standard().read(path);

    LargeCsv large = TableReader.standard().readLarge(path, RowSample.of(SAMPLE));

    assertThat(large.loaded().schema()).isEqualTo(all.schema());
    assertThat(large.loaded().notes()).isEqualTo(all.notes());
    assertThat(large.loaded().sha256()).isEqualTo(all.sha256());
    assertThat(large.rows()).isEqualTo(ROWS);
    assertThat(large.isWhole()).isFalse();
    assertSame(large.sample(), all.table().select(large.sampled()));
  }

  @Test
  void whoeverWantsHearsHowManyBytesHaveBeenReadButNotOfTheSecondReading() throws IOException {
    Path path = csv("");
    List<Long> heard = new ArrayList<>();

    LargeCsv large =
        TableReader.standard().withProgress(heard::add).readLarge(path, RowSample.of(SAMPLE));
    int once = heard.size();
    large.forEachPiece(large.loaded().schema(), _ -> {});

    assertThat(heard).isSorted().doesNotHaveDuplicates().endsWith(Files.size(path));
    assertThat(once).isGreaterThan(2).isEqualTo(heard.size());
  }

  @Test
  void theSampleIsEvenAndHasARowOfEachLabelOfTheTarget() {
    LargeCsv large = TableReader.standard().readLarge(csv(""), RowSample.of(SAMPLE));

    // The labels a, b and last begin with the rows 0, 1 and 4,999.
    assertThat(large.sampled().length).isBetween(SAMPLE, SAMPLE + 4);
    assertThat(large.sampled()).isSorted().contains(0, 1, ROWS - 1);
    assertThat(((Column.Labels) large.sample().column("kind")).labels())
        .containsExactly("a", "b", "last");
    for (int quarter = 0; quarter < 4; quarter++) {
      int from = quarter * ROWS / 4;
      assertThat(Arrays.stream(large.sampled()).filter(row -> row >= from && row < from + ROWS / 4))
          .hasSizeBetween(75, 125);
    }
  }

  @Test
  void theSampleDoesNotDependOnTheRoom() {
    Path path = csv("");
    LargeCsv tight = TableReader.standard().readLarge(path, RowSample.of(SAMPLE));
    RowSample wide = RowSample.of(SAMPLE).withRoom(3_000);

    assertThat(TableReader.standard().readLarge(path, wide).sampled()).isEqualTo(tight.sampled());
    assertThat(TableReader.standard().readLarge(path, 1_000_000).isWhole()).isTrue();
    assertThat(TableReader.standard().readLarge(path, 0).isWhole())
        .as("fewer rows than a sample has")
        .isTrue();
  }

  @Test
  void thePiecesTogetherAreAllRows() {
    Path path = csv("");
    TableReader reader = TableReader.standard().withAside("part");
    LargeCsv large = reader.readLarge(path, RowSample.of(SAMPLE));
    Table all = reader.read(path).table();
    Preparation preparation =
        Preparation.fit(large.sample(), large.loaded().schema(), large.sample().allRows());

    List<Table> pieces = new ArrayList<>();
    new SchemaReaderRun(reader, large, path).pieces(997, pieces::add);

    assertThat(pieces).hasSizeGreaterThan(20);
    int first = 0;
    for (Table piece : pieces) {
      int[] rows = IntStream.range(first, first + piece.rows()).toArray();
      for (Column column : piece.columns()) {
        assertSameColumn(column, all.column(column.name()).select(rows));
      }
      assertThat(piece.names()).contains("part").doesNotContain("id");
      assertThat(preparation.dataset(piece, piece.allRows()).rows()).isEqualTo(piece.rows());
      first += piece.rows();
    }
    assertThat(first).isEqualTo(ROWS);
  }

  @Test
  void aTrainingTakesAllRowsAndItsRowsCanBeReadAgain() {
    LargeCsv large =
        TableReader.standard()
            .withTarget("x")
            .withIgnored(List.of("kind", "part"))
            .readLarge(csv(""), RowSample.of(SAMPLE));
    Path cache = folder.resolve("test.rows");
    Choices choices =
        Choices.none()
            .with(Choices.CACHE, RowCache.file(cache))
            .with(Choices.EPOCHS, 2)
            .with(Choices.HIDDEN, List.of());

    Outcome outcome =
        TablePlan.of(large, large.loaded().schema(), choices).train(TrainingListener.none());

    assertThat(outcome.report().rows()).isEqualTo(SAMPLE / 5);
    assertThat(outcome.model().provenance().trainingRows()).isEqualTo(ROWS - SAMPLE / 5);
    try (DatasetFile rows = DatasetFile.open(cache)) {
      assertThat(rows.rows()).isEqualTo(ROWS - SAMPLE / 5);
      Fit fit =
          Trainer.adam(0.001)
              .withEpochs(1)
              .fit(outcome.model().network(), Loss.meanSquaredError(), rows);
      assertThat(fit.history().epochs().getLast().trainingLoss()).isBetween(0.4, 0.6);
    }
  }

  @Test
  void rowsForAModelAreSampledAsTheRowsItWasTrainedOn() {
    Path path = csv("");
    TableReader reader = TableReader.standard();
    LargeCsv large = reader.readLarge(path, RowSample.of(SAMPLE));

    LargeCsv more = reader.readMoreLarge(large.loaded().schema(), path, RowSample.of(SAMPLE));

    assertThat(more.rows()).isEqualTo(ROWS);
    assertThat(more.sampled()).isEqualTo(large.sampled());
    assertThat(more.loaded().sha256()).isEqualTo(large.loaded().sha256());
    for (Column column : more.sample().columns()) {
      assertSameColumn(column, large.sample().column(column.name()));
    }
    assertThat(reader.readMoreLarge(large.loaded().schema(), path, 1_000_000).isWhole()).isTrue();
  }

  @Test
  void aModelIsTrainedFurtherOnAllRows() {
    Path path = csv("");
    TableReader reader =
        TableReader.standard().withTarget("x").withIgnored(List.of("kind", "part"));
    Choices choices = Choices.none().with(Choices.EPOCHS, 2).with(Choices.HIDDEN, List.of());
    LoadedTable few = reader.read(path);
    Model model =
        TablePlan.of(few.table().select(IntStream.range(0, 300).toArray()), few.schema(), choices)
            .train(TrainingListener.none())
            .model();
    LargeCsv large = reader.readMoreLarge(few.schema(), path, RowSample.of(SAMPLE));
    Path cache = folder.resolve("more.rows");

    Model further =
        TablePlan.continuing(
                model,
                large,
                Choices.none().with(Choices.EPOCHS, 1).with(Choices.CACHE, RowCache.file(cache)))
            .train(TrainingListener.none())
            .model();

    assertThat(further.preparation()).isEqualTo(model.preparation());
    assertThat(further.provenance().trainingRows()).isEqualTo(ROWS - SAMPLE / 5);
    assertThat(further.provenance().validationRows()).isEqualTo(SAMPLE / 5);
  }

  @Test
  void aMissingTargetBeyondTheSampleIsNamedByItsLine() {
    Schema schema = TableReader.standard().read(csv("")).schema();
    Path path = csv("4999,0.25,1,red,yes,train,NA\n");

    assertThatExceptionOfType(TableException.class)
        .isThrownBy(() -> TableReader.standard().readMoreLarge(schema, path, RowSample.of(SAMPLE)))
        .withMessageContaining("test.csv:%d: column 'kind' (7)".formatted(ROWS + 2))
        .withMessageContaining("the target is missing here. Remove such rows.");
  }

  @Test
  void numbersThatAreClassesAreReadAsNumbersAgain() {
    Path path =
        TestFiles.csv(folder, "x;grade\n" + "0,25;1,50\n1,75;2,5\n3,5;1,5\n7,1;2,50\n".repeat(50));
    TableReader reader =
        TableReader.standard().withFormat(CsvFormat.standard().withDecimalComma(true));
    LargeCsv large = reader.readLarge(path, RowSample.of(40));
    Schema classes = large.loaded().schema().withTask(Task.MULTICLASS);
    Preparation preparation = Preparation.fit(large.sample(), classes, large.sample().allRows());

    List<Integer> learnt = new ArrayList<>();
    large.forEachPiece(
        classes,
        piece ->
            Arrays.stream(preparation.classIndices(piece, piece.allRows())).forEach(learnt::add));

    assertThat(learnt).hasSize(200).startsWith(0, 1, 0, 1, 0);
  }

  @Test
  void aFileThatChangesInBetweenIsRefused() throws IOException {
    Path path = csv("");
    LargeCsv large = TableReader.standard().readLarge(path, RowSample.of(SAMPLE));
    String text = Files.readString(path);
    Files.writeString(path, text.replaceFirst("1\\.5", "2.5"));

    assertThatExceptionOfType(TableException.class)
        .isThrownBy(() -> large.forEachPiece(large.loaded().schema(), piece -> {}))
        .withMessageContaining("test.csv: the file has changed since it was first read");
  }

  @Test
  void mistakesBeyondTheSampleAreFoundAndNamed() {
    Path path = csv("4999,0.25,oops,red,yes,train,a\n");

    assertThatExceptionOfType(TableException.class)
        .isThrownBy(() -> TableReader.standard().readLarge(path, RowSample.of(SAMPLE)))
        .withMessageContaining("test.csv:%d: column 'y' (3)".formatted(ROWS + 2))
        .withMessageContaining("got 'oops'");
  }

  @Test
  void identityDiffersWhereTheRowsDiffer() {
    Path path = csv("");
    TableReader reader = TableReader.standard();
    LargeCsv large = reader.readLarge(path, 0);

    assertThat(reader.readLarge(path, 0).identity()).isEqualTo(large.identity());
    assertThat(reader.withAside("part").readLarge(path, 0).identity())
        .isNotEqualTo(large.identity());
    assertThat(
            reader
                .withFormat(CsvFormat.standard().withMissing(List.of("NA", "?", "-")))
                .readLarge(path, 0)
                .identity())
        .isNotEqualTo(large.identity());
    assertThat(reader.readLarge(csv("4999,0.25,1,red,yes,train,a\n"), 0).identity())
        .isNotEqualTo(large.identity());
  }

  private record SchemaReaderRun(TableReader reader, LargeCsv large, Path path) {
    void pieces(int cells, Consumer<Table> take) {
      try (SourceFile file = SourceFile.open(path, SourceFile.sha256())) {
        SchemaReader.inPieces(reader, large.loaded().schema(), path, cells, take).read(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** An identifier, two numbers, labels, words for yes and no, what rows are for, the target. */
  private Path csv(String more) {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder("id,x,y,colour,member,part,kind\n");
    for (int row = 0; row < ROWS; row++) {
      text.append(1000 + row).append(',');
      text.append(row == 10 ? "1.5" : String.valueOf(random.nextInt(100_000) / 1000.0));
      text.append(row % 50 == 9 ? ",NA," : "," + random.nextInt(3000) + ",");
      text.append(new String[] {"red", "green", "blue", "?"}[random.nextInt(4)]).append(',');
      text.append(random.nextBoolean() ? "yes," : "No,");
      text.append(new String[] {"train", "validation", "test"}[random.nextInt(3)]).append(',');
      text.append(row == ROWS - 1 ? "last" : row % 2 == 0 ? "a" : "b").append('\n');
    }
    return TestFiles.csv(folder, text + more);
  }

  private static void assertSame(Table one, Table other) {
    assertThat(one.names()).isEqualTo(other.names());
    for (Column column : one.columns()) {
      assertSameColumn(column, other.column(column.name()));
    }
  }

  /** The same cells; labels may stand in another order. */
  private static void assertSameColumn(Column one, Column other) {
    assertThat(one.type()).isEqualTo(other.type());
    assertThat(cells(one)).isEqualTo(cells(other));
  }

  private static List<Object> cells(Column column) {
    return IntStream.range(0, column.rows())
        .mapToObj(row ->
            switch (column) {
              case Column.Numbers numbers -> (Object) numbers.values()[row];
              case Column.Labels labels ->
                  labels.isMissing(row)
                      ? "missing"
                      : labels.type() == ColumnType.BOOLEAN
                          ? labels.labels().get(labels.codes()[row]).equalsIgnoreCase("yes")
                          : labels.labels().get(labels.codes()[row]);
              case Column.Dates _, Column.Texts _, Column.Pixels _ ->
                  throw new IllegalArgumentException(column.name());
            })
        .toList();
  }
}
