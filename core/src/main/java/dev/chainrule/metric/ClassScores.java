package dev.chainrule.metric;

/**
 * How well one class is recognised; a quotient with a zero denominator counts as 0. Quotients are
 * of weights where rows carry weights, the numbers of rows are not.
 *
 * @param label the class
 * @param precision the share of the class among the rows predicted as it
 * @param recall the share of its rows that were predicted as it
 * @param f1 the harmonic mean of precision and recall
 * @param support how many rows are of the class
 * @param predicted how many rows were predicted as the class
 */
public record ClassScores(
    String label, double precision, double recall, double f1, int support, int predicted) {}
