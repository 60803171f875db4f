package dev.chainrule.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What concerns the caches of several processors, and no value. */
public final class CacheLines {

  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(float[].class);

  /** Floats of a line of 64 bytes. */
  private static final int LINE = 16;

  private CacheLines() {}

  /**
   * Makes the lines of {@code x} from {@code at} on this processor's own, by writing to each what
   * it has.
   *
   * <p>A line that several processors have read must be asked for before one of them may write to
   * it. Writes become visible in their order, so in a loop that writes to several arrays all of
   * them wait for each such line in turn; asked for in a row, the lines come several at a time.
   * Adam on two threads takes half the time so, on parameters that both have read.
   */
  public static void own(float[] x, int at, int n) {
    for (int i = at; i < at + n; i += LINE) {
      ELEMENT.setOpaque(x, i, (float) ELEMENT.getOpaque(x, i)); // a plain write would be left out
    }
  }
}
