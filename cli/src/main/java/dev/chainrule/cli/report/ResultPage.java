package dev.chainrule.cli.report;

import dev.chainrule.cli.report.ResultReport.Fact;
import dev.chainrule.cli.report.ResultReport.Part;
import java.util.List;

/** {@link ResultReport} as one self-contained HTML page. */
public final class ResultPage {

  private ResultPage() {}

  /** The page as text. */
  public static String of(ResultReport report) {
    Page page =
        Page.begin(report.heading() + ": " + report.kicker().toLowerCase(java.util.Locale.ROOT));
    page.title(report.kicker(), heading -> heading.text(report.heading()), report.summary());
    for (Part part : report.parts()) {
      switch (part) {
        case Part.Section(String text) -> page.markup().leaf("h2", text);
        case Part.Figure(LinePlot plot, String caption) -> page.figure(plot::draw, caption);
        case Part.Figure(BarPlot plot, String caption) -> page.figure(plot::draw, caption);
        case Part.Rows rows -> table(page, rows);
      }
    }
    if (!report.facts().isEmpty()) {
      page.markup().leaf("h2", "Provenance").open("dl", "class", "facts");
      for (Fact fact : report.facts()) {
        page.code(fact.name(), fact.value());
      }
      page.markup().close("dl");
    }
    return page.finish();
  }

  private static void table(Page page, Part.Rows rows) {
    page.table("", rows.caption());
    page.headers(cells(rows.header(), rows.alignment()));
    page.markup().open("tbody");
    for (List<String> row : rows.rows()) {
      page.row(cells(row, rows.alignment()));
    }
    page.markup().close("tbody");
    page.endTable();
  }

  private static Object[] cells(List<String> texts, String alignment) {
    Object[] cells = new Object[texts.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = alignment.charAt(i) == 'r' ? Page.figure(texts.get(i)) : texts.get(i);
    }
    return cells;
  }
}
