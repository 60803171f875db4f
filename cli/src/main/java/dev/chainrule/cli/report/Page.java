package dev.chainrule.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One self-contained HTML page: its head with the style sheet in it, numbered figures and tables,
 * lists of facts. What is special about a page is written to its {@link #markup}.
 */
final class Page {

  private final Markup markup = new Markup();
  private int figures;
  private int tables;

  /** A cell of a table that holds a number, and so is flush right. */
  record Figure(String text) {}

  private Page() {}

  /** Begins a page: what is written next comes into its main part. */
  static Page begin(String title) {
    return begin(title, List.of());
  }

  /** Begins a page with more style sheets behind the one of all pages. */
  static Page begin(String title, List<String> styles) {
    Page page = new Page();
    page.markup.open("html", "lang", "en");
    page.head(title, styles);
    page.markup.open("body").open("main");
    return page;
  }

  /** Where to write. */
  Markup markup() {
    return markup;
  }

  /** The whole page as text. */
  String finish() {
    markup.close("main").close("body").close("html");
    return "<!DOCTYPE html>\n" + markup.finish() + "\n";
  }

  private void head(String title, List<String> styles) {
    markup
        .open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "name", "color-scheme", "content", "light dark")
        .empty("meta", "name", "generator", "content", "Chainrule")
        .leaf("title", title)
        .open("style")
        .text(resource("plot.css"))
        .text(resource("report.css"))
        .close("style");
    styles.forEach(sheet -> markup.verbatim("style", sheet));
    markup.close("head");
  }

  /** A text that stands beside this class. */
  static String resource(String name) {
    try (InputStream file = Page.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("The file " + name + " is missing from the jar.");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  // ---- title

  /** The top of the page: what it is, its heading and what it says in a sentence or two. */
  void title(String kicker, Consumer<Markup> heading, String summary) {
    markup.open("header").leaf("p", kicker, "class", "kicker").open("h1");
    heading.accept(markup);
    markup.close("h1").leaf("p", summary, "class", "summary").close("header");
  }

  // ---- figures

  /** A drawing and the numbered sentence below it. */
  void figure(Consumer<Markup> drawing, String caption) {
    markup.open("figure");
    drawing.accept(markup);
    markup.open("figcaption");
    number("Figure", ++figures);
    markup.text(caption).close("figcaption").close("figure");
  }

  /** An identifier for the drawing that {@link #figure} adds next. */
  String nextFigure() {
    return "figure-" + (figures + 1);
  }

  // ---- tables

  /** Begins a table, after which {@link #headers} and rows come. */
  void table(String style, String caption) {
    String id = "table-" + (tables + 1);
    markup.open("div", "class", "scroll", "role", "region", "aria-labelledby", id, "tabindex", "0");
    markup.open("table", "class", style).open("caption", "id", id);
    number("Table", ++tables);
    markup.text(caption).close("caption");
  }

  /** Ends a table. */
  void endTable() {
    markup.close("table").close("div");
  }

  private void number(String kind, int number) {
    markup.leaf("b", kind + " " + number + ".").text(" ");
  }

  /** A number, for a cell. */
  static Figure figure(String number) {
    return new Figure(number);
  }

  /** The names of the columns, each a text or a {@link Figure}. */
  void headers(Object... names) {
    markup.open("thead").open("tr");
    for (Object name : names) {
      cell("th", name, "col");
    }
    markup.close("tr").close("thead");
  }

  /** A row whose first cell names it; each cell is a text or a {@link Figure}. */
  void row(Object... cells) {
    markup.open("tr");
    cell("th", cells[0], "row");
    for (int i = 1; i < cells.length; i++) {
      cell("td", cells[i], "");
    }
    markup.close("tr");
  }

  private void cell(String element, Object content, String scope) {
    List<String> attributes = new ArrayList<>();
    if (!scope.isEmpty()) {
      attributes.addAll(List.of("scope", scope));
    }
    String text = content.toString();
    if (content instanceof Figure(String figure)) {
      attributes.addAll(List.of("class", "number"));
      text = figure;
    }
    markup.leaf(element, text, attributes.toArray(String[]::new));
  }

  // ---- facts

  /** One line of a list of facts, which stands in {@code <dl class="facts">}; nothing if empty. */
  void fact(String name, String value) {
    if (!value.isEmpty()) {
      markup.open("div").leaf("dt", name).leaf("dd", value).close("div");
    }
  }

  /** A fact that is a hash, a file or a command. */
  void code(String name, String value) {
    if (!value.isEmpty()) {
      markup.open("div").leaf("dt", name).open("dd").leaf("code", value).close("dd").close("div");
    }
  }
}
