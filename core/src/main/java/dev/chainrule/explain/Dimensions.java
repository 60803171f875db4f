package dev.chainrule.explain;

import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every tensor of a network with its shape, what it is for, and how many of the parameters are in
 * it: a 2-2-1 network has 2·2 + 2 + 1·2 + 1 = 9.
 *
 * {@snippet :
 * Dimensions sheet = Dimensions.of(Architecture.of(2, Dense.of(2, Activation.sigmoid()), Dense.of(1)));
 * sheet.parameters();  // 9
 * }
 *
 * @param tensors those of the forward pass in its order, then those of the backward pass in its
 *     order
 */
public record Dimensions(List<Tensor> tensors) {

  /** Which pass computes a tensor or begins with it. */
  public enum Pass {
    FORWARD,
    BACKWARD
  }

  /** What a tensor is. */
  public enum Quantity {
    /** X. */
    INPUT("X", "inputs, one sample a row"),
    /** W⁽ˡ⁾. */
    WEIGHTS("W", "weights: row j holds the weights into unit j"),
    /** b⁽ˡ⁾. */
    BIASES("b", "biases"),
    /** γ⁽ˡ⁾. */
    SCALE("γ", "scale of the normalised numbers"),
    /** β⁽ˡ⁾. */
    SHIFT("β", "shift of the normalised numbers"),
    /** The running mean μ⁽ˡ⁾. */
    RUNNING_MEAN("μ", "running mean, kept and not learnt"),
    /** The running variance. */
    RUNNING_VARIANCE("σ²", "running variance, kept and not learnt"),
    /** Z⁽ˡ⁾. */
    PRE_ACTIVATION("Z", "pre-activations"),
    /** A⁽ˡ⁾. */
    ACTIVATION("A", "activations"),
    /** Ŷ = A⁽ᴸ⁾. */
    PREDICTION("Ŷ", "predictions, the activations of the last layer"),
    /** Y. */
    TARGET("Y", "targets"),
    /** ℒ. */
    LOSS("ℒ", "the loss, a single number"),
    /** δ⁽ˡ⁾. */
    DELTA("δ", "error signal, the derivative by the pre-activations"),
    /** ∂ℒ/∂W⁽ˡ⁾. */
    WEIGHT_GRADIENT("∂ℒ/∂W", "gradient of the weights"),
    /** ∂ℒ/∂b⁽ˡ⁾. */
    BIAS_GRADIENT("∂ℒ/∂b", "gradient of the biases"),
    /** ∂ℒ/∂γ⁽ˡ⁾. */
    SCALE_GRADIENT("∂ℒ/∂γ", "gradient of the scale"),
    /** ∂ℒ/∂β⁽ˡ⁾. */
    SHIFT_GRADIENT("∂ℒ/∂β", "gradient of the shift"),
    /** ∂ℒ/∂X. */
    INPUT_GRADIENT("∂ℒ/∂X", "gradient of the inputs");

    private final String letter;
    private final String role;

    Quantity(String letter, String role) {
      this.letter = letter;
      this.role = role;
    }

    /** The letter, without the layer. */
    public String letter() {
      return letter;
    }

    /** What it is for, in a few words. */
    public String role() {
      return role;
    }
  }

  /**
   * One tensor.
   *
   * @param pass where it belongs
   * @param quantity what it is
   * @param layer of which layer, from 1; 0 for what belongs to none
   * @param perRow whether there is one of it for each of the m rows of a batch
   * @param extents its extents, without m; empty for a single number
   * @param parameters how many numbers are learnt in it
   */
  public record Tensor(
      Pass pass,
      Quantity quantity,
      int layer,
      boolean perRow,
      List<Integer> extents,
      int parameters) {

    /** Copies the list. */
    public Tensor {
      extents = List.copyOf(extents);
    }

    /** The extents with m in front: {@code m × 2}, {@code 2 × 2}, {@code 2}, {@code 1}. */
    public String shape() {
      if (extents.isEmpty()) {
        return "1";
      }
      return (perRow ? "m × " : "")
          + extents.stream().map(String::valueOf).collect(Collectors.joining(" × "));
    }
  }

  /** Copies the list. */
  public Dimensions {
    tensors = List.copyOf(tensors);
  }

  /** The sheet of a network. */
  public static Dimensions of(Architecture architecture) {
    int layers = architecture.layers().size();
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(perRow(architecture, Pass.FORWARD, Quantity.INPUT, 0));
    for (int layer = 1; layer <= layers; layer++) {
      tensors.addAll(parameters(architecture, layer, Pass.FORWARD));
      tensors.add(perRow(architecture, Pass.FORWARD, Quantity.PRE_ACTIVATION, layer));
      Quantity activation = layer == layers ? Quantity.PREDICTION : Quantity.ACTIVATION;
      tensors.add(perRow(architecture, Pass.FORWARD, activation, layer));
    }
    tensors.add(perRow(architecture, Pass.FORWARD, Quantity.TARGET, layers));
    tensors.add(new Tensor(Pass.FORWARD, Quantity.LOSS, 0, false, List.of(), 0));
    for (int layer = layers; layer >= 1; layer--) {
      tensors.add(perRow(architecture, Pass.BACKWARD, Quantity.DELTA, layer));
      tensors.addAll(parameters(architecture, layer, Pass.BACKWARD));
    }
    tensors.add(perRow(architecture, Pass.BACKWARD, Quantity.INPUT_GRADIENT, 0));
    return new Dimensions(tensors);
  }

  /** m × n_l. */
  private static Tensor perRow(Architecture architecture, Pass pass, Quantity quantity, int layer) {
    List<Integer> extents = architecture.shapes().get(layer).extents();
    return new Tensor(pass, quantity, layer, true, extents, 0);
  }

  /** The parameters of a layer, or their gradients, which have the same shapes. */
  private static List<Tensor> parameters(Architecture architecture, int layer, Pass pass) {
    boolean forward = pass == Pass.FORWARD;
    String prefix = "layers." + (layer - 1) + ".";
    List<Tensor> tensors = new ArrayList<>();
    for (ParameterLayout.Slice slice : architecture.layout().slices()) {
      if (slice.name().startsWith(prefix) && (forward || slice.role().isLearned())) {
        Quantity quantity =
            switch (slice.role()) {
              case WEIGHT -> forward ? Quantity.WEIGHTS : Quantity.WEIGHT_GRADIENT;
              case BIAS -> forward ? Quantity.BIASES : Quantity.BIAS_GRADIENT;
              case SCALE -> forward ? Quantity.SCALE : Quantity.SCALE_GRADIENT;
              case SHIFT -> forward ? Quantity.SHIFT : Quantity.SHIFT_GRADIENT;
              case RUNNING_MEAN -> Quantity.RUNNING_MEAN;
              case RUNNING_VARIANCE -> Quantity.RUNNING_VARIANCE;
            };
        tensors.add(
            new Tensor(
                pass,
                quantity,
                layer,
                false,
                slice.shape().extents(),
                forward && slice.role().isLearned() ? slice.size() : 0));
      }
    }
    return tensors;
  }

  /** How many numbers are learnt. */
  public int parameters() {
    return tensors.stream().mapToInt(Tensor::parameters).sum();
  }
}
