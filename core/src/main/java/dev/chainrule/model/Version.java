package dev.chainrule.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of this library. */
public final class Version {

  private Version() {}

  /** The version of this library, such as {@code 0.1.0}. */
  public static String current() {
    try (InputStream text =
        Objects.requireNonNull(Version.class.getResourceAsStream("version.txt"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The library's own version.txt cannot be read.", unreadable);
    }
  }
}
