package dev.chainrule.reference;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.optimizer.Penalty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * Where the loss of a linear model is least, as {@code optimum/record.py} recorded it from
 * scikit-learn.
 *
 * @param weights one a row, all 1 where rows count alike
 * @param parameters in the order of the layout
 * @param least ℒ there, penalty included
 */
@SuppressWarnings("ArrayRecordComponent") // looked at, never compared
public record Optimum(
    String name,
    Loss loss,
    Penalty penalty,
    DoubleMatrix x,
    DoubleMatrix y,
    double[] weights,
    double[] parameters,
    double least) {

  /** All that were recorded. */
  public static List<Optimum> recorded() {
    String resource = "/optimum/scikit-learn.json";
    try (InputStream file =
        Objects.requireNonNull(Optimum.class.getResourceAsStream(resource), resource)) {
      Located document = new Located("", Json.parse(file.readAllBytes()));
      DoubleMatrix x = matrix(document.member("x"));
      return document.member("cases").items().stream().map(each -> read(each, x)).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Optimum read(Located recorded, DoubleMatrix x) {
    double[] weights = numbers(recorded.member("sampleWeights"));
    return new Optimum(
        recorded.member("name").text(),
        Loss.of(recorded.member("loss").text()),
        Penalty.l2(recorded.member("l2").number()),
        x,
        matrix(recorded.member("y")),
        weights.length > 0 ? weights : DoubleStream.generate(() -> 1).limit(x.rows()).toArray(),
        DoubleStream.concat(
                DoubleStream.of(matrix(recorded.member("coefficients")).toArray()),
                DoubleStream.of(numbers(recorded.member("biases"))))
            .toArray(),
        recorded.member("least").number());
  }

  private static DoubleMatrix matrix(Located rows) {
    return DoubleMatrix.ofRows(rows.items().size(), i -> numbers(rows.items().get(i)));
  }

  private static double[] numbers(Located array) {
    return array.items().stream().mapToDouble(Located::number).toArray();
  }

  /** One layer without activation. */
  public Architecture architecture() {
    return Architecture.of(x.columns(), Dense.of(y.columns()));
  }

  /** The loss of all rows and its gradient at some parameters. */
  public ReferenceQuasiNewton.Point at(double[] theta) {
    return point(theta, architecture(), x, BatchLoss.of(loss, y, weights), penalty);
  }

  /** A network's loss of all rows and its gradient. */
  static ReferenceQuasiNewton.Point point(
      double[] theta, Architecture architecture, DoubleMatrix x, BatchLoss loss, Penalty penalty) {
    ReferencePass pass = ReferencePass.of(architecture, theta, x, loss, penalty);
    return new ReferenceQuasiNewton.Point(theta, pass.loss(), pass.gradient());
  }

  @Override
  public String toString() {
    return name;
  }
}
