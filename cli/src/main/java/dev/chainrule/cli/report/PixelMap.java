package dev.chainrule.cli.report;

import dev.chainrule.cli.report.AttributionReport.Line;
import dev.chainrule.explain.ColumnShare.InputShare;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A square image beside what each of its pixels adds or takes away. */
final class PixelMap {

  private static final int SIDE = 336;

  private final Line line;
  private final int pixels;

  PixelMap(Line line) {
    this.line = line;
    pixels = side(line);
  }

  /** Whether a column is an image with as many rows as columns. */
  static boolean isSquare(Line line) {
    return side(line) > 2 && line.inputs().getFirst().name().equals(line.column() + "[0]");
  }

  private static int side(Line line) {
    int side = (int) Math.round(Math.sqrt(line.inputs().size()));
    return side * side == line.inputs().size() ? side : 0;
  }

  /** Draws the image, then the shares; side by side where there is room. */
  void draw(Markup page) {
    page.open("div", "class", "pixels");
    double darkest = line.inputs().stream().mapToDouble(InputShare::value).min().orElse(0);
    grid(page, "image", "The image", input -> input.value() - darkest);
    grid(page, "shares", "The shares of its pixels", InputShare::share);
    page.close("div");
  }

  private void grid(Markup page, String id, String title, ToDoubleFunction<InputShare> value) {
    Frame frame = new Frame("pixels-" + id, "", SIDE, SIDE, 0, 0, 0, 0);
    List<InputShare> inputs = line.inputs();
    double largest = inputs.stream().mapToDouble(value).map(Math::abs).max().orElse(0);
    double size = (double) SIDE / pixels;
    frame.begin(page, title, title + ", " + pixels + " × " + pixels + " pixels.");
    page.empty("rect", "class", "ground", "width", "" + SIDE, "height", "" + SIDE);
    for (int i = 0; i < inputs.size(); i++) {
      double strength = largest == 0 ? 0 : value.applyAsDouble(inputs.get(i)) / largest;
      if (Math.abs(strength) >= 0.005) {
        page.empty(
            "rect",
            "class",
            id.equals("image") ? "ink" : strength < 0 ? "bar minus" : "bar plus",
            "x",
            Frame.number(Math.floorMod(i, pixels) * size),
            "y",
            Frame.number(Math.floorDiv(i, pixels) * size),
            "width",
            Frame.number(size),
            "height",
            Frame.number(size),
            "opacity",
            Frame.number(Math.abs(strength)));
      }
    }
    frame.end(page);
  }
}
