package dev.chainrule.cli.report;

import dev.chainrule.cli.report.UnitPlot.Bar;
import dev.chainrule.cli.report.UnitPlot.Curve;
import dev.chainrule.cli.report.UnitPlot.Spot;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.MultiLabelReport;
import dev.chainrule.metric.PrecisionRecallCurve;
import dev.chainrule.metric.ReliabilityCurve;
import dev.chainrule.metric.RocCurve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * ROC, precision–recall and reliability curves: of two classes those of the second, of more each
 * against the rest, and of very many those that are recognised worst.
 */
final class ClassCurves {

  private static final int RELIABILITY_BINS = 10;

  /** One class, or label, against the rest. */
  private record Contender(String name, RocCurve roc, PrecisionRecallCurve precisionRecall) {}

  private final List<Contender> contenders;
  private final String each;
  private final Optional<ReliabilityCurve> reliability;
  private final String shareOf;

  private ClassCurves(
      List<Contender> contenders,
      String each,
      Optional<ReliabilityCurve> reliability,
      String shareOf) {
    this.contenders = contenders.stream().filter(one -> !Double.isNaN(one.roc().area())).toList();
    this.each = each;
    this.reliability = reliability;
    this.shareOf = shareOf;
  }

  static ClassCurves of(ClassificationReport network) {
    List<String> labels = network.labels();
    boolean two = labels.size() == 2;
    return new ClassCurves(
        IntStream.range(two ? 1 : 0, labels.size())
            .mapToObj(j ->
                new Contender(labels.get(j), network.rocCurve(j), network.precisionRecallCurve(j)))
            .toList(),
        two ? "" : "classes",
        Optional.of(network.reliability(RELIABILITY_BINS)),
        two ? "rows that are “" + labels.get(1) + "”" : "rows whose most probable class is right");
  }

  static ClassCurves ofLabels(MultiLabelReport network) {
    return new ClassCurves(
        IntStream.range(0, network.labels().size())
            .mapToObj(j ->
                new Contender(
                    network.labels().get(j),
                    network.label(j).rocCurve(1),
                    network.label(j).precisionRecallCurve(1)))
            .toList(),
        "labels",
        Optional.empty(),
        "");
  }

  void write(Page paper) {
    paper.markup().open("div", "class", "pair");
    if (contenders.isEmpty()) {
      paper
          .markup()
          .leaf(
              "p",
              "No ROC and precision–recall curves: they need rows with and without a class.",
              "class",
              "note");
    } else {
      List<Contender> shown = worst();
      roc(paper, shown);
      precisionRecall(paper, shown);
    }
    reliability.ifPresent(curve -> reliability(paper, curve));
    paper.markup().close("div");
  }

  private void roc(Page paper, List<Contender> shown) {
    paper.figure(
        new UnitPlot(
                paper.nextFigure(),
                "ROC curve",
                areas("The area under the ROC curve is", shown, one -> one.roc().area()),
                "false positive rate",
                "true positive rate",
                curves(shown, one -> one.roc().area(), ClassCurves::rocSpots, false),
                List.of(new Spot(0, 0), new Spot(1, 1)),
                List.of())
            ::draw,
        "ROC: the share of %s found, against the share of the other rows that is taken for %s, at every threshold. %sThe dotted line is guessing; the area under %s."
            .formatted(
                what(shown), what(shown), chosen(shown), said(shown, one -> one.roc().area())));
  }

  private void precisionRecall(Page paper, List<Contender> shown) {
    double share = shown.getFirst().precisionRecall().positiveShare();
    paper.figure(
        new UnitPlot(
                paper.nextFigure(),
                "Precision–recall curve",
                areas(
                    "The average precision is",
                    shown,
                    one -> one.precisionRecall().averagePrecision()),
                "recall",
                "precision",
                curves(
                    shown,
                    one -> one.precisionRecall().averagePrecision(),
                    ClassCurves::precisionRecallSpots,
                    true),
                shown.size() == 1 ? List.of(new Spot(0, share), new Spot(1, share)) : List.of(),
                List.of())
            ::draw,
        "Precision and recall of %s at every threshold. %s%sThe area under %s (average precision)."
            .formatted(
                what(shown),
                chosen(shown),
                shown.size() == 1 ? "The dotted line is guessing. " : "",
                said(shown, one -> one.precisionRecall().averagePrecision())));
  }

  private void reliability(Page paper, ReliabilityCurve curve) {
    double total = curve.bins().stream().mapToDouble(ReliabilityCurve.Bin::weight).sum();
    paper.figure(
        new UnitPlot(
                paper.nextFigure(),
                "Reliability curve",
                "The share of %s by predicted probability, in %s bins. The expected calibration error is %s."
                    .formatted(shareOf, curve.bins().size(), Numbers.fixed(curve.error(), 3)),
                "predicted probability",
                "share of rows",
                List.of(
                    new Curve(
                        "",
                        "",
                        curve.bins().stream()
                            .map(bin -> new Spot(bin.meanProbability(), bin.positiveShare()))
                            .toList(),
                        false,
                        true)),
                List.of(new Spot(0, 0), new Spot(1, 1)),
                curve.bins().stream()
                    .map(bin -> new Bar(bin.from(), bin.to(), bin.weight() / total))
                    .toList())
            ::draw,
        "Reliability: the share of %s, by predicted probability. On the dotted line probabilities mean what they say; they are off by %s on average. The bars are the share of all rows in each bin."
            .formatted(shareOf, Numbers.fixed(curve.error(), 3)));
  }

  /** All contenders in their order, or of very many those with the smallest ROC curves. */
  private List<Contender> worst() {
    return contenders.size() <= UnitPlot.MOST_CURVES
        ? contenders
        : contenders.stream()
            .sorted(Comparator.comparingDouble(one -> one.roc().area()))
            .limit(UnitPlot.MOST_CURVES)
            .toList();
  }

  private String what(List<Contender> shown) {
    return each.isEmpty()
        ? "“" + shown.getFirst().name() + "”"
        : each.equals("labels") ? "a label" : "a class";
  }

  private String chosen(List<Contender> shown) {
    return shown.size() < contenders.size()
        ? "Of %s %s the %s with the smallest area under the ROC curve are shown. "
            .formatted(Numbers.count(contenders.size()), each, Numbers.count(shown.size()))
        : "";
  }

  /** The score of a single curve, or where those of several stand. */
  private static String said(List<Contender> shown, ToDoubleFunction<Contender> score) {
    return shown.size() == 1
        ? "the curve is " + Numbers.fixed(score.applyAsDouble(shown.getFirst()), 3)
        : "each curve stands in the key";
  }

  private static List<Curve> curves(
      List<Contender> shown,
      ToDoubleFunction<Contender> score,
      Function<Contender, List<Spot>> spots,
      boolean steps) {
    List<Curve> curves = new ArrayList<>();
    for (Contender one : shown) {
      curves.add(
          new Curve(
              shown.size() == 1 ? "" : one.name(),
              Numbers.fixed(score.applyAsDouble(one), 3),
              spots.apply(one),
              steps,
              false));
    }
    return curves;
  }

  private static List<Spot> rocSpots(Contender one) {
    return one.roc().simplified().points().stream()
        .map(point -> new Spot(point.falsePositiveRate(), point.truePositiveRate()))
        .toList();
  }

  private static List<Spot> precisionRecallSpots(Contender one) {
    return one.precisionRecall().points().stream()
        .map(point -> new Spot(point.recall(), point.precision()))
        .toList();
  }

  private static String areas(
      String begin, List<Contender> shown, ToDoubleFunction<Contender> score) {
    return begin
        + " "
        + String.join(
            ", ",
            shown.stream()
                .map(
                    one -> Numbers.fixed(score.applyAsDouble(one), 3) + " for “" + one.name() + "”")
                .toList())
        + ".";
  }
}
