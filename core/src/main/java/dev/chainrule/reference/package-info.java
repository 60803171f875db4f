/**
 * The interpreter to read: double precision, one short method a formula, every intermediate value
 * kept.
 *
 * <p>A network is plain data ({@link dev.chainrule.network.Architecture}); this package says what
 * it computes, in the words of a textbook. {@link dev.chainrule.reference.Activations}, {@link
 * dev.chainrule.reference.Losses} and {@link dev.chainrule.reference.Links} hold the formulas, each
 * derivative beside its function. {@link dev.chainrule.reference.LayerForward} and {@link
 * dev.chainrule.reference.LayerBackward} are one layer of the two passes, {@link
 * dev.chainrule.reference.ReferencePass} is all of them for a batch, and {@link
 * dev.chainrule.reference.ReferenceOptimizer} moves the parameters. It is what gradients are
 * checked with and what the fast engine is held to; it never trades clarity for speed.
 *
 * <p>A batch has one sample a row. Layers are counted from 1, as in textbooks; layer 0 is the
 * input.
 */
@NullMarked
package dev.chainrule.reference;

import org.jspecify.annotations.NullMarked;
