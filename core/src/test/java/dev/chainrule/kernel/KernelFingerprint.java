package dev.chainrule.kernel;

import java.util.Locale;

/** A program that prints one number made of the results of every kernel that the JVM chooses. */
final class KernelFingerprint {

  private KernelFingerprint() {}

  /**
   * The argument is the number of repetitions: enough of them, and the compiled loops have had
   * their turn.
   */
  public static void main(String[] args) {
    Kernels kernels = Kernels.forWork(Double.POSITIVE_INFINITY);
    String fingerprint = of(kernels);
    for (int i = 1; i < Integer.parseInt(args[0]); i++) {
      String again = of(kernels);
      if (!again.equals(fingerprint)) {
        throw new AssertionError(
            "Repetition " + i + " gave " + again + " after " + fingerprint + ".");
      }
    }
    System.out.println(kernels.name() + " " + fingerprint);
  }

  /** The results on data of three kinds, folded into one number in hexadecimal. */
  static String of(Kernels kernels) {
    long hash = 0;
    for (KernelCases.Case each : KernelCases.all(50, 20)) {
      for (float value : each.run(kernels)) {
        hash = (hash ^ Float.floatToIntBits(value)) * 0x100000001B3L;
      }
    }
    return String.format(Locale.ROOT, "%016x", hash);
  }
}
