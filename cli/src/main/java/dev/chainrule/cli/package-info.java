/**
 * The {@code chainrule} command: one class a command, in front of the library.
 *
 * <p>{@link dev.chainrule.cli.Main} is the way in, for the launcher and for tests alike. A command
 * reads its options, calls the library and says what came of it; what it decides by itself is not
 * decided here but in {@link dev.chainrule.training.TablePlan}. Options that several commands share
 * stand in classes whose names end in {@code Options}. Everything is written through a {@link
 * dev.chainrule.cli.Console}: results to standard output, progress and errors to standard error.
 * Whatever goes wrong arrives as an exception in {@link dev.chainrule.cli.Failures}, which turns it
 * into one message and an exit code.
 */
@NullMarked
package dev.chainrule.cli;

import org.jspecify.annotations.NullMarked;
