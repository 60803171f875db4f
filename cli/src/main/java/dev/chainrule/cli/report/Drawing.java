package dev.chainrule.cli.report;

/** A plot of a {@link ResultReport} page. */
public sealed interface Drawing permits LinePlot, BarPlot {}
