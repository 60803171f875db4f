/** Tests. */
@NullMarked
package dev.chainrule.json;

import org.jspecify.annotations.NullMarked;
