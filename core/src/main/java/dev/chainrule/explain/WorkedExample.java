package dev.chainrule.explain;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * A calculation by hand that students meet in course notes, recomputed.
 *
 * <p>{@code forward-2-1-1}, {@code walkthrough-2-2-2-1} (two steps), {@code lecture-2-2-1} (three
 * steps), {@code exercise-2-2-1}.
 *
 * @param problem where it begins, with its name and its number of steps
 * @param notes one sentence about it
 * @param slips the figures of the published version that do not follow from its own numbers
 */
public record WorkedExample(Problem problem, String notes, List<Slip> slips) {

  /**
   * A figure that was printed wrong.
   *
   * @param step the step, from 1
   * @param quantity {@code z}, {@code prediction}, {@code loss}, {@code dW} or {@code db} of the
   *     output layer
   * @param printed what was printed, in the order of the right numbers
   */
  public record Slip(int step, String quantity, List<Double> printed) {

    /** Copies the list. */
    public Slip {
      printed = List.copyOf(printed);
    }

    /** The right numbers. */
    public List<Double> right(Worksheet sheet) {
      var pass = sheet.steps().get(step - 1).pass();
      int last = pass.layers();
      double[] values =
          switch (quantity) {
            case "z" -> pass.z(last).toArray();
            case "prediction" -> pass.prediction().toArray();
            case "loss" -> new double[] {pass.loss()};
            case "dW" -> pass.weightGradient(last).toArray();
            case "db" -> pass.biasGradient(last).toArray();
            default -> throw new IllegalStateException("There is no quantity " + quantity + ".");
          };
      return Arrays.stream(values).boxed().toList();
    }
  }

  /** Copies the list. */
  public WorkedExample {
    slips = List.copyOf(slips);
  }

  /** What to call it on a command line. */
  public String name() {
    return problem.name();
  }

  /** All four, from the easiest on. */
  public static List<WorkedExample> all() {
    try (InputStream file = WorkedExample.class.getResourceAsStream("worked-examples.json")) {
      if (file == null) {
        throw new IllegalStateException("The file worked-examples.json is missing from the jar.");
      }
      Located list = new Located("", Json.parse(file.readAllBytes()));
      return list.items().stream().map(WorkedExample::read).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * The example of that name.
   *
   * @throws IllegalArgumentException if there is none; the message names all
   */
  public static WorkedExample named(String name) {
    List<WorkedExample> all = all();
    return all.stream()
        .filter(example -> example.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no example '%s'; there are %s."
                    .formatted(
                        name, String.join(", ", all.stream().map(WorkedExample::name).toList()))));
  }

  private static WorkedExample read(Located json) {
    Located problem = json.member("problem");
    return new WorkedExample(
        ProblemReader.read(problem),
        problem.member("notes").text(),
        json.member("slips").items().stream()
            .map(slip ->
                new Slip(
                    slip.member("step").wholeNumber(1, 10),
                    slip.member("quantity").text(),
                    slip.member("printed").items().stream().map(Located::number).toList()))
            .toList());
  }
}
