/**
 * A pass through a network as a document. {@link dev.chainrule.cli.explain.NetworkFile} reads a
 * network that was typed in. {@link dev.chainrule.cli.explain.Walkthrough} writes the document of a
 * worksheet, with one class a chapter: forward, loss, the error signal of the output layer,
 * backward, update, and the layers without weights; {@link
 * dev.chainrule.cli.explain.DimensionTables} writes the sheet of shapes, and {@link
 * dev.chainrule.cli.explain.WorksheetJson} every number.
 */
@NullMarked
package dev.chainrule.cli.explain;

import org.jspecify.annotations.NullMarked;
