package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.BatchNormAt;
import dev.chainrule.engine.WorkingLayout.DenseAt;
import dev.chainrule.engine.WorkingLayout.DropoutAt;
import dev.chainrule.engine.WorkingLayout.LayerAt;
import dev.chainrule.engine.WorkingLayout.LayerNormAt;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.tensor.Parameters;
import java.util.stream.Stream;

/**
 * A layer of a finished network, from its inputs to its outputs. It holds parameters and no working
 * memory: threads share it.
 */
sealed interface ForwardLayer permits ForwardDense, ForwardBatchNorm, ForwardLayerNorm {

  /** The layers of a network that do something when it predicts: all but dropout. */
  static ForwardLayer[] of(WorkingLayout layout, Parameters parameters) {
    return layout.layers().stream().flatMap(at -> of(at, parameters)).toArray(ForwardLayer[]::new);
  }

  private static Stream<ForwardLayer> of(LayerAt at, Parameters parameters) {
    return switch (at) {
      case DenseAt dense -> Stream.of(new ForwardDense(dense, parameters));
      case BatchNormAt norm -> Stream.of(new ForwardBatchNorm(norm, parameters));
      case LayerNormAt norm -> Stream.of(new ForwardLayerNorm(norm, parameters));
      case DropoutAt _ -> Stream.empty();
    };
  }

  /** n_l. */
  int units();

  /** How many multiply-adds a row takes. */
  double multiplyAdds();

  /** How many floats of working memory these kernels need for at most so many rows. */
  int scratch(Kernels kernels, int rows);

  /**
   * A ← this layer of X.
   *
   * @param x the inputs of the rows, from {@code xAt} on
   * @param a room for rows × n_l numbers, from 0 on; not {@code x}
   * @param scratch at least {@link #scratch} floats
   */
  void apply(Kernels kernels, float[] x, int xAt, float[] a, int rows, float[] scratch);
}
