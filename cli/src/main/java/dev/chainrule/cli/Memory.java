package dev.chainrule.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has needed. */
final class Memory {

  private static final Path LINUX_STATUS = Path.of("/proc/self/status");
  private static final String LINUX_PEAK = "VmHWM:";

  private Memory() {}

  /**
   * The most memory that the process has held so far, in MiB: what the system counts where it says
   * so, else the peak of Java's own pools.
   */
  static long peakMebibytes() {
    try {
      for (String line : Files.readAllLines(LINUX_STATUS)) {
        if (line.startsWith(LINUX_PEAK)) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
    } catch (IOException notLinux) {
      // The pools know less, but something.
    }
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
            .sum()
        / (1024 * 1024);
  }
}
