/**
 * The command line tried as its users do: whole command lines on the sample data, in this process
 * and, where the flags of the Java runtime matter, in one of their own.
 */
@NullMarked
package dev.chainrule.cli;

import org.jspecify.annotations.NullMarked;
