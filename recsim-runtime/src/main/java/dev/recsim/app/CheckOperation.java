package dev.recsim.app;

import dev.recsim.app.EvaluateOperation.LogVerdict;
import dev.recsim.app.project.UnjudgedBaselines.Orphan;
import dev.recsim.app.project.UserError;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Holm;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
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
      List<LogVerdict> logs,
      List<Orphan> orphans,
      Verdicts verdicts,
      TrialExecutor executor)
      throws IOException, InterruptedException, UserError {
    // Only claims about logs need no run.
    try (RunLock lock = specs.isEmpty() ? workspace.lock() : workspace.lock("check")) {
      List<Gate> gates = gates(specs);
      return verdicts.publish(
          workspace, gates, withLogs(gates, logs, judge(gates, executor)), logs, orphans);
    }
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
      List<ExperimentSpec> specs, List<LogVerdict> logs, TrialExecutor executor)
      throws IOException, InterruptedException, UserError {
    try (RunLock lock = workspace.lock("check")) {
      List<Gate> gates = gates(specs);
      return withLogs(gates, logs, judge(gates, executor)).stream()
          .map(ExperimentVerdict::result)
          .toList();
    }
  }

  /** Adds the claims about logs to those of their experiments. */
  private static List<ExperimentVerdict> withLogs(
      List<Gate> gates, List<LogVerdict> logs, List<ExperimentVerdict> judged) {
    List<ExperimentVerdict> all = new ArrayList<>(judged);
    for (int i = 0; i < all.size(); i++) {
      for (LogVerdict log : logs) {
        if (log.spec().name().equals(gates.get(i).spec().name())) {
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
      gates.add(tuned.gate(workspace));
    }
    return gates;
  }

  private List<ExperimentVerdict> judge(List<Gate> gates, TrialExecutor executor)
      throws IOException, InterruptedException {
    List<ExperimentVerdict> judged = new ArrayList<>();
    for (Gate gate : gates) {
      judged.add(withRecorded(gate, decided(gate, executor), executor));
    }
    List<CheckResult> results =
        Holm.correct(judged.stream().map(ExperimentVerdict::result).toList(), workspace.alpha());
    for (int i = 0; i < gates.size(); i++) {
      CheckResult result = results.get(i);
      judged.set(i, judged.get(i).with(exact ? result.exact() : result));
    }
    return judged;
  }

  /** The verdict, after all trials that it needs and the experiment allows. */
  private ExperimentVerdict decided(Gate gate, TrialExecutor executor)
      throws IOException, InterruptedException {
    String name = gate.spec().name();
    ExperimentVerdict judged = gate.look();
    Map<String, List<Integer>> wanted = gate.wanted(judged);
    Map<String, List<Integer>> before = Map.of();
    while (!wanted.isEmpty() && !wanted.equals(before)) {
      workspace.listener().undecided(name, wanted);
      run(gate, gate.of(wanted), gate.reports().store(), executor);
      judged = gate.look();
      before = wanted;
      wanted = gate.wanted(judged);
    }
    return judged;
  }

  /** The verdict on the recorded experiment, if the arena changed. */
  private ExperimentVerdict withRecorded(
      Gate gate, ExperimentVerdict decided, TrialExecutor executor)
      throws IOException, InterruptedException {
    ExperimentVerdict judged = decided;
    Optional<BaselineExperiment> recorded = gate.recorded();
    Map<String, List<Integer>> before = Map.of();
    Map<String, List<Integer>> wanted = gate.wantedOfRecorded(judged);
    while (recorded.isPresent() && !wanted.isEmpty() && !wanted.equals(before)) {
      workspace.listener().arenaChanged(gate.spec().name());
      run(gate, recorded.get().plan(wanted), recorded.get().store(), executor);
      judged = gate.look();
      before = wanted;
      wanted = gate.wantedOfRecorded(judged);
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
