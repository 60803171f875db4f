/**
 * Layers in order.
 *
 * <p>An {@link dev.chainrule.network.Architecture} is a description, a {@link
 * dev.chainrule.network.Network} the same with frozen parameters. Both print as a table.
 */
@NullMarked
package dev.chainrule.network;

import org.jspecify.annotations.NullMarked;
