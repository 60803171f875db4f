package dev.chainrule.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands in a Markdown file and what they print. In a block that is marked {@code console},
 * each line {@code $ chainrule …} is run and the lines below it are what it must print; a line of
 * three dots stands for any number of lines. A block whose first line is {@code # file: NAME} is
 * written to that file before. Numbers in sentences are {@link WrittenNumbers}.
 *
 * <p>Commands run one after the other in a folder of their own, in which {@code data/} is the data
 * of the project.
 */
final class DocumentedCommands {

  private static final Pattern FENCE = Pattern.compile("```(\\w*)");
  private static final Pattern FILE = Pattern.compile("# file: (\\S+)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final Pattern ITEM = Pattern.compile("\\s*(\\d+\\.|-) ");
  private static final String PROMPT = "$ chainrule ";
  private static final String ANYTHING = "...";

  private final Path folder;
  private final List<String> written = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private final WrittenNumbers numbers = new WrittenNumbers(this::execute);
  private final List<String> paragraph = new ArrayList<>();
  private int commands;

  private DocumentedCommands(Path folder) {
    this.folder = folder;
  }

  /**
   * What became of a document.
   *
   * @param text the document with what its commands do print
   * @param differences each command that printed something else, with both, and each number in a
   *     sentence that is another
   * @param unchecked each number of several digits in a sentence that nothing checks
   * @param commands how many were run
   * @param numbers how many numbers in sentences were checked
   */
  record Result(
      String text, List<String> differences, List<String> unchecked, int commands, int numbers) {}

  /** Runs every command of a document. */
  static Result run(Path document, Path folder) {
    try {
      Path data = folder.resolve("data");
      Files.createDirectory(data);
      try (var files = Files.newDirectoryStream(Path.of("..", "data"), "*.csv")) {
        for (Path file : files) {
          Files.copy(file, data.resolve(file.getFileName()));
        }
      }
      DocumentedCommands run = new DocumentedCommands(folder);
      run.read(Files.readAllLines(document));
      run.differences.addAll(run.numbers.differences());
      return new Result(
          String.join("\n", run.written) + "\n",
          run.differences,
          run.numbers.unchecked(),
          run.commands,
          run.numbers.checked());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void read(List<String> lines) throws IOException {
    takeInBlocks(lines);
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      written.add(line);
      Matcher fence = FENCE.matcher(line);
      if (!fence.matches()) {
        if (line.isBlank() || ITEM.matcher(line).lookingAt()) {
          endParagraph();
        }
        paragraph.add(line);
        continue;
      }
      endParagraph();
      int end = at + 1;
      while (!lines.get(end).equals("```")) {
        end++;
      }
      List<String> block = lines.subList(at + 1, end);
      if (fence.group(1).equals("console")) {
        console(block);
      } else {
        keep(block);
        written.addAll(block);
      }
      written.add("```");
      at = end;
    }
    endParagraph();
  }

  private void takeInBlocks(List<String> lines) {
    boolean inside = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        inside = !inside;
      } else if (inside) {
        numbers.inBlock(line);
      }
    }
  }

  private void endParagraph() {
    numbers.paragraph(String.join("\n", paragraph));
    paragraph.clear();
  }

  private void keep(List<String> block) throws IOException {
    Matcher file = FILE.matcher(block.isEmpty() ? "" : block.getFirst());
    if (file.matches()) {
      List<String> content =
          file.group(1).endsWith(".csv") ? block.subList(1, block.size()) : block;
      Files.write(folder.resolve(file.group(1)), content);
    }
  }

  private void console(List<String> block) {
    int at = 0;
    while (at < block.size()) {
      String line = block.get(at++);
      written.add(line);
      if (!line.startsWith(PROMPT)) {
        differences.add("Expected a line that begins with '" + PROMPT + "', got '" + line + "'.");
        continue;
      }
      List<String> expected = new ArrayList<>();
      while (at < block.size() && !block.get(at).startsWith("$ ")) {
        expected.add(block.get(at++));
      }
      List<String> printed = run(line.substring(PROMPT.length()));
      boolean same = matches(expected, printed);
      if (!same) {
        differences.add(
            "%s%nprints%n%s%ninstead of%n%s"
                .formatted(line, String.join("\n", printed), String.join("\n", expected)));
      }
      written.addAll(same ? expected : printed);
    }
  }

  private List<String> run(String line) {
    CommandLineRun run = execute(line);
    String all = run.out() + run.err();
    return all.replace(folder + "/", "").lines().map(String::stripTrailing).toList();
  }

  private CommandLineRun execute(String line) {
    commands++;
    List<Object> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      String text =
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group();
      words.add(isFile(text) ? folder.resolve(text).toString() : text);
    }
    return CommandLineRun.of(words.toArray());
  }

  private static boolean isFile(String word) {
    return word.matches("[\\w/-]+\\.(safetensors|csv|csv\\.gz|ya?ml|json|html|md|tex|txt)");
  }

  /** Whether the lines are those expected, three dots standing for any number of lines. */
  private static boolean matches(List<String> expected, List<String> printed) {
    int dots = expected.indexOf(ANYTHING);
    if (dots < 0) {
      return expected.equals(printed);
    }
    if (printed.size() < dots || !expected.subList(0, dots).equals(printed.subList(0, dots))) {
      return false;
    }
    List<String> rest = expected.subList(dots + 1, expected.size());
    for (int from = dots; from <= printed.size(); from++) {
      if (matches(rest, printed.subList(from, printed.size()))) {
        return true;
      }
    }
    return false;
  }
}
