package dev.chainrule.bench;

import dev.chainrule.bench.Results.Entry;
import dev.chainrule.bench.Results.Row;
import dev.chainrule.bench.Target.Verdict;
import dev.chainrule.cli.text.Numbers;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The medians of a run as pages in Markdown. */
final class ResultsPage {

  private final Results results;
  private final List<Verdict> verdicts;

  ResultsPage(Results results) {
    this.results = results;
    verdicts = Target.verdicts(results);
  }

  // ---- the page of all

  /** Everything. */
  String all() {
    MarkdownPage page = new MarkdownPage();
    page.heading(1, "Chainrule beside other libraries");
    results.conditions().tell(page);
    page.paragraph(how());
    page.heading(2, "What was to be reached");
    reached(page);
    page.heading(2, "What falls short");
    shortfalls(page);
    page.heading(2, "Ratios");
    page.picture("ratios.svg", "How many times better Chainrule is than the best of the others");
    for (String workload : Workloads.ALL) {
      List<Row> rows = of(workload);
      if (!rows.isEmpty()) {
        page.heading(2, workload.equals(Workloads.PRODUCTS) ? "Plain products" : workload);
        page.paragraph(Workloads.describe(workload) + ".");
        if (workload.equals(Workloads.PRODUCTS)) {
          products(page, rows);
        } else {
          rows.forEach(row -> medians(page, row));
        }
      }
    }
    page.heading(2, "Absent");
    absent(page);
    return page.toString();
  }

  private String how() {
    return "Medians of %s, about %s s a figure and round, everybody in a process of their own, at most %s."
        .formatted(
            Numbers.count(results.rounds(), "round", "rounds"),
            Figures.of(results.seconds()),
            Numbers.count(results.threads(), "thread", "threads"));
  }

  private List<Row> of(String workload) {
    return results.rows().stream().filter(row -> row.workload().equals(workload)).toList();
  }

  private void medians(MarkdownPage page, Row row) {
    page.heading(3, row.what() + ", " + row.unit());
    MarkdownPage.Table table =
        page.table(
            "lllrrrr", "", "precision", "threads", "median", "least", "most", "Chainrule is");
    for (Entry entry : row.entries()) {
      table.row(
          named(entry),
          contender(entry).precision(),
          entry.threads(),
          Figures.of(entry.median()),
          Figures.of(entry.least()),
          Figures.of(entry.most()),
          entry.contender().equals(Contender.CHAINRULE) ? "" : Figures.ratio(row.ratio(entry)));
    }
    table.end();
  }

  private Contender contender(Entry entry) {
    return results
        .contenders()
        .getOrDefault(entry.contender(), new Contender(entry.contender(), "", ""));
  }

  private String named(Entry entry) {
    return (entry.contender() + " " + contender(entry).version()).strip();
  }

  private void products(MarkdownPage page, List<Row> rows) {
    MarkdownPage.Table table =
        page.table("lrrrrr", "GFLOP/s", "Chainrule", "MKL", "OpenBLAS", "of MKL", "of the best");
    for (Row row : rows) {
      table.row(
          row.what(),
          median(row, Contender.CHAINRULE),
          median(row, "MKL"),
          median(row, "OpenBLAS"),
          row.of("MKL").map(mkl -> Figures.ratio(row.ratio(mkl))).orElse(""),
          Figures.ratio(row.ratio()));
    }
    table.end();
  }

  private static String median(Row row, String contender) {
    return row.of(contender).map(entry -> Figures.of(entry.median())).orElse("–");
  }

  private void absent(MarkdownPage page) {
    if (results.absent().isEmpty()) {
      page.paragraph("Nobody.");
      return;
    }
    MarkdownPage.Table table = page.table("ll", "", "why");
    results.absent().forEach(table::row);
    table.end();
  }

  // ---- targets

  /** The verdicts of each target, of which the plain products have many. */
  private Collection<List<Verdict>> byTarget() {
    return verdicts.stream()
        .collect(Collectors.groupingBy(Verdict::target, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private void reached(MarkdownPage page) {
    MarkdownPage.Table table = page.table("llll", "", "to reach", "reached", "");
    for (List<Verdict> group : byTarget()) {
      long met = group.stream().filter(Verdict::isMet).count();
      Verdict worst =
          group.stream().min(Comparator.comparingDouble(Verdict::reached)).orElseThrow();
      boolean one = group.size() == 1;
      table.row(
          one ? worst.name() : worst.target().workload() + ", " + group.size() + " shapes",
          worst.wanted(),
          one ? worst.came() : "from " + worst.came() + " up",
          met == group.size() ? "met" : one ? "not met" : "met by " + met);
    }
    table.end();
  }

  private void shortfalls(MarkdownPage page) {
    List<Verdict> missed = verdicts.stream().filter(verdict -> !verdict.isMet()).toList();
    if (missed.isEmpty()) {
      page.paragraph(
          verdicts.isEmpty()
              ? "No target was measured."
              : "Nothing: every target that was measured is met.");
      return;
    }
    MarkdownPage.Table table = page.table("lll", "", "reached", "to reach");
    missed.forEach(verdict -> table.row(verdict.name(), verdict.came(), verdict.wanted()));
    table.end();
  }

  // ---- for the READMEs

  /** What was to be reached, what falls short and all medians but the plain products'. */
  String medians() {
    MarkdownPage page = new MarkdownPage();
    results.conditions().tell(page);
    page.paragraph(how());
    page.heading(3, "What was to be reached");
    reached(page);
    page.heading(3, "What falls short");
    shortfalls(page);
    page.heading(3, "Medians");
    MarkdownPage.Table table =
        page.table("lllllrr", "", "", "", "precision", "threads", "median", "Chainrule is");
    for (Row row : results.rows()) {
      if (!row.workload().equals(Workloads.PRODUCTS)) {
        for (Entry entry : row.entries()) {
          table.row(
              row.workload(),
              row.what(),
              named(entry),
              contender(entry).precision(),
              entry.threads(),
              Figures.of(entry.median()) + " " + row.unit(),
              entry.contender().equals(Contender.CHAINRULE) ? "" : Figures.ratio(row.ratio(entry)));
        }
      }
    }
    table.end();
    if (!results.absent().isEmpty()) {
      page.heading(3, "Absent");
      absent(page);
    }
    return page.toString();
  }

  /** A line a figure: Chainrule, the best of the others, and the ratio. */
  String summary() {
    MarkdownPage page = new MarkdownPage();
    MarkdownPage.Table table = page.table("llrrr", "", "", "Chainrule", "best of the others", "");
    for (Row row : results.rows()) {
      if (row.own().isPresent() && !row.workload().equals(Workloads.PRODUCTS)) {
        table.row(
            row.workload(),
            row.what(),
            Figures.of(row.own().get().median()) + " " + row.unit(),
            row.rival()
                .map(best ->
                    "%s %s, %s".formatted(Figures.of(best.median()), row.unit(), best.contender()))
                .orElse("–"),
            Figures.ratio(row.ratio()));
      }
    }
    table.end();
    page.paragraph(
        "%s, %s, Chainrule %s, %s."
            .formatted(
                results.conditions().machine().processor(),
                Numbers.count(results.threads(), "thread", "threads"),
                results.conditions().chainrule(),
                results.conditions().date()));
    return page.toString();
  }
}
