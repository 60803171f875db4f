/**
 * Six workloads that say how fast Chainrule is on a machine, measured through the public library.
 *
 * <p>{@code chainrule bench} prints them; the benchmark against other libraries measures the same
 * ones, so both speak of the same work.
 */
@NullMarked
package dev.chainrule.cli.bench;

import org.jspecify.annotations.NullMarked;
