package dev.chainrule.cli.bench;

/**
 * One measured figure.
 *
 * @param workload its name, such as {@code W2}
 * @param what was measured, such as {@code training}
 * @param value the median
 * @param unit of the value
 * @param higherIsBetter whether more of it is better
 * @param threads how many threads were allowed
 * @param samples how many measurements the median is of
 */
public record Figure(
    String workload,
    String what,
    double value,
    String unit,
    boolean higherIsBetter,
    int threads,
    int samples) {}
