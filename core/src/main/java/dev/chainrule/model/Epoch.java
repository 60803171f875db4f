package dev.chainrule.model;

import java.util.OptionalDouble;

/**
 * What one pass over the training rows came to.
 *
 * @param number counted from 1
 * @param trainingLoss the mean loss over the training rows, as they were met in the epoch; without
 *     penalties, so that it compares with the validation loss
 * @param validationLoss the mean loss over the validation rows behind the epoch, if there are any
 * @param validationMetric the value of {@link History#metric} over the validation rows, if there
 *     are any
 * @param learningRate α at the epoch's end
 * @param seconds how long the epoch took, validation included
 */
public record Epoch(
    int number,
    double trainingLoss,
    OptionalDouble validationLoss,
    OptionalDouble validationMetric,
    double learningRate,
    double seconds) {

  Epoch withSeconds(double other) {
    return new Epoch(number, trainingLoss, validationLoss, validationMetric, learningRate, other);
  }
}
