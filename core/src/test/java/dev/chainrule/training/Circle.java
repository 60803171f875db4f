package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.layer.Activation;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import java.util.List;
import java.util.Random;

/** A small thing to learn: points in a square; the class says whether they lie in a circle. */
final class Circle {

  private Circle() {}

  static Dataset rows(int rows, long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[rows][2];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      inputs[i][0] = 2 * random.nextFloat() - 1;
      inputs[i][1] = 2 * random.nextFloat() - 1;
      labels[i] = Math.hypot(inputs[i][0], inputs[i][1]) < 0.7 ? 1 : 0;
    }
    return Dataset.ofClasses(inputs, labels, 2);
  }

  static Network network() {
    return Network.initialize(Architecture.dense(2, List.of(16, 16), Activation.relu(), 2), 1);
  }
}
