package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Axis;
import java.util.List;

/**
 * Curves of shares against shares: both axes go from 0 to 1. The key stands above, one line a
 * curve, so that the drawing fits a phone and two stand side by side on a wide page.
 *
 * @param id names the drawing within its page
 * @param title for those who do not see it
 * @param description for those who do not see it
 * @param xTitle what goes to the right
 * @param yTitle what goes up
 * @param curves at most {@link #MOST_CURVES}
 * @param guide where a curve would be that has nothing to say
 * @param bars how much lies in parts of the horizontal axis
 */
record UnitPlot(
    String id,
    String title,
    String description,
    String xTitle,
    String yTitle,
    List<Curve> curves,
    List<Spot> guide,
    List<Bar> bars) {

  /** So many styles of lines can be told apart without colours. */
  static final int MOST_CURVES = 5;

  private static final Axis UNIT = new Axis(0, 1, false, List.of(0.0, 0.25, 0.5, 0.75, 1.0));
  private static final int LINE = 19;
  private static final int LONGEST_NAME = 34;

  /** A point; both coordinates from 0 to 1. */
  record Spot(double x, double y) {}

  /**
   * One curve.
   *
   * @param name what it is of, for its line in the key; empty for none
   * @param value a number about it, for the key
   * @param steps whether it keeps its height until the next spot
   * @param marked whether its spots are circled
   */
  record Curve(String name, String value, List<Spot> spots, boolean steps, boolean marked) {}

  /** A bar from the horizontal axis up. */
  record Bar(double from, double to, double height) {}

  /** Draws the plot. */
  void draw(Markup page) {
    int lines = (int) curves.stream().filter(curve -> !curve.name().isEmpty()).count();
    int top = 34 + LINE * lines;
    Frame frame = new Frame(id, "single", 350, top + 286 + 46, 46, top, 12, 46);
    frame.begin(page, title, description);
    frame.axes(page, UNIT, xTitle, UNIT, yTitle);
    bars(page, frame);
    page.empty("path", "class", "guide", "d", path(frame, guide, false));
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      page.empty("path", "class", "curve c" + i, "d", path(frame, curve.spots(), curve.steps()));
      if (curve.marked()) {
        marks(page, frame, curve);
      }
      if (!curve.name().isEmpty()) {
        key(page, i, curve);
      }
    }
    frame.end(page);
  }

  private void bars(Markup page, Frame frame) {
    if (bars.isEmpty()) {
      return;
    }
    page.open("g", "class", "bars");
    for (Bar bar : bars) {
      frame.bar(page, UNIT, bar.from(), bar.to(), UNIT, bar.height());
    }
    page.close("g");
  }

  private static void marks(Markup page, Frame frame, Curve curve) {
    page.open("g", "class", "marks");
    for (Spot spot : curve.spots()) {
      page.empty(
          "circle",
          "cx",
          Frame.number(frame.x(UNIT, spot.x())),
          "cy",
          Frame.number(frame.y(UNIT, spot.y())),
          "r",
          "3.5");
    }
    page.close("g");
  }

  private static void key(Markup page, int index, Curve curve) {
    double baseline = 34 + LINE * index;
    page.open("g", "class", "legend")
        .empty("path", "class", "curve c" + index, "d", "M2 " + Frame.number(baseline - 4) + "h30");
    Frame.text(page, 40, baseline, "start", curve.value());
    Frame.text(page, 84, baseline, "start", shortened(curve.name()));
    page.close("g");
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
  }

  /** A line through the spots, without those that are not half a pixel from the last. */
  private static String path(Frame frame, List<Spot> spots, boolean steps) {
    StringBuilder path = new StringBuilder();
    double lastX = 0;
    double lastY = 0;
    for (int i = 0; i < spots.size(); i++) {
      double x = frame.x(UNIT, spots.get(i).x());
      double y = frame.y(UNIT, spots.get(i).y());
      boolean end = i == 0 || i == spots.size() - 1;
      if (end || Math.abs(x - lastX) + Math.abs(y - lastY) > 0.5) {
        if (i == 0) {
          path.append('M').append(Frame.number(x)).append(' ').append(Frame.number(y));
        } else if (steps) {
          path.append('H').append(Frame.number(x)).append('V').append(Frame.number(y));
        } else {
          path.append('L').append(Frame.number(x)).append(' ').append(Frame.number(y));
        }
        lastX = x;
        lastY = y;
      }
    }
    return path.toString();
  }
}
