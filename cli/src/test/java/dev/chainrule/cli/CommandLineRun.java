package dev.chainrule.cli;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one command line gave.
 *
 * @param code the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandLineRun(int code, String out, String err) {

  /** Runs a command line in this process. */
  static CommandLineRun of(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(out, err, texts(arguments));
    return new CommandLineRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command line in a Java runtime with the given flags. */
  static CommandLineRun inJava(List<String> flags, Object... arguments) {
    return of(java(flags, arguments));
  }

  /** Runs a process that is about to start. */
  static CommandLineRun of(ProcessBuilder builder) {
    try {
      Path out = Files.createTempFile("chainrule", ".out");
      Path err = Files.createTempFile("chainrule", ".err");
      try {
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        int code = process.waitFor();
        return new CommandLineRun(code, Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** A Java runtime with the given flags that is to run a command line. */
  static ProcessBuilder java(List<String> flags, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.chainrule.cli.Main"));
    command.addAll(List.of(texts(arguments)));
    return new ProcessBuilder(command);
  }

  /** Standard output as one line of JSON. */
  Located json() {
    if (out.indexOf('\n') != out.length() - 1) {
      throw new AssertionError("Expected one line, got: " + out + err);
    }
    return new Located("output", Json.parse(out));
  }

  /** The lines of standard output. */
  List<String> lines() {
    return out.lines().toList();
  }

  /** A file of the sample data. */
  static Path data(String name) {
    return Path.of("..", "data", name);
  }

  private static String[] texts(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return texts;
  }
}
