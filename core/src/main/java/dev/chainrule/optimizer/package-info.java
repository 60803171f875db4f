/**
 * How gradients become new parameters: update rules, learning rates and penalties as plain
 * descriptions.
 *
 * <p>What a rule remembers between steps is kept by the interpreters, never here.
 */
@NullMarked
package dev.chainrule.optimizer;

import org.jspecify.annotations.NullMarked;
