/**
 * A look inside a network: every number of a pass, and whether its gradients are right.
 *
 * <p>A {@link dev.chainrule.explain.Problem} is a network with its numbers, some rows and their
 * targets; a {@link dev.chainrule.explain.Worksheet} works it out step by step; {@link
 * dev.chainrule.explain.WorkedExample} holds four that students meet in course notes; {@link
 * dev.chainrule.explain.Dimensions} lists every tensor with its shape.
 *
 * <p>{@link dev.chainrule.explain.GradientCheck} measures every gradient by central differences and
 * compares it with the formulas of {@link dev.chainrule.reference}, for the losses that come with
 * the library and for your own.
 */
@NullMarked
package dev.chainrule.explain;

import org.jspecify.annotations.NullMarked;
