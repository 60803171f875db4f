package dev.chainrule.cli;

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
 */
record Trained(
    Outcome outcome,
    Model model,
    List<Decision> decisions,
    Path data,
    Path file,
    Optional<Path> report) {}
