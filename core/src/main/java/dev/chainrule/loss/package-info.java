/**
 * How far predictions are from targets, and the link from scores to predictions.
 *
 * <p>A {@link dev.chainrule.loss.Loss} is a plain description; its values and gradients are
 * computed by the two interpreters, from the raw scores.
 */
@NullMarked
package dev.chainrule.loss;

import org.jspecify.annotations.NullMarked;
