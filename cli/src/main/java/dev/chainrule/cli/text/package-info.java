/**
 * How numbers, durations and the names of metrics are written for people. Everything here is
 * independent of the machine's locale, so that a report reads the same everywhere and its figures
 * can be pasted into any tool.
 */
@NullMarked
package dev.chainrule.cli.text;

import org.jspecify.annotations.NullMarked;
