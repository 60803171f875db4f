package dev.chainrule.cli.report;

import dev.chainrule.cli.document.Block;
import dev.chainrule.cli.document.Digits;
import dev.chainrule.cli.document.Document;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.cli.document.Inline;
import dev.chainrule.cli.document.LatexFormulas;
import dev.chainrule.cli.document.TextPrinter;
import java.util.ArrayList;
import java.util.List;

/**
 * A document with formulas as one self-contained HTML page. Formulas are typeset by the page
 * itself; where scripts do not run they stay as text.
 */
public final class ExplanationPage {

  private static final int WIDTH = 92;
  private static final int NARROW_WIDTH = 40;

  private final Document document;
  private final Digits digits;
  private final LatexFormulas formulas;
  private final Page page;
  private final Markup markup;
  private int sections;

  private ExplanationPage(Document document, Digits digits) {
    this.document = document;
    this.digits = digits;
    this.formulas = new LatexFormulas(digits);
    this.page =
        Page.begin(document.title(), List.of(Katex.styleSheet(), Page.resource("explain.css")));
    this.markup = page.markup();
  }

  /** The page as text. */
  public static String of(Document document, Digits digits) {
    return new ExplanationPage(document, digits).write();
  }

  private String write() {
    for (Block block : document.blocks()) {
      switch (block) {
        case Block.Heading(int level, List<Inline> text) -> heading(level, text);
        case Block.Paragraph(List<Inline> text) -> sentence("p", text);
        case Block.Display(List<Formula> lines) -> display(lines);
        case Block.Table table -> table(table);
        case Block.Picture(var network) -> new NetworkDrawing(network, digits).write(page);
      }
    }
    markup.verbatim("script", Katex.script());
    return page.finish();
  }

  // ---------------------------------------------------------------- words

  private void heading(int level, List<Inline> text) {
    String element = "h" + level;
    if (level == 1) {
      markup.open("header").leaf("p", "Explanation", "class", "kicker");
      sentence(element, text);
      contents();
      markup.close("header");
    } else if (level == 2) {
      markup.open(element, "id", "section-" + ++sections);
      pieces(text);
      markup.close(element);
    } else {
      sentence(element, text);
    }
  }

  /** Links to the sections of a long page. */
  private void contents() {
    List<String> titles = new ArrayList<>();
    for (Block block : document.blocks()) {
      if (block instanceof Block.Heading(int level, List<Inline> text) && level == 2) {
        titles.add(plain(text));
      }
    }
    if (titles.size() < 3) {
      return;
    }
    markup.open("nav", "aria-label", "Sections").open("ul");
    for (int i = 0; i < titles.size(); i++) {
      markup.open("li").leaf("a", titles.get(i), "href", "#section-" + (i + 1)).close("li");
    }
    markup.close("ul").close("nav");
  }

  private String plain(List<Inline> text) {
    StringBuilder words = new StringBuilder();
    for (Inline piece : text) {
      words.append(
          switch (piece) {
            case Inline.Words(String plain) -> plain;
            case Inline.Code(String code) -> code;
            case Inline.Maths(Formula formula) -> TextPrinter.line(formula, digits);
          });
    }
    return words.toString();
  }

  private void sentence(String element, List<Inline> text) {
    markup.open(element);
    pieces(text);
    markup.close(element);
  }

  private void pieces(List<Inline> text) {
    for (Inline piece : text) {
      switch (piece) {
        case Inline.Words(String words) -> markup.text(words);
        case Inline.Code(String code) -> markup.leaf("code", code);
        case Inline.Maths(Formula formula) ->
            markup.leaf(
                "span",
                TextPrinter.line(formula, digits),
                "class",
                "formula",
                "data-tex",
                formulas.of(formula));
      }
    }
  }

  // ---------------------------------------------------------------- formulas and tables

  private void display(List<Formula> lines) {
    markup.leaf(
        "div",
        TextPrinter.display(lines, digits),
        "class",
        "display",
        "data-tex",
        aligned(lines, WIDTH),
        "data-narrow",
        aligned(lines, NARROW_WIDTH));
  }

  private String aligned(List<Formula> lines, int width) {
    return "\\begin{aligned}\n" + formulas.aligned(lines, width) + "\n\\end{aligned}";
  }

  private void table(Block.Table table) {
    String name = table.caption().isEmpty() ? "Table" : table.caption();
    markup.open("div", "class", "scroll", "role", "region", "aria-label", name, "tabindex", "0");
    markup.open("table");
    if (!table.caption().isEmpty()) {
      markup.leaf("caption", table.caption());
    }
    markup.open("thead").open("tr");
    for (int column = 0; column < table.header().size(); column++) {
      cell("th", table, column, table.header().get(column), "col");
    }
    markup.close("tr").close("thead").open("tbody");
    for (List<List<Inline>> row : table.rows()) {
      markup.open("tr");
      for (int column = 0; column < row.size(); column++) {
        cell(column == 0 ? "th" : "td", table, column, row.get(column), column == 0 ? "row" : "");
      }
      markup.close("tr");
    }
    markup.close("tbody").close("table").close("div");
  }

  private void cell(
      String element, Block.Table table, int column, List<Inline> content, String scope) {
    List<String> attributes = new ArrayList<>();
    if (!scope.isEmpty()) {
      attributes.addAll(List.of("scope", scope));
    }
    if (table.alignment().charAt(column) == 'r') {
      attributes.addAll(List.of("class", "number"));
    }
    markup.open(element, attributes.toArray(String[]::new));
    pieces(content);
    markup.close(element);
  }
}
