/**
 * Storage and shapes, no mathematics.
 *
 * <p>{@link dev.chainrule.tensor.Parameters} is one flat array of floats whose parts a {@link
 * dev.chainrule.tensor.ParameterLayout} names; {@link dev.chainrule.tensor.Initializer} draws its
 * first values, from the {@link dev.chainrule.tensor.RandomStreams} of one seed.
 */
@NullMarked
package dev.chainrule.tensor;

import org.jspecify.annotations.NullMarked;
