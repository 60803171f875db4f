/**
 * A document with formulas, said once and printed in four ways. {@link
 * dev.chainrule.cli.document.Document} is a list of blocks; {@link
 * dev.chainrule.cli.document.Formula} is a small algebra; {@link
 * dev.chainrule.cli.document.TextPrinter}, {@link dev.chainrule.cli.document.MarkdownPrinter}, and
 * {@link dev.chainrule.cli.document.LatexPrinter} print them. Numbers in formulas keep all their
 * digits until a printer rounds them.
 */
@NullMarked
package dev.chainrule.cli.document;

import org.jspecify.annotations.NullMarked;
