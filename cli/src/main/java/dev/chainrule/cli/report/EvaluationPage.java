package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.model.Provenance;

/** An {@link EvaluationReport} as one self-contained HTML page. */
public final class EvaluationPage {

  private final EvaluationReport report;
  private final Judgement judgement;
  private final Page paper;

  private EvaluationPage(EvaluationReport report) {
    this.report = report;
    judgement = report.judgement();
    paper = Page.begin(judgement.target() + " in " + report.source() + ": evaluation report");
  }

  /** The page as text. */
  public static String of(EvaluationReport report) {
    return new EvaluationPage(report).write();
  }

  private String write() {
    paper.title(
        "Evaluation report",
        heading ->
            heading
                .text("Predicting ")
                .leaf("em", judgement.target())
                .text(" in " + report.source()),
        Findings.of(judgement)
            + " Judged on %s.".formatted(Numbers.count(judgement.network().rows(), "row", "rows")));
    Headlines.write(paper.markup(), judgement);
    JudgementSection.write(paper, "On the rows of " + report.source(), judgement);
    provenance();
    return paper.finish();
  }

  private void provenance() {
    Provenance provenance = report.provenance();
    paper.markup().open("section").leaf("h2", "Provenance").open("dl", "class", "facts");
    paper.code("judged on", report.source());
    paper.code("model", report.model());
    paper.code("SHA-256 of the parameters", report.parametersSha256());
    paper.fact("trained", Dates.minute(provenance.created()));
    paper.fact("trained on", provenance.dataSource());
    paper.code("the same again", report.command());
    paper.markup().close("dl").close("section");
  }
}
