package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Axis;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.model.Epoch;
import dev.chainrule.model.History;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The loss of every epoch over the training and the validation rows, the best epoch marked. */
final class LossCurves {

  /** Above this ratio of the largest to the smallest loss, equal ratios are drawn equally long. */
  private static final double LOGARITHMIC_FROM = 15;

  private static final int MOST_POINTS = 800;

  private final History history;
  private final String loss;
  private final List<Epoch> epochs;
  private final boolean validated;

  LossCurves(History history, String loss) {
    this.history = history;
    this.loss = loss;
    this.epochs = thinned(history);
    this.validated =
        history.epochs().stream().anyMatch(epoch -> epoch.validationLoss().isPresent());
  }

  /** Whether the vertical axis is logarithmic. */
  boolean logarithmic() {
    return smallest() > 0 && largest() / smallest() > LOGARITHMIC_FROM;
  }

  /** Draws the plot for wide and for narrow pages. */
  void draw(Markup page) {
    draw(page, new Frame("loss-wide", "wide", 790, 370, 58, 34, 8, 46), 10);
    draw(page, new Frame("loss-narrow", "narrow", 350, 300, 46, 54, 12, 46), 5);
  }

  private void draw(Markup page, Frame frame, int ticks) {
    Axis x = Axis.exactly(1, history.count(), ticks);
    Axis y =
        logarithmic()
            ? Axis.logarithmic(smallest(), largest(), 5)
            : Axis.around(Math.min(0, smallest()), largest(), 5);
    frame.begin(page, "Loss by epoch", description());
    frame.axes(page, x, "epoch", y, logarithmic() ? loss + ", log scale" : loss);
    curve(page, frame, x, y, "training", epoch -> OptionalDouble.of(epoch.trainingLoss()));
    if (validated) {
      curve(page, frame, x, y, "validation", Epoch::validationLoss);
    }
    best(page, frame, x, y);
    legend(page, frame);
    frame.end(page);
  }

  private void curve(
      Markup page,
      Frame frame,
      Axis x,
      Axis y,
      String name,
      Function<Epoch, OptionalDouble> value) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (Epoch epoch : epochs) {
      OptionalDouble loss = value.apply(epoch);
      boolean visible = loss.isPresent() && Double.isFinite(loss.getAsDouble());
      if (visible) {
        path.append(drawing ? 'L' : 'M')
            .append(Frame.number(frame.x(x, epoch.number())))
            .append(' ')
            .append(Frame.number(frame.y(y, loss.getAsDouble())));
      }
      drawing = visible;
    }
    if (!path.isEmpty()) {
      page.empty("path", "class", "curve " + name, "d", path.toString());
    }
  }

  private void best(Markup page, Frame frame, Axis x, Axis y) {
    if (history.bestEpoch() < 1) {
      return;
    }
    Epoch best = history.best().orElseThrow();
    double value = best.validationLoss().orElse(best.trainingLoss());
    if (!Double.isFinite(value)) {
      return;
    }
    page.open("g", "class", "best");
    Frame.line(
        page,
        frame.x(x, best.number()),
        frame.top(),
        frame.x(x, best.number()),
        frame.height() - frame.bottom());
    page.empty(
        "circle",
        "cx",
        Frame.number(frame.x(x, best.number())),
        "cy",
        Frame.number(frame.y(y, value)),
        "r",
        "4.5");
    page.close("g");
  }

  /** The key to the curves, above the plot and flush right, or in a line of its own. */
  private void legend(Markup page, Frame frame) {
    boolean narrow = frame.size().equals("narrow");
    double baseline = narrow ? 36 : 14;
    double x = narrow ? 2 : frame.width() - frame.right() - (validated ? 300 : 216);
    page.open("g", "class", "legend");
    x = sample(page, x, baseline, "training", "training", 88);
    if (validated) {
      x = sample(page, x, baseline, "validation", "validation", 98);
    }
    if (history.bestEpoch() > 0) {
      page.open("g", "class", "best")
          .empty("circle", "cx", Frame.number(x + 8), "cy", Frame.number(baseline - 4), "r", "4.5")
          .close("g");
      Frame.text(page, x + 18, baseline, "start", "best epoch, " + history.bestEpoch());
    }
    page.close("g");
  }

  private static double sample(
      Markup page, double x, double baseline, String style, String name, double width) {
    page.empty(
        "path",
        "class",
        "curve " + style,
        "d",
        "M" + Frame.number(x) + " " + Frame.number(baseline - 4) + "h22");
    Frame.text(page, x + 27, baseline, "start", name);
    return x + width;
  }

  private String description() {
    Epoch first = history.epochs().getFirst();
    Epoch last = history.epochs().getLast();
    StringBuilder text = new StringBuilder();
    text.append(
        "The loss over the training rows goes from %s in epoch 1 to %s in epoch %s."
            .formatted(
                Numbers.significant(first.trainingLoss(), 3),
                Numbers.significant(last.trainingLoss(), 3),
                Numbers.count(last.number())));
    if (history.bestEpoch() > 0) {
      Epoch best = history.best().orElseThrow();
      best.validationLoss()
          .ifPresent(value ->
              text.append(
                  " Over the validation rows it is %2$s in epoch %1$s, whose parameters were kept."
                      .formatted(Numbers.count(best.number()), Numbers.significant(value, 3))));
    }
    return text.toString();
  }

  private double smallest() {
    return losses(history.epochs()).stream().reduce(Double.POSITIVE_INFINITY, Math::min);
  }

  private double largest() {
    return losses(history.epochs()).stream().reduce(Double.NEGATIVE_INFINITY, Math::max);
  }

  private static List<Double> losses(List<Epoch> epochs) {
    List<Double> losses = new ArrayList<>();
    for (Epoch epoch : epochs) {
      losses.add(epoch.trainingLoss());
      epoch.validationLoss().ifPresent(losses::add);
    }
    losses.removeIf(loss -> !Double.isFinite(loss));
    return losses;
  }

  /** All epochs, or of very many evenly spaced ones, the last and the best among them. */
  private static List<Epoch> thinned(History history) {
    int step = Math.ceilDiv(history.epochs().size(), MOST_POINTS);
    return history.epochs().stream()
        .filter(epoch ->
            (epoch.number() - 1) % step == 0
                || epoch.number() == history.bestEpoch()
                || epoch.number() == history.count())
        .toList();
  }
}
