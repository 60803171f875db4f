/**
 * The loops over float arrays that the engine runs: products, element functions, losses and
 * optimizers.
 *
 * <p>{@link dev.chainrule.kernel.ScalarKernels} is the specification in plain loops and {@link
 * dev.chainrule.kernel.VectorKernels} its twin by the Vector API with the same bits; {@link
 * dev.chainrule.kernel.KernelChoice} picks one, and {@link dev.chainrule.kernel.Workers} runs parts
 * of a loop on several threads. The package knows nothing of networks: arrays, offsets, strides and
 * sizes are all it sees, and its callers check them.
 */
@NullMarked
package dev.chainrule.kernel;

import org.jspecify.annotations.NullMarked;
