package dev.chainrule.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One that takes part, ready to run: a program that is called with a workload, about how many
 * seconds to measure and how many threads it may use, and prints its figures.
 *
 * @param contender what the tables say about it
 * @param workloads what it has
 * @param threads at most so many are of use to it
 * @param rare whether it takes so long to start that it takes part in every other round only
 * @param command the program; the arguments follow
 * @param arguments further arguments of a workload
 * @param environment variables of its own
 */
record Peer(
    Contender contender,
    Set<String> workloads,
    int threads,
    boolean rare,
    List<String> command,
    Map<String, List<String>> arguments,
    Map<String, String> environment) {

  String name() {
    return contender.name();
  }

  /** Whether it takes part in that round, counted from 0. */
  boolean takesPart(String workload, int round) {
    return workloads.contains(workload) && (!rare || round % 2 == 0);
  }

  /** Its variables, and those that tell libraries for matrices how many threads to use. */
  Map<String, String> environment(int threads) {
    Map<String, String> all = new HashMap<>(environment);
    for (String library : List.of("OPENBLAS", "MKL", "OMP")) {
      all.put(library + "_NUM_THREADS", String.valueOf(threads));
    }
    return all;
  }

  /** Says why somebody cannot take part. */
  static final class Absent extends Exception {
    private static final long serialVersionUID = 1;

    Absent(String reason) {
      super(reason);
    }
  }
}
