package dev.chainrule.bench;

import dev.chainrule.cli.bench.Machine;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.engine.Execution;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import dev.chainrule.model.Version;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Where, when and with what something was measured.
 *
 * @param machine the machine
 * @param chainrule the version of Chainrule
 * @param kernels the kernels that it computes with
 * @param date the day
 */
record Conditions(Machine machine, String chainrule, String kernels, LocalDate date) {

  /** Here and today. */
  static Conditions current() {
    try (Execution execution = Execution.open(1, 1e12, 1e12)) {
      return new Conditions(
          Machine.current(),
          Version.current(),
          execution.kernel(),
          LocalDate.now(ZoneId.systemDefault()));
    }
  }

  /** Adds the facts to a page, one a row. */
  void tell(MarkdownPage page) {
    page.table("ll", "measured on", "")
        .row("processor", machine.processor())
        .row("cores", Numbers.count(machine.cores()))
        .row("system", machine.system())
        .row("JDK", machine.jdk())
        .row("Chainrule", chainrule + ", " + kernels + " kernels")
        .row("day", date)
        .end();
  }

  Json json() {
    return Json.object()
        .with("processor", machine.processor())
        .with("cores", machine.cores())
        .with("system", machine.system())
        .with("jdk", machine.jdk())
        .with("chainrule", chainrule)
        .with("kernels", kernels)
        .with("date", date.toString());
  }

  static Conditions read(Located json) {
    return new Conditions(
        new Machine(
            json.member("processor").text(),
            json.member("cores").wholeNumber(1, 1_000_000),
            json.member("system").text(),
            json.member("jdk").text()),
        json.member("chainrule").text(),
        json.member("kernels").text(),
        LocalDate.parse(json.member("date").text()));
  }
}
