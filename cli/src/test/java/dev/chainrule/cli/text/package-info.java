/** Numbers as they are written. */
@NullMarked
package dev.chainrule.cli.text;

import org.jspecify.annotations.NullMarked;
