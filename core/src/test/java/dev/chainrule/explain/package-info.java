/** Tests of the gradient check. */
@NullMarked
package dev.chainrule.explain;

import org.jspecify.annotations.NullMarked;
