/**
 * Measurements that anyone can repeat: Chainrule beside other libraries, whole processes one after
 * the other on the same machine, and micro-benchmarks of the kernels.
 */
@NullMarked
package dev.chainrule.bench;

import org.jspecify.annotations.NullMarked;
