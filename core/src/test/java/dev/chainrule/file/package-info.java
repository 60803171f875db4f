/** Tests. */
@NullMarked
package dev.chainrule.file;

import org.jspecify.annotations.NullMarked;
