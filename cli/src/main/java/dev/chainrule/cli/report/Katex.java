package dev.chainrule.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** KaTeX, which typesets formulas, as text to be put into a page: style sheet, fonts, script. */
final class Katex {

  private static final String PROPERTIES = "/META-INF/maven/org.webjars.npm/katex/pom.properties";
  private static final Pattern FACE = Pattern.compile("@font-face\\{[^}]*}");
  private static final Pattern FONT = Pattern.compile("url\\(fonts/(KaTeX_[\\w-]+)\\.woff2\\)");
  private static final Pattern SOURCE = Pattern.compile("src:[^;}]*");

  /** What formulas of networks are written in; other fonts would only make pages heavy. */
  private static final List<String> FONTS =
      List.of(
          "KaTeX_Main-Regular",
          "KaTeX_Math-Italic",
          "KaTeX_Caligraphic-Regular",
          "KaTeX_Size1-Regular",
          "KaTeX_Size2-Regular",
          "KaTeX_Size3-Regular",
          "KaTeX_Size4-Regular");

  /**
   * Typesets whatever has a data-tex attribute, with more breaks on a phone; its text stays where
   * this cannot be done.
   */
  private static final String RUN =
      """
      document.querySelectorAll('[data-tex]').forEach(function (formula) {
        var narrow = innerWidth < 600 && formula.dataset.narrow;
        katex.render(narrow || formula.dataset.tex, formula, {
          displayMode: formula.tagName === 'DIV', throwOnError: false, strict: false
        });
      });
      """;

  private Katex() {}

  /** The style sheet, the fonts in it. */
  static String styleSheet() {
    String css = new String(read("katex.min.css"), StandardCharsets.UTF_8);
    return FACE.matcher(css).replaceAll(face -> Matcher.quoteReplacement(inlined(face.group())));
  }

  private static String inlined(String face) {
    Matcher font = FONT.matcher(face);
    if (!font.find() || !FONTS.contains(font.group(1))) {
      return "";
    }
    String data = Base64.getEncoder().encodeToString(read("fonts/" + font.group(1) + ".woff2"));
    return SOURCE
        .matcher(face)
        .replaceFirst("src:url(data:font/woff2;base64," + data + ") format(\"woff2\")");
  }

  /** The script that typesets a page; it belongs to its end. */
  static String script() {
    return new String(read("katex.min.js"), StandardCharsets.UTF_8) + "\n" + RUN;
  }

  private static byte[] read(String name) {
    return bytes("/META-INF/resources/webjars/katex/" + version() + "/dist/" + name);
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream file = open(PROPERTIES)) {
      properties.load(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return properties.getProperty("version", "");
  }

  private static byte[] bytes(String resource) {
    try (InputStream file = open(resource)) {
      return file.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static InputStream open(String resource) {
    InputStream file = Katex.class.getResourceAsStream(resource);
    if (file == null) {
      throw new IllegalStateException("The file " + resource + " is missing from the classpath.");
    }
    return file;
  }
}
