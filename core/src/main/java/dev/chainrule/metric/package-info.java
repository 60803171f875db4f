/**
 * How good predictions are. A {@link dev.chainrule.metric.Report} compares predictions with the
 * truth: {@link dev.chainrule.metric.ClassificationReport} for labels, {@link
 * dev.chainrule.metric.RegressionReport} for numbers. Every definition is scikit-learn's, ties and
 * empty classes included; {@link dev.chainrule.metric.Report#metrics} gives the values by name and
 * {@code toString} a table to read. The baselines say what a predictor reaches that has seen the
 * targets but no input.
 */
@NullMarked
package dev.chainrule.metric;

import org.jspecify.annotations.NullMarked;
