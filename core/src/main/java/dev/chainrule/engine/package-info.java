/**
 * The interpreter that trains and predicts: float, vector kernels, memory allocated once.
 *
 * <p>{@link dev.chainrule.engine.Pass} runs forward and backward for a batch, {@link
 * dev.chainrule.engine.Updater} applies an optimizer to the flat arrays, {@link
 * dev.chainrule.engine.Predictor} runs a finished network. What each number means is said by the
 * other interpreter, {@code dev.chainrule.reference}; tests hold the two together.
 */
@NullMarked
package dev.chainrule.engine;

import org.jspecify.annotations.NullMarked;
