package dev.chainrule.cli.report;

import dev.chainrule.cli.report.TrainingReport.ColumnUse;
import dev.chainrule.cli.report.TrainingReport.Decision;
import dev.chainrule.cli.report.TrainingReport.LayerRow;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.model.Provenance;

/** A {@link TrainingReport} as one self-contained HTML page. */
public final class TrainingPage {

  /** Above so many columns the table of columns is folded up. */
  private static final int FOLD_COLUMNS_FROM = 20;

  private final TrainingReport report;
  private final Judgement judgement;
  private final Page paper;
  private final Markup page;

  private TrainingPage(TrainingReport report) {
    this.report = report;
    judgement = report.judgement();
    paper = Page.begin(judgement.target() + " from " + report.source() + ": training report");
    page = paper.markup();
  }

  /** The page as text. */
  public static String of(TrainingReport report) {
    return new TrainingPage(report).write();
  }

  private String write() {
    title();
    course();
    JudgementSection.write(paper, "On the rows held out", judgement);
    if (report.inspected()) {
      DiagnosisSection.write(paper, report.history().diagnosis());
    }
    settings();
    network();
    columns();
    provenance();
    return paper.finish();
  }

  private void title() {
    paper.title(
        "Training report",
        heading ->
            heading
                .text("Predicting ")
                .leaf("em", judgement.target())
                .text(" from " + report.source()),
        summary());
    Headlines.write(page, judgement);
  }

  /** What was learnt, in two or three sentences. */
  private String summary() {
    Provenance provenance = report.provenance();
    String trained =
        "Trained on %s and judged on %s held out%s."
            .formatted(
                Numbers.count(provenance.trainingRows(), "row", "rows"),
                Numbers.count(provenance.validationRows()),
                report.history().bestEpoch() > 0
                    ? ", which also chose the epoch that was kept"
                    : "");
    return Findings.of(judgement) + " " + trained;
  }

  private void course() {
    page.open("section").leaf("h2", "Course of the training");
    if (report.history().epochs().isEmpty()) {
      page.leaf("p", "No epoch was completed.").close("section");
      return;
    }
    LossCurves curves = new LossCurves(report.history(), report.loss());
    paper.figure(
        curves::draw,
        "The mean loss of each epoch: over the training rows while they were learnt from (solid), and over the rows held out after it (dashed)."
            + (report.history().bestEpoch() > 0
                ? " The circle marks epoch %s, whose parameters were kept."
                    .formatted(Numbers.count(report.history().bestEpoch()))
                : "")
            + (report.history().stopReason().isEmpty()
                ? ""
                : " Training ended by " + report.history().stopReason() + "."));
    page.close("section");
  }

  private void settings() {
    page.open("section").leaf("h2", "Settings");
    paper.table(
        "wordy", "What was decided, and why; what is called given was chosen on the command line.");
    paper.headers("setting", "value", "reason");
    page.open("tbody");
    for (Decision decision : report.decisions()) {
      paper.row(decision.name(), decision.value(), decision.reason());
    }
    page.close("tbody");
    paper.endTable();
    page.close("section");
  }

  private void network() {
    page.open("section").leaf("h2", "Network");
    paper.table("", "The layers.");
    paper.headers(Page.figure("layer"), "kind", Page.figure("output"), Page.figure("parameters"));
    page.open("tbody");
    for (LayerRow layer : report.layers()) {
      paper.row(
          Page.figure(layer.number()),
          layer.kind(),
          Page.figure(layer.output()),
          Page.figure(Numbers.count(layer.parameters())));
    }
    page.close("tbody").open("tfoot");
    paper.row(
        Page.figure(""),
        "together",
        Page.figure(""),
        Page.figure(Numbers.count(report.layers().stream().mapToLong(LayerRow::parameters).sum())));
    page.close("tfoot");
    paper.endTable();
    page.close("section");
  }

  private void columns() {
    page.open("section").leaf("h2", "Columns");
    boolean folded = report.columns().size() >= FOLD_COLUMNS_FROM;
    if (folded) {
      page.open("details")
          .leaf("summary", "All " + Numbers.count(report.columns().size()) + " columns");
    }
    paper.table(
        "wordy", "The columns of %s and how the network sees them.".formatted(report.source()));
    paper.headers("column", "type", "role", "preparation");
    page.open("tbody");
    for (ColumnUse column : report.columns()) {
      paper.row(column.name(), column.type(), column.role(), column.preparation());
    }
    page.close("tbody");
    paper.endTable();
    if (folded) {
      page.close("details");
    }
    page.close("section");
  }

  private void provenance() {
    Provenance provenance = report.provenance();
    page.open("section").leaf("h2", "Provenance").open("dl", "class", "facts");
    paper.fact(
        "trained",
        Dates.minute(provenance.created()) + ", in " + Numbers.duration(provenance.seconds()));
    paper.fact(
        "by",
        "Chainrule %s, %s, %s kernels, %s"
            .formatted(
                provenance.libraryVersion(),
                provenance.jdk(),
                provenance.kernel(),
                Numbers.count(provenance.threads(), "thread", "threads")));
    paper.fact("on", provenance.system());
    paper.fact("data", provenance.dataSource());
    paper.code("SHA-256 of the data", provenance.dataSha256());
    paper.code("model", report.model());
    paper.code("SHA-256 of the parameters", report.parametersSha256());
    paper.code("the same again", report.command());
    page.close("dl");
    page.leaf(
            "p",
            "The same data, seed and settings give the same parameters to the bit, on any number of threads.",
            "class",
            "note")
        .close("section");
  }
}
