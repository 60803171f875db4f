/**
 * A look inside a network: whether its gradients are right.
 *
 * <p>{@link dev.chainrule.explain.GradientCheck} measures every gradient by central differences and
 * compares it with the formulas of {@link dev.chainrule.reference}, for the losses that come with
 * the library and for your own.
 */
@NullMarked
package dev.chainrule.explain;

import org.jspecify.annotations.NullMarked;
