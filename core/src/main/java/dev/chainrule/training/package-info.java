/**
 * Gradient descent from the first step to the last.
 *
 * <p>{@link dev.chainrule.training.Trainer} is the recipe, {@link dev.chainrule.training.Fit} its
 * result; {@link dev.chainrule.training.TrainingListener} hears each epoch. {@link
 * dev.chainrule.training.TablePlan} decides a whole training from a table and says what it decided.
 */
@NullMarked
package dev.chainrule.training;

import org.jspecify.annotations.NullMarked;
