/**
 * From raw columns to batches of numbers.
 *
 * <p>A {@link dev.chainrule.data.Table} holds {@link dev.chainrule.data.Column}s as they were read;
 * a {@link dev.chainrule.data.Schema} says what they are and which one is the target. A {@link
 * dev.chainrule.data.Split} divides the rows, and a {@link dev.chainrule.data.Preparation}, fitted
 * on the training rows alone, makes a {@link dev.chainrule.data.Dataset} of any rows: scaled,
 * encoded, missing values filled in. {@link dev.chainrule.data.Batches} orders the rows of an
 * epoch. All of these are the same for the same input, whatever the number of threads.
 */
@NullMarked
package dev.chainrule.data;

import org.jspecify.annotations.NullMarked;
