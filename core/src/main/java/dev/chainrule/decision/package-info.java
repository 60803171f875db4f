/**
 * From a network's scores to answers: {@link dev.chainrule.decision.Calibration} turns the scores
 * of a classification into probabilities that hold on rows the network has not learnt from, a
 * {@link dev.chainrule.decision.ThresholdRule} says from which probability on the second of two
 * classes is answered, and a {@link dev.chainrule.decision.DecisionRule} is what of both travels
 * with a model.
 */
@NullMarked
package dev.chainrule.decision;

import org.jspecify.annotations.NullMarked;
