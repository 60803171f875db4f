/**
 * How numbers, durations and the names of metrics are written for people, and plots that are drawn
 * with characters: {@link dev.chainrule.cli.text.TerminalPlot} for lines, {@link
 * dev.chainrule.cli.text.BarChart} for bars, both in plain ASCII if need be. Everything here is
 * independent of the machine's locale, so that a report reads the same everywhere and its figures
 * can be pasted into any tool.
 */
@NullMarked
package dev.chainrule.cli.text;

import org.jspecify.annotations.NullMarked;
