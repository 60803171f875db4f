package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Axis;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.training.RateSearch;
import dev.chainrule.training.RateSearch.Step;
import java.util.List;

/** A range test of the learning rate as one self-contained HTML page. */
public final class LearningRatePage {

  private final RateSearch search;
  private final Page page;

  private LearningRatePage(RateSearch search, String source) {
    this.search = search;
    page = Page.begin("A learning rate for " + source);
  }

  /**
   * The page as text.
   *
   * @param source the name of the data
   * @param command the line that makes the page again
   */
  public static String of(RateSearch search, String source, String command) {
    return new LearningRatePage(search, source).write(source, command);
  }

  private String write(String source, String command) {
    page.title(
        "Range test",
        heading -> heading.text("A learning rate for ").leaf("em", source),
        proposal() + " " + search.reason());
    page.figure(
        markup -> {
          draw(markup, new Frame("rate-wide", "wide", 790, 370, 58, 34, 8, 46), 10);
          draw(markup, new Frame("rate-narrow", "narrow", 350, 300, 46, 34, 12, 46), 4);
        },
        "The loss while the learning rate rises from step to step: of each batch (dashed), and"
            + " smoothed. The circle is where the smoothed loss is least.");
    page.markup().open("section").leaf("h2", "Provenance").open("dl", "class", "facts");
    page.fact("steps", Numbers.count(search.steps().size()));
    page.fact("ended", search.brokeOut() ? "when the loss broke out" : "at the highest rate");
    page.code("the same again", command);
    page.markup().close("dl").close("section");
    return page.finish();
  }

  private String proposal() {
    return search.proposal().isPresent()
        ? "Train with a learning rate of about %s."
            .formatted(Numbers.significant(search.proposal().getAsDouble(), 2))
        : "The test shows no learning rate.";
  }

  private void draw(Markup markup, Frame frame, int ticks) {
    List<Step> steps = search.steps();
    if (steps.isEmpty()) {
      return;
    }
    double low = steps.stream().mapToDouble(Step::smoothed).min().orElseThrow();
    double high = 1.2 * steps.stream().mapToDouble(Step::smoothed).max().orElseThrow();
    Axis x = Axis.logarithmic(steps.getFirst().rate(), 1.01 * steps.getLast().rate(), ticks);
    Axis y = Axis.around(Math.min(0, low), high, 5);
    frame.begin(
        markup,
        "Loss by learning rate",
        "The smoothed loss goes from %s at a rate of %s to %s at %s."
            .formatted(
                Numbers.significant(steps.getFirst().smoothed(), 3),
                Numbers.significant(steps.getFirst().rate(), 2),
                Numbers.significant(steps.getLast().smoothed(), 3),
                Numbers.significant(steps.getLast().rate(), 2)));
    frame.axes(markup, x, "learning rate, log scale", y, "loss");
    curve(markup, frame, x, y, "validation", false);
    curve(markup, frame, x, y, "training", true);
    search
        .least()
        .ifPresent(least ->
            markup
                .open("g", "class", "best")
                .empty(
                    "circle",
                    "cx",
                    Frame.number(frame.x(x, least.rate())),
                    "cy",
                    Frame.number(frame.y(y, least.smoothed())),
                    "r",
                    "4.5")
                .close("g"));
    frame.end(markup);
  }

  /** A line through the losses that are inside the frame. */
  private void curve(Markup markup, Frame frame, Axis x, Axis y, String style, boolean smoothed) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (Step step : search.steps()) {
      double loss = smoothed ? step.smoothed() : step.loss();
      boolean visible = loss <= y.to() && loss >= y.from();
      if (visible) {
        path.append(drawing ? 'L' : 'M')
            .append(Frame.number(frame.x(x, step.rate())))
            .append(' ')
            .append(Frame.number(frame.y(y, loss)));
      }
      drawing = visible;
    }
    if (!path.isEmpty()) {
      markup.empty("path", "class", "curve " + style, "d", path.toString());
    }
  }
}
