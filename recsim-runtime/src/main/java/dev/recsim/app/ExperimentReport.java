package dev.recsim.app;

import dev.recsim.baseline.CheckResult;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.report.ExperimentResults;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import java.nio.file.Path;
import java.util.List;

/**
 * A written report of an experiment.
 *
 * @param check the verdict on the stored trials
 * @param page the report's HTML page
 * @param missing trials of the experiment that have not run
 */
public record ExperimentReport(
    ExperimentSpec spec,
    ExperimentResults results,
    CheckResult check,
    Path page,
    List<TrialId> missing) {

  /** Whether a trial failed, or all candidates of a search. */
  public boolean failed() {
    boolean nothingFound = results.search().filter(it -> it.winner().isEmpty()).isPresent();
    return nothingFound
        || results.agents().stream()
            .flatMap(agent -> agent.trials().stream())
            .anyMatch(TrialResult.Failed.class::isInstance);
  }
}
