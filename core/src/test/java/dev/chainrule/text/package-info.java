/** Tests. */
@NullMarked
package dev.chainrule.text;

import org.jspecify.annotations.NullMarked;
