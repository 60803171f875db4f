package dev.chainrule.cli.explain;

import dev.chainrule.explain.Answers;
import dev.chainrule.explain.Problem;
import dev.chainrule.explain.ProblemException;
import dev.chainrule.explain.Recording;
import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads a network that was typed in, with a row and its target, as YAML or JSON:
 *
 * <pre>
 * activations: [sigmoid, sigmoid]
 * loss: bce
 * weights:
 *   - [[0.1, 0.4],    # into unit 1
 *      [0.2, 0.5]]    # into unit 2
 *   - [[0.7, 0.8]]
 * biases: [[0.3, 0.6], [0.9]]
 * x: [1, 2]
 * y: 1
 * </pre>
 */
public final class NetworkFile {

  private static final Pattern JSON = Pattern.compile("(?i).*\\.json");
  private static final Pattern NAME = Pattern.compile("(?i).*\\.(json|ya?ml)");

  private NetworkFile() {}

  /** Whether a file is named like a network that was typed in: .yaml, .yml or .json. */
  public static boolean isNamedLikeOne(Path file) {
    return NAME.matcher(file.toString()).matches();
  }

  /**
   * Reads a file; a network without a name is called after it.
   *
   * @throws IllegalArgumentException if it is not what was expected; the message names the file,
   *     the line and the key
   */
  public static Problem read(Path file) {
    return read(file, json -> Problem.parse(named(json, file).toText()));
  }

  /**
   * Reads values that were recorded elsewhere, to hold the interpreters to them.
   *
   * @throws IllegalArgumentException if they are not what was expected; the message names the file,
   *     the line and the key
   */
  public static List<Recording> readRecordings(Path file) {
    return read(
        file,
        json ->
            Recording.parse(
                (json instanceof Json.Members members && members.values().containsKey("cases")
                        ? json
                        : named(json, file))
                    .toText()));
  }

  /**
   * Reads answers to an exercise.
   *
   * @throws IllegalArgumentException if they are not what was expected; the message names the file,
   *     the line and the key
   */
  public static Answers readAnswers(Path file) {
    return read(file, json -> Answers.parse(named(json, file).toText()));
  }

  private static <T> T read(Path file, Function<Json, T> reader) {
    String text = text(file);
    Json json = JSON.matcher(file.toString()).matches() ? json(file, text) : yaml(file, text);
    try {
      return reader.apply(json);
    } catch (ProblemException wrong) {
      throw new IllegalArgumentException(
          file + line(text, wrong.path()) + ": " + wrong.getMessage(), wrong);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException notUtf8) {
      throw new IllegalArgumentException(file + ": expected text in UTF-8.", notUtf8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Json json(Path file, String text) {
    try {
      return Json.parse(text);
    } catch (JsonException malformed) {
      throw new IllegalArgumentException(file + ": " + malformed.getMessage() + ".", malformed);
    }
  }

  private static Json yaml(Path file, String text) {
    try {
      return YamlTree.of(text).json();
    } catch (YamlTree.Malformed malformed) {
      throw new IllegalArgumentException(
          "%s%s: this is no YAML: %s."
              .formatted(
                  file, malformed.line() > 0 ? ":" + malformed.line() : "", malformed.getMessage()),
          malformed);
    }
  }

  private static Json named(Json json, Path file) {
    return json instanceof Json.Members members && !members.values().containsKey("name")
        ? members.with("name", String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", ""))
        : json;
  }

  /** JSON may hold tabs where YAML may not; a space in their place moves no line. */
  private static String line(String text, String path) {
    Optional<Integer> line = YamlTree.of(text.replace('\t', ' ')).line(path);
    return line.map(number -> ":" + number).orElse("");
  }
}
