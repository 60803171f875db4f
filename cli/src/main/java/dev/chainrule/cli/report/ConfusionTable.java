package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Truth against prediction, as a shaded matrix. */
final class ConfusionTable {

  /** Above so many classes the matrix would not be legible; a list takes its place. */
  private static final int WIDEST_MATRIX = 25;

  private static final int LONGEST_LIST = 20;

  private final Page paper;
  private final Markup page;
  private final ConfusionMatrix confusion;

  private ConfusionTable(Page paper, ConfusionMatrix confusion) {
    this.paper = paper;
    this.page = paper.markup();
    this.confusion = confusion;
  }

  /** Writes the matrix, or of many classes the most frequent confusions. */
  static void write(Page paper, ConfusionMatrix confusion) {
    ConfusionTable table = new ConfusionTable(paper, confusion);
    if (confusion.labels().size() > WIDEST_MATRIX) {
      table.list();
    } else {
      table.matrix();
    }
  }

  private void matrix() {
    int size = confusion.labels().size();
    paper.table(
        "confusion" + (size > 6 ? " many" : ""),
        "How many rows of each true class (down) were answered with each class (across). The shade is the share of the true class; right answers are bold.");
    page.open("thead").open("tr").leaf("th", "true", "scope", "col", "class", "corner");
    for (String label : confusion.labels()) {
      page.leaf("th", label, "scope", "col");
    }
    page.leaf("th", "recall", "scope", "col", "class", "recall")
        .close("tr")
        .close("thead")
        .open("tbody");
    for (int i = 0; i < size; i++) {
      page.open("tr").leaf("th", confusion.labels().get(i), "scope", "row");
      for (int j = 0; j < size; j++) {
        cell(i, j);
      }
      page.leaf(
              "td",
              confusion.support(i) == 0 ? "–" : Numbers.percent(confusion.scores(i).recall()),
              "class",
              "recall")
          .close("tr");
    }
    page.close("tbody");
    paper.endTable();
  }

  private void cell(int i, int j) {
    int count = confusion.count(i, j);
    if (count == 0) {
      page.leaf("td", "0", "class", "none");
      return;
    }
    double share = (double) count / confusion.support(i);
    page.leaf(
        "td",
        Numbers.count(count),
        "class",
        i == j ? "right" : "wrong",
        "style",
        "--share:" + Numbers.fixed(0.2 + 0.8 * share, 2));
  }

  private void list() {
    record Pair(int truth, int predicted, int count) {}
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < confusion.labels().size(); i++) {
      for (int j = 0; j < confusion.labels().size(); j++) {
        if (i != j && confusion.count(i, j) > 0) {
          pairs.add(new Pair(i, j, confusion.count(i, j)));
        }
      }
    }
    pairs.sort(Comparator.comparingInt(Pair::count).reversed());
    paper.table(
        "",
        "The most frequent confusions of %s classes."
            .formatted(Numbers.count(confusion.labels().size())));
    paper.headers("true", "answered", Page.figure("rows"));
    page.open("tbody");
    for (Pair pair : pairs.subList(0, Math.min(LONGEST_LIST, pairs.size()))) {
      paper.row(
          confusion.labels().get(pair.truth()),
          confusion.labels().get(pair.predicted()),
          Page.figure(Numbers.count(pair.count())));
    }
    page.close("tbody");
    paper.endTable();
  }
}
