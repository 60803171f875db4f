/**
 * What a layer is: plain descriptions, without parameters and without computation.
 *
 * <p>{@link dev.chainrule.layer.Layer} is sealed; the two interpreters and the model format switch
 * over it, so that the compiler names every place a new layer must touch.
 */
@NullMarked
package dev.chainrule.layer;

import org.jspecify.annotations.NullMarked;
