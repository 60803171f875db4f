/**
 * How good predictions are. A {@link dev.chainrule.metric.Metric} is one number with a name and a
 * better direction; {@link dev.chainrule.metric.Outputs} say what the columns of predictions mean
 * and so which metrics suit. A {@link dev.chainrule.metric.Report} compares predictions with the
 * truth: {@link dev.chainrule.metric.ClassificationReport} for classes, {@link
 * dev.chainrule.metric.MultiLabelReport} for labels, {@link dev.chainrule.metric.RegressionReport}
 * for numbers, {@link dev.chainrule.metric.QuantileReport} and {@link
 * dev.chainrule.metric.CountReport}. Every definition is scikit-learn's, ties, empty classes and
 * weights included. {@link dev.chainrule.metric.RocCurve}, {@link
 * dev.chainrule.metric.PrecisionRecallCurve}, {@link dev.chainrule.metric.ReliabilityCurve} and
 * {@link dev.chainrule.metric.Residuals} are curves as data. The baselines say what a predictor
 * reaches that has seen the targets but no input.
 */
@NullMarked
package dev.chainrule.metric;

import org.jspecify.annotations.NullMarked;
