package dev.chainrule.bench;

import java.util.List;
import java.util.Locale;

/**
 * Bars of how many times faster Chainrule is than the best of the others, on a logarithmic axis.
 */
final class RatioPlot {

  private static final int WIDTH = 760;
  private static final int LEFT = 330;
  private static final int RIGHT = 60;
  private static final int BAR = 22;

  private RatioPlot() {}

  static String of(Results results) {
    List<Results.Row> rows =
        results.rows().stream().filter(row -> Double.isFinite(row.ratio())).toList();
    double least = Math.min(0.5, rows.stream().mapToDouble(Results.Row::ratio).min().orElse(1));
    double most = Math.max(2, rows.stream().mapToDouble(Results.Row::ratio).max().orElse(1));
    double low = Math.floor(Math.log10(least));
    double high = Math.ceil(Math.log10(most));
    int height = 50 + BAR * rows.size();
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">",
            WIDTH,
            height));
    svg.append("<title>Chainrule against the best of the others</title>\n");
    svg.append(
        String.format(
            Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, height));
    for (double power = low; power <= high; power++) {
      double x = x(Math.pow(10, power), low, high);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"20\" y2=\"%d\" stroke=\"%s\"/>",
              x,
              x,
              height - 20,
              power == 0 ? "#333" : "#ddd"));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s ×</text>",
              x,
              height - 5,
              Results.figure(Math.pow(10, power))));
    }
    int y = 24;
    for (Results.Row row : rows) {
      double from = x(1, low, high);
      double to = x(row.ratio(), low, high);
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s %s, against %s</text>",
              LEFT - 8,
              y + 14,
              row.workload(),
              row.what(),
              row.rival()));
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
              Math.min(from, to),
              y + 2,
              Math.max(1, Math.abs(to - from)),
              BAR - 6,
              row.ratio() >= 1 ? "#1f6f8b" : "#b3541e"));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\">%s ×</text>",
              Math.max(from, to) + 4,
              y + 14,
              Results.figure(row.ratio())));
      y += BAR;
    }
    return svg.append("</svg>\n").toString();
  }

  private static double x(double ratio, double low, double high) {
    return LEFT + (Math.log10(ratio) - low) / (high - low) * (WIDTH - LEFT - RIGHT);
  }
}
