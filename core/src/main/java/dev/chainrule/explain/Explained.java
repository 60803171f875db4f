package dev.chainrule.explain;

import dev.chainrule.data.TargetEncoding;
import dev.chainrule.data.TargetEncoding.Amount;
import dev.chainrule.data.TargetEncoding.Classes;
import dev.chainrule.loss.Loss;
import dev.chainrule.loss.Loss.Link;
import dev.chainrule.model.Model;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.Links;
import java.util.List;

/**
 * F: the one number of a network's answer that is explained, factor·g(s)_j + offset, where s are
 * the scores of a row and g turns them into a prediction.
 *
 * @param name such as "p(species=Gentoo)", or the target column
 * @param link g
 * @param output j, from 0
 * @param factor 1, or −1 for the first of two labels, or the deviation of a standardised target
 * @param offset 0, or 1 for the first of two labels, or the mean of a standardised target
 */
public record Explained(String name, Link link, int output, double factor, double offset) {

  /** One prediction of a bare network, behind the link of its loss. */
  public static Explained output(Loss loss, int output) {
    return new Explained("output " + (output + 1), loss.link(), output, 1, 0);
  }

  /**
   * The probability of a label.
   *
   * @throws IllegalArgumentException if the model has no such label, or predicts a number
   */
  public static Explained probability(Model model, String label) {
    return ofLabel(model, label, "p", model.loss().link());
  }

  /**
   * The score of a label, in front of the link: unlike a probability it does not flatten where the
   * network is sure.
   *
   * @throws IllegalArgumentException if the model has no such label, or predicts a number
   */
  public static Explained score(Model model, String label) {
    return ofLabel(model, label, "score", Link.IDENTITY);
  }

  private static Explained ofLabel(Model model, String label, String kind, Link link) {
    if (!(target(model) instanceof Classes classes)) {
      throw new IllegalArgumentException(
          "The model is for %s of '%s' and has no label '%s'."
              .formatted(target(model).task().label(), target(model).column(), label));
    }
    List<String> labels = classes.labels();
    int index = classes.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException(
          "The model knows no label '%s' of '%s'; it knows %s."
              .formatted(label, classes.column(), String.join(", ", labels)));
    }
    String name = "%s(%s=%s)".formatted(kind, classes.column(), labels.get(index));
    if (labels.size() > 2) {
      return new Explained(name, link, index, 1, 0);
    }
    // One output for two labels: p(first) = 1 − p(second), and the score changes its sign.
    return index == 1
        ? new Explained(name, link, 0, 1, 0)
        : new Explained(name, link, 0, -1, link == Link.IDENTITY ? 0 : 1);
  }

  /**
   * The number that the model predicts, in the units of its column.
   *
   * @throws IllegalArgumentException if the model predicts labels, or several numbers
   */
  public static Explained number(Model model) {
    return switch (target(model)) {
      case Amount amount ->
          new Explained(amount.column(), model.loss().link(), 0, amount.deviation(), amount.mean());
      case TargetEncoding.Count count ->
          new Explained(count.column(), model.loss().link(), 0, 1, 0);
      case TargetEncoding other ->
          throw new IllegalArgumentException(
              "The model is for %s of '%s' and does not predict a single number."
                  .formatted(other.task().label(), other.column()));
    };
  }

  private static TargetEncoding target(Model model) {
    return model
        .preparation()
        .orElseThrow(() -> new IllegalArgumentException("This model is bare: it knows no columns."))
        .target();
  }

  /** F for each row of scores. */
  double[] values(DoubleMatrix scores) {
    double[] values = new double[scores.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = factor * Links.prediction(link, scores.row(i))[output] + offset;
    }
    return values;
  }

  /** ∂F/∂s for each row of scores. */
  DoubleMatrix gradient(DoubleMatrix scores) {
    DoubleMatrix slopes =
        DoubleMatrix.ofRows(scores.rows(), i -> Links.gradient(link, scores.row(i), output));
    return DoubleMatrix.of(scores.rows(), scores.columns(), (i, j) -> factor * slopes.get(i, j));
  }
}
