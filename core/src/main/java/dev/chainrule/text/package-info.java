/**
 * Plain text for people: tables with aligned columns, made of spaces only so that screen readers
 * and logs take them as they are. For use inside this library.
 */
@NullMarked
package dev.chainrule.text;

import org.jspecify.annotations.NullMarked;
