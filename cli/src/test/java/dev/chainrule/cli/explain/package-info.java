@NullMarked
package dev.chainrule.cli.explain;

import org.jspecify.annotations.NullMarked;
