package dev.chainrule.bench;

import dev.chainrule.cli.bench.Machine;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurements that never were. */
final class Samples {

  private Samples() {}

  static Conditions conditions() {
    return new Conditions(
        new Machine("a processor", 2, "a system", "a JDK"),
        "1.0",
        "vector",
        LocalDate.of(2026, 1, 31));
  }

  static Measurement of(String workload, String what, String who, double value, String unit) {
    return new Measurement(workload, what, who, 2, value, unit);
  }

  static Results results(List<Measurement> measurements, Map<String, String> absent) {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    for (Measurement one : measurements) {
      contenders.put(one.contender(), new Contender(one.contender(), "3.1", "float32"));
    }
    return new Results(conditions(), 3, 5, 2, contenders, absent, Results.rowsOf(measurements));
  }

  /** Three rounds of W2 and one of W7, with somebody absent. */
  static Results results() {
    return results(
        List.of(
            of("W2", "training", "Smile", 110, "samples/s"),
            of("W2", "training", Contender.CHAINRULE, 900, "samples/s"),
            of("W2", "training", "PyTorch", 90, "samples/s"),
            of("W2", "training", Contender.CHAINRULE, 300, "samples/s"),
            of("W2", "training", "Smile", 100, "samples/s"),
            of("W2", "training", Contender.CHAINRULE, 400, "samples/s"),
            of("W7", "whole program", Contender.CHAINRULE, 0.5, "s"),
            of("W7", "whole program", "Encog", 1, "s")),
        Map.of("Weka", "it could not be fetched"));
  }
}
