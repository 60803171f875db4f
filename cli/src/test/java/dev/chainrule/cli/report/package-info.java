/** The report page as browsers and XML parsers see it. */
@NullMarked
package dev.chainrule.cli.report;

import org.jspecify.annotations.NullMarked;
