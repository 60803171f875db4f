/**
 * A pass through a network as a document. {@link dev.chainrule.cli.explain.NetworkFile} reads a
 * network that was typed in.
 */
@NullMarked
package dev.chainrule.cli.explain;

import org.jspecify.annotations.NullMarked;
