/**
 * Micro-benchmarks of the kernels, one class a kind of kernel. Each compares the vector loops with
 * the scalar specification, bit for bit, before it measures them; {@code bench/run --kernels} runs
 * them.
 */
@NullMarked
package dev.chainrule.bench.kernels;

import org.jspecify.annotations.NullMarked;
