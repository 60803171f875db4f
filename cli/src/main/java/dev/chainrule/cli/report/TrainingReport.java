package dev.chainrule.cli.report;

import dev.chainrule.model.History;
import dev.chainrule.model.Provenance;
import dev.chainrule.training.Choices;
import dev.chainrule.training.Diagnose;
import java.util.List;

/**
 * Everything that the page of one training says.
 *
 * @param source the file that was trained on
 * @param loss the name of the loss, for the axis of its plot
 * @param decisions every decision of the training
 * @param columns the columns of the file and what became of them
 * @param layers the network, from the input on
 * @param history the course of the training
 * @param judgement how the network does on the rows held out
 * @param provenance where the model comes from
 * @param parametersSha256 the hash of its parameters
 * @param model the file that it was saved to
 * @param command the command line that repeats the training
 */
public record TrainingReport(
    String source,
    String loss,
    List<Decision> decisions,
    List<ColumnUse> columns,
    List<LayerRow> layers,
    History history,
    Judgement judgement,
    Provenance provenance,
    String parametersSha256,
    String model,
    String command) {

  /** Whether the training looked inside the layers. */
  boolean inspected() {
    return !decisions.contains(
        new Decision(Choices.DIAGNOSE.name(), Diagnose.OFF.label(), "given"));
  }

  /** One decision: what, which value, and why. */
  public record Decision(String name, String value, String reason) {}

  /** One column: its type, its role and how the network sees it. */
  public record ColumnUse(String name, String type, String role, String preparation) {}

  /** One layer: what it is, its output shape and how many parameters it has. */
  public record LayerRow(String number, String kind, String output, long parameters) {}
}
