package dev.chainrule.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which kernels run: what the system property asks for, else what the JVM offers and the work
 * deserves.
 *
 * @param forced what the property asks for, {@code null} if it is not set
 * @param vectorModule whether the module of the Vector API is there or can be had
 */
record KernelChoice(@Nullable String forced, boolean vectorModule) {

  /** The system property that forces the kernels. */
  static final String PROPERTY = "chainrule.kernel";

  /**
   * From this many multiply-adds on, vector kernels win although the JVM interprets them, hundreds
   * of times slower, until it has compiled them. In a fresh JVM, training a 30-64-32-1 network
   * breaks even at 4e9, and a 64-512-256-10 network, which steps less often, at 1e10.
   */
  static final double WORTH_WARMING_UP = 4e9;

  /** The choice in this JVM, now. */
  static KernelChoice here() {
    return new KernelChoice(System.getProperty(PROPERTY), VectorModule.available());
  }

  /** See {@link Kernels#forWork}. */
  Kernels forWork(double multiplyAdds) {
    return switch (forced) {
      case null -> vectorModule && multiplyAdds >= WORTH_WARMING_UP ? vector() : scalar();
      case "scalar" -> scalar();
      case "vector" -> vector();
      default ->
          throw new IllegalArgumentException(
              "The system property "
                  + PROPERTY
                  + " must be scalar or vector, got \""
                  + forced
                  + "\".");
    };
  }

  Kernels scalar() {
    return new ScalarKernels();
  }

  /** The vector kernels; their classes are not touched before. */
  Kernels vector() {
    VectorModule.require();
    return new VectorKernels();
  }

  /** See {@link Kernels#notice}. */
  Optional<String> notice() {
    return forced == null && !vectorModule
        ? Optional.of(
            "Running without vector kernels; for several times the speed start java with "
                + VectorModule.FLAG
                + ".")
        : Optional.empty();
  }
}
