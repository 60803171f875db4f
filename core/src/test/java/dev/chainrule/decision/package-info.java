@NullMarked
package dev.chainrule.decision;

import org.jspecify.annotations.NullMarked;
