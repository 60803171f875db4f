/**
 * Files that are either whole or not there: {@link dev.chainrule.file.SafeFile} writes beside the
 * place and moves into it. For use inside this library.
 */
@NullMarked
package dev.chainrule.file;

import org.jspecify.annotations.NullMarked;
