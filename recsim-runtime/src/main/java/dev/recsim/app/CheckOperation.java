package dev.recsim.app;

import dev.recsim.app.Verdicts.Checked;
import dev.recsim.app.project.UnjudgedBaselines.Orphan;
import dev.recsim.app.project.UserError;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.HolmCorrection;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.report.results.Provenance;
import dev.recsim.store.RunLock;
import dev.recsim.store.SessionLogs;
import dev.recsim.store.TrialStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks stored runs against their baselines and claims. If an experiment sets {@code max_seeds},
 * an undecided verdict runs more trials.
 *
 * @param exact whether agents must be identical to their baseline
 */
public record CheckOperation(Workspace workspace, boolean exact) {
  /**
   * Checks experiments and writes the verdicts into their reports.
   *
   * @param logs verdicts on claims about logs
   * @param orphans baseline files whose experiments are not judged
   * @param verdicts writes the verdicts for CI servers
   * @param executor runs more trials; is not closed
   * @throws UserError if there is no folder of reports
   */
  @SuppressWarnings("try")
  public CheckReport check(
      List<ExperimentSpec> specs,
      List<ClaimVerdicts> logs,
      List<Orphan> orphans,
      Verdicts verdicts,
      TrialExecutor executor)
      throws IOException, InterruptedException, UserError {
    // Only claims about logs need no run.
    try (RunLock lock = specs.isEmpty() ? workspace.lock() : workspace.lock("check")) {
      List<Gate> gates = gates(specs);
      List<ExperimentVerdict> judged = withLogs(gates, logs, judge(gates, executor));
      Checked checked =
          new Checked(
              gates.stream().map(Gate::spec).toList(),
              judged.stream().map(ExperimentVerdict::result).toList(),
              reports(gates, judged));
      return verdicts.publish(workspace, checked, logs, orphans);
    }
  }

  /** Writes the reports of the experiments that have run. */
  private static List<ExperimentReport> reports(List<Gate> gates, List<ExperimentVerdict> judged)
      throws IOException {
    List<ExperimentReport> reports = new ArrayList<>();
    for (int i = 0; i < gates.size(); i++) {
      Optional<Provenance> provenance = gates.get(i).reports().origin();
      if (provenance.isPresent()) {
        reports.add(gates.get(i).report(provenance.get(), judged.get(i), Optional.empty()));
      }
    }
    return reports;
  }

  /**
   * Checks experiments and writes nothing but the trials that it needs.
   *
   * @param logs verdicts on claims about logs
   * @param executor runs more trials; is not closed
   * @throws UserError if there is no folder of reports
   */
  @SuppressWarnings("try")
  public List<CheckResult> look(
      List<ExperimentSpec> specs, List<ClaimVerdicts> logs, TrialExecutor executor)
      throws IOException, InterruptedException, UserError {
    try (RunLock lock = workspace.lock("check")) {
      List<Gate> gates = gates(specs);
      return withLogs(gates, logs, judge(gates, executor)).stream()
          .map(ExperimentVerdict::result)
          .toList();
    }
  }

  /**
   * Checks an experiment by its stored trials. Runs none, and writes nothing. The caller has locked
   * the reports.
   *
   * @param logs verdicts on claims about logs
   * @throws UserError if the search of the experiment is not finished
   */
  public CheckResult stored(ExperimentSpec spec, List<ClaimVerdicts> logs)
      throws IOException, UserError {
    List<Gate> gates = gates(List.of(spec));
    return withLogs(gates, logs, corrected(List.of(gates.get(0).look()))).get(0).result();
  }

  /** Adds the claims about logs to those of their experiments. */
  private static List<ExperimentVerdict> withLogs(
      List<Gate> gates, List<ClaimVerdicts> logs, List<ExperimentVerdict> judged) {
    List<ExperimentVerdict> all = new ArrayList<>(judged);
    for (int i = 0; i < all.size(); i++) {
      for (ClaimVerdicts log : logs) {
        if (log.name().equals(gates.get(i).spec().name())) {
          all.set(i, all.get(i).with(all.get(i).result().onLog(log.claims())));
        }
      }
    }
    return all;
  }

  private List<Gate> gates(List<ExperimentSpec> specs) throws IOException, UserError {
    List<Gate> gates = new ArrayList<>();
    for (ExperimentSpec spec : specs) {
      TunedExperiment tuned =
          TunedExperiment.look(spec, workspace)
              .orElseThrow(() -> new UserError(TunedExperiment.unfinished(spec)));
      gates.add(Gate.of(tuned, workspace));
    }
    return gates;
  }

  private List<ExperimentVerdict> judge(List<Gate> gates, TrialExecutor executor)
      throws IOException, InterruptedException {
    List<ExperimentVerdict> judged = new ArrayList<>();
    for (Gate gate : gates) {
      ExperimentVerdict current = decided(gate, gate.look(), false, executor);
      judged.add(decided(gate, current, true, executor));
    }
    return corrected(judged);
  }

  /** The verdicts at the error rate of all together. */
  private List<ExperimentVerdict> corrected(List<ExperimentVerdict> judged) {
    List<CheckResult> results =
        HolmCorrection.correct(
            judged.stream().map(ExperimentVerdict::result).toList(), workspace.alpha());
    List<ExperimentVerdict> corrected = new ArrayList<>();
    for (int i = 0; i < judged.size(); i++) {
      CheckResult result = results.get(i);
      corrected.add(judged.get(i).with(exact ? result.exact() : result));
    }
    return corrected;
  }

  /**
   * The verdict, after all trials that it needs and the experiment allows.
   *
   * @param recorded whether these are trials of the recorded experiment
   */
  private ExperimentVerdict decided(
      Gate gate, ExperimentVerdict first, boolean recorded, TrialExecutor executor)
      throws IOException, InterruptedException {
    ExperimentVerdict judged = first;
    Map<String, List<Integer>> before = Map.of();
    Map<String, List<Integer>> wanted = gate.wanted(judged, recorded);
    while (!wanted.isEmpty() && !wanted.equals(before)) {
      if (recorded) {
        BaselineExperiment its = gate.recorded().orElseThrow();
        workspace.listener().arenaChanged(gate.spec().name());
        run(gate, its.plan(wanted), its.store(), executor);
      } else {
        workspace.listener().undecided(gate.spec().name(), wanted);
        run(gate, gate.of(wanted), gate.reports().store(), executor);
      }
      judged = gate.look();
      before = wanted;
      wanted = gate.wanted(judged, recorded);
    }
    return judged;
  }

  private void run(Gate gate, Plan plan, TrialStore store, TrialExecutor executor)
      throws IOException, InterruptedException {
    SessionLogs noLogs = new SessionLogs(gate.reports().sessions(), false);
    new Runner(store, noLogs, executor, workspace.listener().progress(gate.spec().name()))
        .complete(plan, false);
  }
}
