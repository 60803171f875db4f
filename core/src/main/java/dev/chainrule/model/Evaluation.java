package dev.chainrule.model;

import dev.chainrule.data.Column;
import dev.chainrule.data.Field;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.metric.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Judges a model on rows that come in pieces. Of each row only its targets, its weight and the
 * outputs of the network stay in memory; the report is the one of all rows at once.
 *
 * {@snippet :
 * Evaluation evaluation = model.evaluation();
 * reader.readPieces(model.schema().orElseThrow(), file, evaluation::add);
 * Report report = evaluation.report();
 * }
 */
public final class Evaluation {

  private final Model model;
  private final Schema schema;
  private final Judging judging;
  private final List<Table> truth = new ArrayList<>();
  private final List<float[]> outputs = new ArrayList<>();

  Evaluation(Model model, Schema schema, Judging judging) {
    this.model = model;
    this.schema = schema;
    this.judging = judging;
  }

  /**
   * Predicts the rows of a piece, and keeps what is needed to judge them.
   *
   * @throws IllegalArgumentException if a column is missing or of another type
   */
  public void add(Table piece) {
    outputs.add(model.outputs(piece));
    truth.add(
        new Table(
            piece.source(),
            Stream.concat(
                    schema.targets().stream().map(target -> piece.column(target.name())),
                    schema.weight().map(Field::name).flatMap(piece::find).stream())
                .toList()));
  }

  /**
   * Judges the model on all rows that were added.
   *
   * @throws IllegalArgumentException if a target is missing or its label unknown
   * @throws IllegalStateException if there is no row
   */
  public Report report() {
    Table rows = rows();
    int length = outputs.stream().mapToInt(piece -> piece.length).reduce(0, Math::addExact);
    float[] all = new float[length];
    int at = 0;
    for (float[] piece : outputs) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return judging.report(rows, model.answers(all));
  }

  /**
   * Judges, on the same rows, a predictor that knows only how the targets are distributed in them.
   *
   * @throws IllegalArgumentException if a target is missing or its label unknown
   * @throws IllegalStateException if there is no row
   */
  public Report baseline() {
    Table rows = rows();
    return judging.baseline(rows, rows.allRows(), rows);
  }

  /** The targets and weights of all rows. */
  private Table rows() {
    if (truth.isEmpty()) {
      throw new IllegalStateException("There are no rows to judge the model on: add some.");
    }
    Table first = truth.getFirst();
    return new Table(
        first.source(),
        first.names().stream()
            .map(name -> joined(truth.stream().map(piece -> piece.column(name)).toList()))
            .toList());
  }

  private static Column joined(List<Column> pieces) {
    return switch (pieces.getFirst()) {
      case Column.Numbers first ->
          new Column.Numbers(
              first.name(),
              pieces.stream()
                  .flatMapToDouble(piece -> Arrays.stream(((Column.Numbers) piece).values()))
                  .toArray());
      case Column.Labels first ->
          joinedLabels(first, pieces.stream().map(Column.Labels.class::cast).toList());
      case Column other ->
          throw new IllegalArgumentException(
              "Column '%s' is of type %s, which is no target."
                  .formatted(other.name(), other.type()));
    };
  }

  /** Pieces may know their labels in different orders. */
  private static Column joinedLabels(Column.Labels first, List<Column.Labels> pieces) {
    Map<String, Integer> codes = new LinkedHashMap<>();
    IntStream.Builder rows = IntStream.builder();
    for (Column.Labels piece : pieces) {
      int[] code =
          piece.labels().stream()
              .mapToInt(label -> codes.computeIfAbsent(label, _ -> codes.size()))
              .toArray();
      for (int row : piece.codes()) {
        rows.add(row < 0 ? row : code[row]);
      }
    }
    return new Column.Labels(
        first.name(), first.type(), List.copyOf(codes.keySet()), rows.build().toArray());
  }
}
