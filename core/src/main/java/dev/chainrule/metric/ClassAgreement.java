package dev.chainrule.metric;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a confusion matrix says about the agreement of truth and prediction. All sums are of
 * weights.
 *
 * @param classes all classes
 * @param used those that occur or are predicted in some row
 */
record ClassAgreement(List<Tally> classes, List<Tally> used) {

  static ClassAgreement of(ConfusionMatrix confusion) {
    int k = confusion.labels().size();
    List<Tally> classes = IntStream.range(0, k).mapToObj(confusion::tally).toList();
    return new ClassAgreement(
        classes,
        IntStream.range(0, k)
            .filter(j -> confusion.support(j) + confusion.predicted(j) > 0)
            .mapToObj(classes::get)
            .toList());
  }

  double metric(Metric metric) {
    return switch (metric) {
      case ACCURACY, MICRO_PRECISION, MICRO_RECALL, MICRO_F1 -> Tally.together(classes).recall();
      case BALANCED_ACCURACY ->
          Tally.macro(classes.stream().filter(each -> each.support() > 0).toList(), Tally::recall);
      case PRECISION -> classes.get(1).precision();
      case RECALL -> classes.get(1).recall();
      case F1 -> classes.get(1).f1();
      case MACRO_PRECISION -> Tally.macro(used, Tally::precision);
      case MACRO_RECALL -> Tally.macro(used, Tally::recall);
      case MACRO_F1 -> Tally.macro(used, Tally::f1);
      case WEIGHTED_PRECISION -> Tally.weighted(used, Tally::precision);
      case WEIGHTED_RECALL -> Tally.weighted(used, Tally::recall);
      case WEIGHTED_F1 -> Tally.weighted(used, Tally::f1);
      case MATTHEWS_CORRELATION -> matthewsCorrelation();
      case COHENS_KAPPA -> cohensKappa();
      default -> throw new IllegalStateException(metric + " needs probabilities");
    };
  }

  /**
   * (c·n − Σ tᵢpᵢ) / √((n² − Σ pᵢ²)(n² − Σ tᵢ²)) with c rows right of n, tᵢ rows of class i and pᵢ
   * predicted as it; 0 where only one class occurs or only one is predicted.
   */
  private double matthewsCorrelation() {
    if (classes.stream().filter(each -> each.support() > 0).count() < 2
        || classes.stream().filter(each -> each.predicted() > 0).count() < 2) {
      return 0;
    }
    Tally all = Tally.together(classes);
    double square = all.support() * all.support();
    double covariance = all.hits() * all.support();
    double ofTruth = square;
    double ofPrediction = square;
    for (Tally each : classes) {
      covariance -= each.support() * each.predicted();
      ofTruth -= each.support() * each.support();
      ofPrediction -= each.predicted() * each.predicted();
    }
    return covariance / Math.sqrt(ofTruth * ofPrediction);
  }

  /**
   * 1 − (share of disagreement) / (share expected by chance, 1 − Σ tᵢpᵢ/n²); NaN where all rows are
   * of one class and predicted as it.
   */
  private double cohensKappa() {
    Tally all = Tally.together(classes);
    if (classes.stream().anyMatch(each -> each.hits() == all.hits() && each.hits() > 0)
        && all.hits() == all.support()) {
      return Double.NaN;
    }
    double byChance = all.support() * all.support();
    for (Tally each : classes) {
      byChance -= each.support() * each.predicted();
    }
    return 1 - (all.support() - all.hits()) * all.support() / byChance;
  }
}
