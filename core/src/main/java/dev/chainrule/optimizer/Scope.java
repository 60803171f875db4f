package dev.chainrule.optimizer;

import dev.chainrule.tensor.ParameterLayout.Role;

/** Which parameters a penalty or a weight decay reaches. */
public enum Scope {
  /** Weights only: what textbooks mean, and the default. */
  WEIGHTS,
  /** Every parameter that is learnt, biases too: what many libraries do unless told otherwise. */
  ALL;

  /** Whether tensors of that role are reached. */
  public boolean covers(Role role) {
    return switch (this) {
      case WEIGHTS -> role == Role.WEIGHT;
      case ALL -> role.isLearned();
    };
  }
}
