package dev.chainrule.cli.text;

import java.util.List;

/**
 * The characters that plots on a terminal are drawn with. Lines are told apart by their marks,
 * never by colour alone.
 *
 * @param marks one a line of a plot, in turn
 * @param dot between two marks of a line
 * @param vertical the vertical axis
 * @param verticalTick the vertical axis at a tick
 * @param corner where the axes meet
 * @param horizontal the horizontal axis
 * @param horizontalTick the horizontal axis at a tick
 * @param bars a full cell of a bar, and what fills one eighth to seven eighths of a cell; without
 *     the latter bars end at whole cells
 */
public record Glyphs(
    List<String> marks,
    String dot,
    String vertical,
    String verticalTick,
    String corner,
    String horizontal,
    String horizontalTick,
    List<String> bars) {

  /** For terminals that know Unicode. */
  public static final Glyphs UNICODE =
      new Glyphs(
          List.of("●", "▲", "■", "◆", "○", "△", "□", "◇"),
          "·",
          "│",
          "┤",
          "└",
          "─",
          "┬",
          List.of("█", "▏", "▎", "▍", "▌", "▋", "▊", "▉"));

  /** For all others. */
  public static final Glyphs ASCII =
      new Glyphs(
          List.of("o", "x", "*", "#", "+", "%", "@", "&"),
          ".",
          "|",
          "+",
          "+",
          "-",
          "+",
          List.of("#"));

  /** Copies the lists. */
  public Glyphs {
    marks = List.copyOf(marks);
    bars = List.copyOf(bars);
  }

  /** The mark of the line with that number, counted from 0; they repeat. */
  public String markOf(int line) {
    return marks.get(line % marks.size());
  }
}
