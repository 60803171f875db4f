package dev.chainrule.cli;

import dev.chainrule.metric.Report;
import dev.chainrule.model.Model;
import dev.chainrule.training.TablePlan.Decision;
import dev.chainrule.training.TablePlan.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of {@code chainrule train}, to be told as text, as JSON or as a page.
 *
 * @param outcome of the plan
 * @param model the model as it was saved
 * @param decisions everything that was decided
 * @param data the file that was trained on
 * @param file the file that the model was saved to
 * @param report the file of the page, if there is to be one
 * @param test how the model does on test rows, if a column names some
 */
record Trained(
    Outcome outcome,
    Model model,
    List<Decision> decisions,
    Path data,
    Path file,
    Optional<Path> report,
    Optional<Test> test) {

  /**
   * How the model does on test rows.
   *
   * @param report its metrics
   * @param baseline those of a predictor that knows only the distribution of the target
   */
  record Test(Report report, Report baseline) {}
}
