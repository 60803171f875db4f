package dev.chainrule.cli.report;

import dev.chainrule.metric.Report;

/**
 * How a network does on rows whose target is known, beside a predictor that never looks at inputs.
 *
 * @param target the predicted column
 * @param network how the network does
 * @param baseline how the predictor does that knows only the distribution of the target
 * @param known where that predictor knows it from, such as "the training rows"
 */
public record Judgement(String target, Report network, Report baseline, String known) {}
