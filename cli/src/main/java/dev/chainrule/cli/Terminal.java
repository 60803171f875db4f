package dev.chainrule.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What stands behind a stream.
 *
 * @param present whether it is a terminal on which lines can be rewritten
 * @param colors whether colours may be used: not without a terminal, nor if the environment says
 *     {@code NO_COLOR}
 * @param unicode whether it shows more than ASCII; what is no terminal gets UTF-8 in any case
 * @param columns how many characters a line has
 */
record Terminal(boolean present, boolean colors, boolean unicode, int columns) {

  /** By system properties of this name and 1 or 2 behind it, the launcher tells what it knows. */
  static final String PROPERTY = "chainrule.terminal.";

  private static final int USUAL_COLUMNS = 80;

  /** Not a terminal. */
  static Terminal none() {
    return new Terminal(false, false, true, USUAL_COLUMNS);
  }

  /**
   * What stands behind a stream of this process. The launcher knows and says so in a system
   * property; else the files of the process tell where the system has them, as Linux does.
   *
   * @param descriptor 1 for standard output, 2 for standard error
   */
  static Terminal behind(int descriptor) {
    String told = System.getProperty(PROPERTY + descriptor, "");
    boolean present = told.isEmpty() ? seemsPresent(descriptor) : Boolean.parseBoolean(told);
    if (!present || "dumb".equals(System.getenv("TERM"))) {
      return none();
    }
    String noColor = System.getenv("NO_COLOR");
    return new Terminal(
        true, noColor == null || noColor.isEmpty(), isUnicode(System.getenv()), columnsNow());
  }

  /** The same without colours. */
  Terminal withoutColors() {
    return new Terminal(present, false, unicode, columns);
  }

  /**
   * Whether the first of the variables that decide about characters names UTF-8; without any, as on
   * Windows, the terminal is taken to know it.
   */
  static boolean isUnicode(Map<String, String> environment) {
    for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String locale = environment.getOrDefault(variable, "");
      if (!locale.isEmpty()) {
        return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
      }
    }
    return true;
  }

  private static boolean seemsPresent(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  private static int columnsNow() {
    try {
      Process size =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(size.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (size.waitFor(1, TimeUnit.SECONDS) && answer.strip().matches("\\d{1,5} \\d{1,5}")) {
        int columns = Integer.parseInt(answer.strip().split(" ", 2)[1]);
        return columns > 0 ? columns : USUAL_COLUMNS;
      }
    } catch (IOException noSuchCommand) {
      return USUAL_COLUMNS;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return USUAL_COLUMNS;
  }
}
