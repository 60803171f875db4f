/** Tests of the update rules as descriptions: names, constants and courses of the learning rate. */
@NullMarked
package dev.chainrule.optimizer;

import org.jspecify.annotations.NullMarked;
