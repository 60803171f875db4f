package dev.chainrule.cli.report;

import java.util.List;

/**
 * A sheet with plots as an SVG file of its own: the style is in it, for light and for dark
 * surroundings, so that it can stand in any document.
 */
public final class PlotSheet {

  private static final int TILE_WIDTH = 390;
  private static final int TILE_HEIGHT = 290;
  private static final int GAP = 16;

  private PlotSheet() {}

  /** Line plots side by side, so many a line, each under its title. */
  public static String of(String title, String description, int columns, List<LinePlot> plots) {
    int legend = plots.stream().mapToInt(plot -> plot.legendHeight(TILE_WIDTH)).max().orElse(0);
    int lineHeight = TILE_HEIGHT + legend + 2 * GAP;
    int width = columns * (TILE_WIDTH + GAP) + GAP;
    int height = Math.ceilDiv(plots.size(), columns) * lineHeight + GAP;
    Markup sheet = begin(title, description, width, height);
    for (int i = 0; i < plots.size(); i++) {
      int x = GAP + i % columns * (TILE_WIDTH + GAP);
      int y = GAP + i / columns * lineHeight;
      sheet.open("g", "transform", "translate(" + x + " " + y + ")");
      sheet.leaf("text", plots.get(i).words().title(), "class", "heading", "x", "2", "y", "10");
      sheet.open("g", "transform", "translate(0 " + GAP + ")");
      plots.get(i).draw(sheet, "tile", TILE_WIDTH, TILE_HEIGHT, 76, 3);
      sheet.close("g").close("g");
    }
    return end(sheet);
  }

  /** Begins an empty sheet; what is written next stands on it, in the style of the plots. */
  public static Markup begin(String title, String description, int width, int height) {
    Markup sheet = new Markup();
    String size = " " + width + " " + height;
    sheet.open("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", "0 0" + size);
    sheet.leaf("title", title).leaf("desc", description);
    sheet.verbatim("style", Page.resource("plot.css"));
    sheet.empty("rect", "class", "paper", "width", "100%", "height", "100%");
    return sheet.open("g", "class", "plot");
  }

  /** Ends a sheet: the file's text. */
  public static String end(Markup sheet) {
    return sheet.close("g").close("svg").finish();
  }
}
