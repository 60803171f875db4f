package dev.chainrule.cli.bench;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Model;
import dev.chainrule.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * How long a model takes to predict one row and a thousand: from prepared inputs, which is the
 * network by itself, and from the columns of a table, to labels with probabilities.
 */
final class Predicting {

  private static final int ROWS = 1_000;
  private static final int TURNS = 20;

  /** Seconds by which vector kernels have practised and taken over on a busy machine, too. */
  private static final double LEAST_WARM_UP = 5;

  private static final String TARGET = "target";

  private final Workload workload;
  private final String net;
  private final Rows rows;
  private final Table table;
  private final Model model;
  private final int threads;

  private Predicting(
      Workload workload,
      String net,
      Rows rows,
      List<Column> inputs,
      Network network,
      Loss loss,
      int threads) {
    this.workload = workload;
    this.net = net;
    this.rows = rows;
    this.threads = threads;
    List<Column> columns = new ArrayList<>(inputs);
    columns.add(target(rows));
    table = new Table(net, columns);
    Schema schema = Schema.of(table, TARGET);
    model =
        Model.of(network, loss)
            .withTable(schema, Preparation.fit(table, schema, table.allRows()))
            .withThreads(threads);
  }

  /** A network for two classes; its inputs are columns of numbers. */
  static Predicting numbers(Workload workload, String net, Network network, int threads) {
    int inputs = network.architecture().input().size();
    Rows rows = Rows.binary(ROWS, inputs);
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < inputs; j++) {
      int column = j;
      columns.add(
          new Column.Numbers(
              "x" + j,
              IntStream.range(0, ROWS).mapToDouble(row -> rows.inputsOf(row)[column]).toArray()));
    }
    return new Predicting(
        workload, net, rows, columns, network, Loss.sigmoidCrossEntropy(), threads);
  }

  /** A network for several classes; its inputs are an image of bytes. */
  static Predicting pixels(Workload workload, String net, Network network, int threads) {
    int inputs = network.architecture().input().size();
    Rows rows = Rows.ofClasses(ROWS, inputs, network.architecture().output().size());
    byte[] pixels = new byte[ROWS * inputs];
    for (int row = 0; row < ROWS; row++) {
      float[] values = rows.inputsOf(row);
      for (int j = 0; j < inputs; j++) {
        pixels[row * inputs + j] = (byte) Math.clamp((long) (64 * values[j]), 0, 255);
      }
    }
    return new Predicting(
        workload,
        net,
        rows,
        List.of(new Column.Pixels("image", inputs, pixels)),
        network,
        Loss.softmaxCrossEntropy(),
        threads);
  }

  private static Column target(Rows rows) {
    int classes = Math.max(2, rows.outputs());
    return new Column.Labels(
        TARGET,
        ColumnType.CATEGORY,
        IntStream.range(0, classes).mapToObj(k -> "class " + k).toList(),
        IntStream.range(0, ROWS).map(rows::label).toArray());
  }

  /**
   * Measures for about so many seconds, and the least warm-up. All kinds of calls warm up in turns
   * before the first of them is measured, because a model changes to faster kernels in the
   * background.
   */
  List<Figure> measure(double seconds) {
    float[][] inputs = IntStream.range(0, ROWS).mapToObj(rows::inputsOf).toArray(float[][]::new);
    List<Map<String, Object>> cells = IntStream.range(0, ROWS).mapToObj(this::cells).toList();
    IntConsumer one = row -> model.predict(inputs[row]);
    IntConsumer oneOfTable = row -> model.predict(cells.get(row));
    IntConsumer thousand = call -> model.predict(rows);
    IntConsumer thousandOfTable = call -> model.predict(table);
    List<IntConsumer> calls = List.of(one, oneOfTable, thousand, thousandOfTable);
    double warmUp = Math.max(LEAST_WARM_UP, Workload.WARM_UP * seconds);
    for (int turn = 0; turn < TURNS; turn++) {
      for (IntConsumer call : calls) {
        timed(call, warmUp / (TURNS * calls.size()));
      }
    }
    double each = (1 - Workload.WARM_UP) * seconds / calls.size();
    List<Figure> figures = new ArrayList<>();
    figures.addAll(single("one row", timed(one, each)));
    figures.addAll(single("one row of a table", timed(oneOfTable, each)));
    figures.add(many("1,000 rows", timed(thousand, each)));
    figures.add(many("1,000 rows of a table", timed(thousandOfTable, each)));
    return figures;
  }

  private List<Figure> single(String what, Stopwatch watch) {
    return List.of(
        figure(what + ", p50", 1e6 * watch.quantile(0.5), "µs", false, watch),
        figure(what + ", p99", 1e6 * watch.quantile(0.99), "µs", false, watch));
  }

  private Figure many(String what, Stopwatch watch) {
    return figure(what, ROWS / watch.median(), "rows/s", true, watch);
  }

  private Figure figure(
      String what, double value, String unit, boolean higherIsBetter, Stopwatch watch) {
    return workload.figure(net + ", " + what, value, unit, higherIsBetter, threads, watch);
  }

  /** The seconds of each call; calls are given a row, one after the other. */
  private static Stopwatch timed(IntConsumer predict, double seconds) {
    Stopwatch watch = new Stopwatch();
    long begin = System.nanoTime();
    for (int call = 0; call < 1 || System.nanoTime() - begin < 1e9 * seconds; call++) {
      long before = System.nanoTime();
      predict.accept(call % ROWS);
      watch.add((System.nanoTime() - before) / 1e9);
    }
    return watch;
  }

  /** A row of the table by column name, as a program has it. */
  private Map<String, Object> cells(int row) {
    Map<String, Object> cells = new HashMap<>();
    for (Column column : table.columns()) {
      switch (column) {
        case Column.Numbers numbers -> cells.put(column.name(), numbers.values()[row]);
        case Column.Pixels(String name, int width, byte[] values) ->
            cells.put(name, Arrays.copyOfRange(values, row * width, (row + 1) * width));
        default -> {
          // the target, which is not known
        }
      }
    }
    return cells;
  }
}
