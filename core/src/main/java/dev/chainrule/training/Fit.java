package dev.chainrule.training;

import dev.chainrule.model.History;
import dev.chainrule.network.Network;

/**
 * What a training gives.
 *
 * @param network the network with the parameters of the best epoch by validation loss, or of the
 *     last without validation
 * @param history the epochs
 * @param kernel the kernels that were used
 * @param threads how many threads
 */
public record Fit(Network network, History history, String kernel, int threads) {}
