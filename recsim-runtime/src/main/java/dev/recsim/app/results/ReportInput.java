package dev.recsim.app.results;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Revision;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.report.worlds.WorldStudy;
import dev.recsim.trial.TrialResult;
import java.util.List;
import java.util.Optional;

/**
 * What the report of an experiment shows besides its definition. {@link TrialData#of} puts both
 * into one record, whose digest says whether the page is made from the same.
 *
 * @param trials the stored ones of the plan
 * @param found what the environment and the search say
 * @param verdict how the trials are judged
 * @param doubts how far the environment is from reality
 * @param worlds claims over plausible worlds
 */
public record ReportInput(
    List<TrialResult> trials,
    Found found,
    Verdict verdict,
    Doubts doubts,
    List<WorldStudy> worlds,
    Provenance provenance) {

  /**
   * What is known besides the trials.
   *
   * @param exact exact values; empty if the environment is not finite
   * @param search empty if the experiment has none
   */
  public record Found(Optional<Exact> exact, Optional<SearchOutcome> search) {}

  /**
   * The judgement on the trials.
   *
   * @param check empty if it is not shown
   * @param history baselines in git, newest first
   */
  public record Verdict(Optional<CheckResult> check, List<Revision> history) {}

  /**
   * Sentences about the environment.
   *
   * @param fit why its scores cannot be trusted
   * @param reality how far it is from reality
   */
  public record Doubts(List<String> fit, List<String> reality) {}
}
