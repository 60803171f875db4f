/**
 * JSON as of RFC 8259, small and strict. {@link dev.chainrule.json.Json} is a value that can be
 * parsed and written; {@link dev.chainrule.json.Located} reads a parsed value with errors that name
 * the place. Parsing refuses what the standard leaves open: duplicate names, depth and size beyond
 * limits. Numbers keep their literal, so nothing is rounded unasked. For use inside this library.
 */
@NullMarked
package dev.chainrule.json;

import org.jspecify.annotations.NullMarked;
