package dev.chainrule.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What was measured on.
 *
 * @param processor its name where the system tells it, else its architecture
 * @param cores how many of them may be used
 * @param system the operating system, its kernel's version and the architecture
 * @param jdk the virtual machine and its version
 */
public record Machine(String processor, int cores, String system, String jdk) {

  private static final Path LINUX_PROCESSOR = Path.of("/proc/cpuinfo");

  /** This one. */
  public static Machine current() {
    return new Machine(
        nameOfProcessor(),
        Runtime.getRuntime().availableProcessors(),
        String.join(" ", property("os.name"), property("os.version"), property("os.arch")),
        property("java.vm.name") + " " + Runtime.version());
  }

  private static String nameOfProcessor() {
    try (Stream<String> lines = Files.lines(LINUX_PROCESSOR)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(property("os.arch"));
    } catch (IOException notLinux) {
      return property("os.arch");
    }
  }

  private static String property(String name) {
    return String.valueOf(System.getProperty(name));
  }
}
