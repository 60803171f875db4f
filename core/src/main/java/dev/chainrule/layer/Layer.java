package dev.chainrule.layer;

import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.Shape;
import java.util.List;

/**
 * One layer of a network: a plain description. What it computes is said by the two interpreters.
 */
public sealed interface Layer permits Dense, BatchNorm, LayerNorm, Dropout {

  /** The function f at the end of this layer: the identity where it has none. */
  Activation activation();

  /** The shape of one sample behind this layer, given the shape in front of it. */
  Shape outputShape(Shape input);

  /**
   * The tensors that this layer needs, in the order in which they are stored; {@code prefix} begins
   * their names.
   */
  List<ParameterLayout.Spec> parameters(String prefix, Shape input);

  /** One line for tables: the kind of layer and what it was built with. */
  String describe();
}
