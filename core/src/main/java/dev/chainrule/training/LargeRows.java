package dev.chainrule.training;

import dev.chainrule.data.DatasetFile;
import dev.chainrule.data.DatasetFile.Content;
import dev.chainrule.data.LargeTable;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.tensor.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All training rows of a large table in a file, prepared by what its sample has told: every row but
 * those of the sample that are held out.
 */
final class LargeRows {

  private final Source source;
  private final Schema schema;
  private final DataPlan data;
  private final WeightPlan weights;
  private final RowCache cache;
  private final int[] heldOut;
  private int rows;

  /**
   * Where the rows come from.
   *
   * @param table all of them
   * @param training the rows of a piece that may train
   */
  record Source(LargeTable table, Function<Table, int[]> training) {}

  /** Decides where the rows are kept; of a table in memory there is nothing to decide. */
  static Optional<LargeRows> decide(
      Optional<Source> source,
      Schema schema,
      DataPlan data,
      WeightPlan weights,
      Decisions decisions) {
    if (source.isEmpty()) {
      decisions.refuse(
          Choices.CACHE, "A cache was given, but all rows are in memory: leave it out.");
      return Optional.empty();
    }
    LargeTable table = source.get().table();
    decisions.note(
        "sample",
        "%d of %d rows".formatted(table.sample().rows(), table.rows()),
        "in memory; it decides, and rows of it are held out");
    RowCache cache =
        decisions.decide(
            Choices.CACHE,
            RowCache.temporaryIn(Path.of(System.getProperty("java.io.tmpdir"))),
            RowCache::text,
            "the prepared rows, from which every epoch reads");
    return Optional.of(new LargeRows(source.get(), schema, data, weights, cache));
  }

  private LargeRows(
      Source source, Schema schema, DataPlan data, WeightPlan weights, RowCache cache) {
    this.source = source;
    this.schema = schema;
    this.data = data;
    this.weights = weights;
    this.cache = cache;
    int[] sampled = source.table().sampled();
    heldOut =
        IntStream.range(0, sampled.length)
            .filter(row -> Arrays.binarySearch(data.trainingRows(), row) < 0)
            .map(row -> sampled[row])
            .toArray();
    rows = data.rows();
  }

  /** How many rows train; about so many before {@link #open}, where the rows say it themselves. */
  int rows() {
    return rows;
  }

  /**
   * The rows, written into their file unless it is one that holds them already.
   *
   * @param listener hears how many are prepared
   */
  DatasetFile open(TrainingListener listener) {
    Content content = file -> addTo(file, listener);
    DatasetFile open =
        cache.kept() ? kept(cache.place(), content) : DatasetFile.temporary(cache.place(), content);
    rows = open.rows();
    return open;
  }

  private DatasetFile kept(Path file, Content content) {
    String origin = origin();
    if (Files.exists(file)) {
      DatasetFile there = DatasetFile.open(file);
      if (there.origin().equals(origin)) {
        return there;
      }
      there.close();
    }
    DatasetFile.write(file, origin, content);
    return DatasetFile.open(file);
  }

  /** Everything that the bytes of the file depend on. */
  private String origin() {
    return source.table().identity()
        + ", prepared "
        + new Sha256()
            .add(data.preparation().toString())
            .add(Arrays.toString(heldOut))
            .add(String.valueOf(schema.weight()))
            .add(Arrays.toString(weights.byClass()))
            .hex();
  }

  private void addTo(DatasetFile.Rows file, TrainingListener listener) {
    int[] first = {0};
    source
        .table()
        .forEachPiece(
            schema,
            piece -> {
              int[] learnt =
                  Arrays.stream(source.training().apply(piece))
                      .filter(row -> Arrays.binarySearch(heldOut, first[0] + row) < 0)
                      .toArray();
              add(piece, learnt, first[0], file);
              first[0] += piece.rows();
              listener.on(new TrainingEvent.RowsPrepared(first[0], source.table().rows()));
            });
  }

  private void add(Table piece, int[] learnt, int first, DatasetFile.Rows file) {
    try {
      file.add(
          data.preparation().dataset(piece, learnt),
          weights.of(piece, schema, data.preparation(), learnt));
    } catch (IllegalArgumentException refused) {
      throw first == 0
          ? refused
          : new IllegalArgumentException(
              refused.getMessage() + " (Counted from data row %d on.)".formatted(first + 1),
              refused);
    }
  }
}
