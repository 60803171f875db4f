/** Tests. */
@NullMarked
package dev.chainrule.metric;

import org.jspecify.annotations.NullMarked;
