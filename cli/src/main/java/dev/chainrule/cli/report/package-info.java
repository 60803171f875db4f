/**
 * The page that {@code --report} writes: one HTML file that holds everything it shows, styles and
 * drawings included, so that it can be mailed, archived and opened without a network. A {@link
 * dev.chainrule.cli.report.TrainingReport} is what the page says; {@link
 * dev.chainrule.cli.report.TrainingPage} says it, on a {@link dev.chainrule.cli.report.Page};
 * {@link dev.chainrule.cli.report.LossCurves} and {@link dev.chainrule.cli.report.ScatterPlot}
 * draw. All text goes through {@link dev.chainrule.cli.report.Markup}, which escapes it and keeps
 * the page well-formed XML.
 */
@NullMarked
package dev.chainrule.cli.report;

import org.jspecify.annotations.NullMarked;
