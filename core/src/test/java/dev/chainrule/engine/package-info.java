/**
 * Tests of the fast interpreter: it is held to the reference values and to the textbook
 * interpreter.
 */
@NullMarked
package dev.chainrule.engine;

import org.jspecify.annotations.NullMarked;
