package dev.chainrule.training;

import dev.chainrule.training.TablePlan.Decision;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a plan has decided so far, each with its reason, and what the user has chosen of it. */
final class Decisions {

  private final Choices choices;
  private final List<Decision> decided = new ArrayList<>();

  Decisions(Choices choices) {
    this.choices = choices;
  }

  /** What the user chose, if anything. */
  <T> Optional<T> chosen(Choices.Choice<T> choice) {
    return choices.get(choice);
  }

  /** Takes what the user chose, or else the default for its reason, and notes it. */
  <T> T decide(Choices.Choice<T> choice, T byDefault, Function<T, String> text, String reason) {
    Optional<T> chosen = choices.get(choice);
    T value = chosen.orElse(byDefault);
    decided.add(
        new Decision(
            choice.name(),
            text.apply(value),
            chosen.isPresent() ? "given" : reason,
            chosen.isPresent()));
    return value;
  }

  /** Takes what the user chose, if anything, and notes it: what has no default. */
  <T> Optional<T> given(Choices.Choice<T> choice, Function<T, String> text) {
    Optional<T> chosen = choices.get(choice);
    chosen.ifPresent(value -> noteGiven(choice.name(), text.apply(value)));
    return chosen;
  }

  /** Notes what nobody can choose. */
  void note(String name, String value, String reason) {
    decided.add(new Decision(name, value, reason, false));
  }

  /** Notes what came from the user and has no default. */
  void noteGiven(String name, String value) {
    noteGiven(name, value, "given");
  }

  /** Notes what came from the user, and what is to be said about it. */
  void noteGiven(String name, String value, String remark) {
    decided.add(new Decision(name, value, remark, true));
  }

  /** Refuses a choice that could not have any effect. */
  void refuse(Choices.Choice<?> choice, String message) {
    if (choices.get(choice).isPresent()) {
      throw new ChoiceException(message);
    }
  }

  /** What is made of choices; that it cannot be made is the fault of a choice. */
  static <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException refused) {
      throw new ChoiceException(String.valueOf(refused.getMessage()));
    }
  }

  /** Everything that was decided, in order. */
  List<Decision> all() {
    return List.copyOf(decided);
  }

  // ---- wording

  /** A count with its thing, in the plural where it belongs. */
  static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** A number without an exponent, such as 0.0001. */
  static String plain(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e7) {
      return String.valueOf((int) number);
    }
    String shortest = Double.toString(number);
    return shortest.contains("E")
        ? new BigDecimal(shortest).stripTrailingZeros().toPlainString()
        : shortest;
  }

  /** A number in at most four digits. */
  static String short4(double number) {
    return new BigDecimal(number).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** A share such as 20%. */
  static String percent(double share) {
    return plain(Math.rint(share * 1000) / 10) + "%";
  }
}
