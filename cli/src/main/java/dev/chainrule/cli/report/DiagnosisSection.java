package dev.chainrule.cli.report;

import dev.chainrule.cli.report.LayerPlots.Scale;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.model.Diagnosis;
import dev.chainrule.model.Diagnosis.Figures;
import dev.chainrule.model.Diagnosis.Finding;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The section of a page that tells what was seen inside the layers. */
final class DiagnosisSection {

  private final Page paper;
  private final List<Finding> findings;
  private final List<Figures> figures;

  private DiagnosisSection(Page paper, Diagnosis diagnosis) {
    this.paper = paper;
    findings = diagnosis.findings();
    figures = diagnosis.figures();
  }

  /** Writes the section. */
  static void write(Page paper, Diagnosis diagnosis) {
    paper.markup().open("section").leaf("h2", "Diagnosis");
    DiagnosisSection section = new DiagnosisSection(paper, diagnosis);
    section.hints();
    if (!diagnosis.figures().isEmpty()) {
      section.plots();
    }
    paper.markup().close("section");
  }

  private void hints() {
    if (findings.isEmpty()) {
      paper
          .markup()
          .leaf(
              "p",
              "Nothing looked wrong inside the layers wherever the training looked: few units dead or saturated, gradients and steps of usual sizes.");
      return;
    }
    paper.table("wordy", "What looked wrong inside the layers, when and where it was met first.");
    paper.headers("trouble", "where", "what it means and what helps");
    paper.markup().open("tbody");
    for (Finding finding : findings) {
      paper.row(
          finding.trouble().label(),
          "layer %d, epoch %s".formatted(finding.layer(), Numbers.count(finding.epoch())),
          sentence(finding.hint()));
    }
    paper.markup().close("tbody");
    paper.endTable();
  }

  private static String sentence(String hint) {
    return hint.substring(0, 1).toUpperCase(Locale.ROOT) + hint.substring(1);
  }

  private void plots() {
    sizes(
        "norm of the gradient",
        Figures::gradientNorm,
        "The norm of the gradient of each layer’s weights, in the last batch of each epoch. Layers that all learn have gradients of similar size.");
    sizes("norm of the weights", Figures::weightNorm, "The norm of each layer’s weights.");
    sizes(
        "change of the weights",
        Figures::updateRatio,
        "How much the last step of each epoch changed each layer’s weights, as a share of their norm. About 0.001 is usual.");
    boolean dead =
        shares(
            "share of dead units",
            Figures::dead,
            "The share of units that were 0 for every row that was looked at.");
    boolean saturated =
        shares(
            "share of saturated outputs",
            Figures::saturated,
            "The share of outputs at the flat ends of sigmoid or tanh.");
    if (!dead || !saturated) {
      paper
          .markup()
          .leaf(
              "p",
              dead
                  ? "No output was saturated at the end of an epoch."
                  : saturated
                      ? "No unit was dead at the end of an epoch."
                      : "No unit was dead and no output saturated at the end of an epoch.",
              "class",
              "note");
    }
  }

  private void sizes(String name, ToDoubleFunction<Figures> value, String caption) {
    LayerPlots plots =
        new LayerPlots(
            paper.nextFigure(), name, layers(figure -> true), figures, value, Scale.SIZE);
    paper.figure(plots::draw, caption + (plots.logarithmic() ? " Logarithmic scale." : ""));
  }

  /** Draws a share of those layers where it was ever more than 0; false if there are none. */
  private boolean shares(String name, ToDoubleFunction<Figures> value, String caption) {
    List<Integer> met = layers(figure -> value.applyAsDouble(figure) > 0);
    if (met.isEmpty()) {
      return false;
    }
    LayerPlots plots = new LayerPlots(paper.nextFigure(), name, met, figures, value, Scale.SHARE);
    paper.figure(
        plots::draw,
        caption
            + (met.size() < layers(figure -> true).size()
                ? " Layers without any are left out."
                : ""));
    return true;
  }

  private List<Integer> layers(Predicate<Figures> where) {
    return figures.stream().filter(where).map(Figures::layer).distinct().sorted().toList();
  }
}
