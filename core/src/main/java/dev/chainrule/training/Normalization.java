package dev.chainrule.training;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.LayerNorm;

/** What stands between the weights and the activation of the hidden layers of a plan. */
public enum Normalization {
  BATCH,
  LAYER;

  /** The layer, in front of an activation. */
  Layer layer(Activation activation) {
    return switch (this) {
      case BATCH -> BatchNorm.of(activation);
      case LAYER -> LayerNorm.of(activation);
    };
  }

  /** As users write it. */
  public String label() {
    return switch (this) {
      case BATCH -> "batch";
      case LAYER -> "layer";
    };
  }
}
