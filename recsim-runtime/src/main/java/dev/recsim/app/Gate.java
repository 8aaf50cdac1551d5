package dev.recsim.app;

import dev.recsim.app.project.Baseline;
import dev.recsim.app.project.Baseline.Recorded;
import dev.recsim.app.project.UserError;
import dev.recsim.app.replay.BaselineTrialScores;
import dev.recsim.app.results.Lazy;
import dev.recsim.app.results.TrialData;
import dev.recsim.baseline.Check;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Rule;
import dev.recsim.baseline.Snapshot;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.results.Provenance;
import dev.recsim.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the stored trials of an experiment with its baseline, and tests its claims.
 *
 * @param recordedRule the check with the recorded rule; empty unless that is stricter than the
 *     current one
 * @param plan the trials that any verdict may need
 */
record Gate(
    Baseline baseline,
    Check check,
    Optional<Check> recordedRule,
    Plan plan,
    Reports reports,
    Lazy<Rerun> rerun) {
  private static final String HAS_SEARCH =
      " cannot be compared, because the experiment has a search; move the search to an experiment of its own";

  /**
   * The experiment of the baseline, to run with the current code.
   *
   * @param experiment empty unless the arena changed and it can be run
   * @param problem why it cannot be run; empty if there is no reason
   */
  record Rerun(Optional<BaselineExperiment> experiment, Optional<String> problem) {
    private static Rerun of(ExperimentSpec spec, Baseline baseline, double alpha, Path folder)
        throws IOException {
      if (!baseline.arenaChanged()) {
        return new Rerun(Optional.empty(), Optional.empty());
      }
      try {
        return new Rerun(
            Optional.of(BaselineExperiment.of(spec, baseline, alpha, folder)), Optional.empty());
      } catch (UserError e) {
        return new Rerun(Optional.empty(), Optional.of(e.getMessage()));
      }
    }
  }

  /** The gate of an experiment without a search. */
  static Gate of(ExperimentSpec spec, Workspace workspace) throws IOException {
    return of(new TunedExperiment(spec), workspace);
  }

  /** The gate of an experiment, whose reports show what its search found. */
  static Gate of(TunedExperiment tuned, Workspace workspace) throws IOException {
    ExperimentSpec spec = tuned.spec();
    double alpha = workspace.alpha();
    Baseline baseline = Baseline.of(spec);
    Check check = new Check(spec.rule(), alpha);
    Optional<Check> recordedRule =
        baseline
            .recorded()
            .filter(it -> !it.relaxed().isEmpty() && !it.arenaChanged())
            .map(it -> new Check(it.rule(), alpha));
    TreeSet<Integer> seeds = new TreeSet<>(check.allSeeds());
    recordedRule.ifPresent(it -> seeds.addAll(it.allSeeds()));
    Plan plan = Plan.of(spec, List.copyOf(seeds));
    Plan declared = of(plan, spec.seeds());
    Reports reports =
        new Reports(workspace, spec, declared, BaselineTrialScores.of(baseline), tuned.found());
    Lazy<Rerun> rerun = new Lazy<>(() -> Rerun.of(spec, baseline, alpha, reports.folder()));
    return new Gate(baseline, check, recordedRule, plan, reports, rerun);
  }

  ExperimentSpec spec() {
    return reports.spec();
  }

  /** The seeds of a baseline. */
  List<Integer> allSeeds() {
    return check.allSeeds();
  }

  /** The experiment of the baseline; empty unless the arena changed and it can be run. */
  Optional<BaselineExperiment> recorded() throws IOException {
    return rerun.get().experiment();
  }

  /** The trials of the experiment file. */
  Plan declared() {
    return of(plan, spec().seeds());
  }

  private static Plan of(Plan plan, List<Integer> all) {
    Set<Integer> seeds = Set.copyOf(all);
    return plan.only(id -> seeds.contains(id.seed()));
  }

  /** All trials that an undecided check may need. */
  Plan all() {
    return of(plan, allSeeds());
  }

  /** The trials of these seeds of these agents. */
  Plan of(Map<String, List<Integer>> seeds) {
    return plan.only(id -> seeds.getOrDefault(id.agent(), List.of()).contains(id.seed()));
  }

  /**
   * The seeds that verdicts need next, by agent.
   *
   * @param recorded whether these are seeds of the recorded experiment
   */
  SortedMap<String, List<Integer>> wanted(ExperimentVerdict judged, boolean recorded)
      throws IOException {
    CheckResult result = judged.result();
    if (recorded) {
      return recorded().map(it -> it.wanted(result.comparisons())).orElseGet(TreeMap::new);
    }
    SortedMap<String, List<Integer>> wanted = new TreeMap<>();
    if (!baseline.arenaChanged()) {
      wanted.putAll(check.wanted(result.comparisons(), judged.snapshot()));
    }
    check.wantedByClaims(result.claims(), judged.snapshot()).forEach(wanted::putIfAbsent);
    result
        .weakening()
        .ifPresent(
            it -> {
              Check stricter = recordedRule.orElseThrow();
              stricter.missing(it.comparisons(), judged.snapshot()).forEach(wanted::put);
              stricter.wantedByClaims(it.claims(), judged.snapshot()).forEach(wanted::putIfAbsent);
            });
    return wanted;
  }

  /** The stored trials with the verdict on them. */
  ExperimentVerdict look() throws IOException {
    List<TrialResult> stored = reports.stored(plan);
    Snapshot snapshot = snapshot(stored);
    CheckResult result = judge(snapshot).with(reports.unrepeated());
    return new ExperimentVerdict(
        stored,
        snapshot,
        result.withComparisons(
            result.comparisons().stream()
                .map(
                    it ->
                        it.outcome() == Outcome.IDENTICAL
                            ? it
                            : it.withCode(reports.changedCode(it.agent())))
                .toList()));
  }

  /** The scores that a baseline would record. */
  Snapshot recordable() throws IOException {
    return snapshot(reports.stored(all()));
  }

  private Snapshot snapshot(List<TrialResult> trials) throws IOException {
    return TrialData.snapshot(
        spec(), trials, reports.exact().get().map(Exact::optimal).orElse(null));
  }

  /**
   * The verdict of the recorded rule on the experiment's own seeds, without claims. Guards that
   * were added since are judged too.
   */
  CheckResult byRecordedRule(Recorded before, Snapshot current) throws IOException {
    if (before.arenaChanged()) {
      return judge(current);
    }
    Rule rule = before.rule().withGuardsOf(spec().rule(), spec().seeds());
    CheckResult result =
        new Check(rule, reports.workspace().alpha())
            .against(current, before.snapshot(), before.changes())
            .in(Environments.of(spec()).rewardUnit());
    return weakened(before, result, current);
  }

  private CheckResult judge(Snapshot current) throws IOException {
    return verdict(current).in(Environments.of(spec()).rewardUnit());
  }

  private CheckResult verdict(Snapshot current) throws IOException {
    if (spec().search().isPresent() && Files.exists(baseline.file())) {
      return check.withoutBaseline(current).orphaned(baseline.file() + HAS_SEARCH);
    }
    if (baseline.problem().isPresent()) {
      return check.damaged(current, baseline.problem().get());
    }
    if (baseline.recorded().isEmpty()) {
      CheckResult claims = check.withoutBaseline(current);
      return spec().search().isPresent() ? claims.baselineNotNeeded() : claims;
    }
    return since(baseline.recorded().get(), current);
  }

  private CheckResult since(Recorded before, Snapshot current) throws IOException {
    if (before.arenaChanged()) {
      Optional<BaselineExperiment> recorded = recorded();
      return check.arenaChanged(
          current,
          before.snapshot(),
          before.changes(),
          recorded.map(BaselineExperiment::check).orElse(check),
          recorded.map(BaselineExperiment::look),
          rerun.get().problem());
    }
    CheckResult result = check.against(current, before.snapshot(), before.changes());
    return weakened(before, result, current);
  }

  /** Adds the verdict of the recorded rule, if that is stricter. */
  private CheckResult weakened(Recorded before, CheckResult result, Snapshot current) {
    return recordedRule
        .map(
            it ->
                result.with(
                    it.weakening(before.relaxed(), current, before.snapshot(), before.changes())))
        .orElse(result);
  }

  /**
   * Writes the report of the trials of the experiment file.
   *
   * @param executor of the run that has just ended; empty if there is none
   */
  ExperimentReport report(
      Provenance provenance, ExperimentVerdict judged, Optional<TrialExecutor> executor)
      throws IOException {
    Set<Integer> seeds = Set.copyOf(spec().seeds());
    List<TrialResult> trials =
        judged.trials().stream().filter(it -> seeds.contains(it.id().seed())).toList();
    return reports.write(provenance, trials, judged.result(), executor);
  }
}
