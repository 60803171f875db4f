/**
 * Tests of the textbook interpreter, and the reference values that both interpreters are held to.
 */
@NullMarked
package dev.chainrule.reference;

import org.jspecify.annotations.NullMarked;
