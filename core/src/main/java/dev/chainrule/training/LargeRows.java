package dev.chainrule.training;

import dev.chainrule.data.DatasetFile;
import dev.chainrule.data.LargeTable;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.tensor.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  LargeRows(Source source, Schema schema, DataPlan data, WeightPlan weights, RowCache cache) {
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

  /** The rows; of a file that stays only if it does not hold them yet. */
  DatasetFile open() {
    DatasetFile open =
        cache.kept() ? kept(cache.place()) : DatasetFile.temporary(cache.place(), this::addTo);
    rows = open.rows();
    return open;
  }

  private DatasetFile kept(Path file) {
    String origin = origin();
    if (Files.exists(file)) {
      DatasetFile there = DatasetFile.open(file);
      if (there.origin().equals(origin)) {
        return there;
      }
      there.close();
    }
    DatasetFile.write(file, origin, this::addTo);
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

  private void addTo(DatasetFile.Rows file) {
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
              file.add(
                  data.preparation().dataset(piece, learnt),
                  weights.of(piece, schema, data.preparation(), learnt));
              first[0] += piece.rows();
            });
  }
}
