package dev.chainrule.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that was waited for.
 *
 * @param exitCode 0 if all went well
 * @param lines its standard output
 * @param complaint the end of its standard error
 * @param seconds from its start to its end
 * @param peakMebibytes the most memory it held, −1 where it was not watched or the system does not
 *     tell
 */
record Child(
    int exitCode, List<String> lines, String complaint, double seconds, long peakMebibytes) {

  private static final int COMPLAINT = 2_000;
  private static final int MINUTES = 30;

  /** A figure that a contender printed. */
  record Figure(String what, double value, String unit) {}

  /** The figures among the lines. */
  List<Figure> figures() {
    return lines.stream()
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells[0].equals("figure") && cells.length == 4)
        .map(cells -> new Figure(cells[1], Double.parseDouble(cells[2]), cells[3]))
        .toList();
  }

  /** The first line of its standard error that is no warning. */
  String firstComplaint() {
    return complaint.lines().filter(line -> !line.startsWith("WARNING")).findFirst().orElse("");
  }

  /**
   * Runs a program and waits for it, half an hour at most.
   *
   * @param environment variables of its own; those that steer the libraries for matrices are not
   *     passed on from outside
   * @param watched whether to watch its memory, which takes a little of the processor
   */
  static Child run(
      List<String> command, Map<String, String> environment, Path folder, boolean watched) {
    try {
      Path out = Files.createTempFile("bench", ".out");
      Path err = Files.createTempFile("bench", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.matches("(OPENBLAS|MKL|OMP|GOTO)_.*"));
      builder.environment().putAll(environment);
      long begin = System.nanoTime();
      Process process = builder.start();
      long peak = -1;
      while (!process.waitFor(watched ? 2 : 200, TimeUnit.MILLISECONDS)) {
        peak = watched ? Math.max(peak, peakOf(process.pid())) : peak;
        if (System.nanoTime() - begin > MINUTES * 60e9) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
          return new Child(-1, List.of(), "not done after %d minutes".formatted(MINUTES), 0, peak);
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      List<String> lines = new ArrayList<>(Files.readAllLines(out, StandardCharsets.UTF_8));
      String complaint = Files.readString(err, StandardCharsets.UTF_8).strip();
      Files.delete(out);
      Files.delete(err);
      return new Child(
          process.exitValue(),
          lines,
          complaint.substring(Math.max(0, complaint.length() - COMPLAINT)),
          seconds,
          peak);
    } catch (IOException failed) {
      throw new UncheckedIOException("Could not run " + command.getFirst() + ".", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command.getFirst() + ".");
    }
  }

  /** What Linux has counted as the largest resident memory of a process, in MiB. */
  private static long peakOf(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
    } catch (IOException over) {
      // It has just ended, or this is not Linux.
    }
    return -1;
  }
}
