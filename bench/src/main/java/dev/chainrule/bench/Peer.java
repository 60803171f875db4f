package dev.chainrule.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One that takes part: a program that is called with a workload, about how many seconds to measure
 * and how many threads it may use, and prints its figures.
 *
 * @param name as the tables call it
 * @param workloads what it has
 * @param command the program; the arguments follow
 * @param arguments further arguments of a workload
 * @param environment variables of its own
 */
record Peer(
    String name,
    Set<String> workloads,
    List<String> command,
    Map<String, List<String>> arguments,
    Map<String, String> environment) {

  /** Chainrule itself, whose ratio to the best of the others is what the tables are about. */
  static final String CHAINRULE = "Chainrule";

  /** Says why somebody cannot take part. */
  static final class Absent extends Exception {
    private static final long serialVersionUID = 1;

    Absent(String reason) {
      super(reason);
    }
  }
}
