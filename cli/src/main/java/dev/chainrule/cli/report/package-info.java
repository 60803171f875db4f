/**
 * The pages that {@code --report} writes: HTML files that hold everything they show, styles and
 * drawings included, so that they can be mailed, archived and opened without a network. A {@link
 * dev.chainrule.cli.report.TrainingReport} is what the page of a training says; {@link
 * dev.chainrule.cli.report.TrainingPage} says it, on a {@link dev.chainrule.cli.report.Page}; an
 * evaluation has the same pair. Both judge in a {@link dev.chainrule.cli.report.JudgementSection},
 * whose figures and tables suit what is predicted. {@link dev.chainrule.cli.report.LossCurves},
 * {@link dev.chainrule.cli.report.ScatterPlot}, {@link dev.chainrule.cli.report.UnitPlot} and their
 * like draw. All text goes through {@link dev.chainrule.cli.report.Markup}, which escapes it and
 * keeps the page well-formed XML.
 */
@NullMarked
package dev.chainrule.cli.report;

import org.jspecify.annotations.NullMarked;
