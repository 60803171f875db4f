package dev.chainrule.cli.report;

import dev.chainrule.model.Provenance;

/**
 * Everything that the page of one evaluation says.
 *
 * @param source the file that the model was judged on
 * @param judgement how the model does on it
 * @param model the file of the model
 * @param provenance where the model comes from
 * @param parametersSha256 the hash of its parameters
 * @param command the command line that repeats the evaluation
 */
public record EvaluationReport(
    String source,
    Judgement judgement,
    String model,
    Provenance provenance,
    String parametersSha256,
    String command) {}
