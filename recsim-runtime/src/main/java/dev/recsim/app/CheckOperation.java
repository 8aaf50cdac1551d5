package dev.recsim.app;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Holm;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.store.RunLock;
import dev.recsim.store.SessionLogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks stored runs against their baselines and claims. Where an experiment says up to how many
 * seeds, an undecided verdict runs more trials.
 */
public final class CheckOperation {
  private final Workspace workspace;
  private final Verdicts verdicts;
  private final boolean exact;

  /**
   * @param verdicts writes the verdicts for CI machines
   * @param exact whether agents must be identical to their baseline
   */
  public CheckOperation(Workspace workspace, Verdicts verdicts, boolean exact) {
    this.workspace = workspace;
    this.verdicts = verdicts;
    this.exact = exact;
  }

  /**
   * Checks experiments and writes the verdicts into their reports.
   *
   * @param executor where more trials run; stays open
   * @throws UserError if there is no folder of reports
   */
  public Checked check(List<ExperimentSpec> specs, TrialExecutor executor)
      throws IOException, InterruptedException, UserError {
    try (RunLock lock = workspace.lock("check")) {
      List<Gate> gates = new ArrayList<>();
      List<Judged> judged = new ArrayList<>();
      for (ExperimentSpec spec : specs) {
        Gate gate = new Gate(spec, workspace);
        gates.add(gate);
        judged.add(decided(gate, executor));
      }
      List<CheckResult> results =
          Holm.correct(judged.stream().map(Judged::result).toList(), workspace.alpha());
      for (int i = 0; i < gates.size(); i++) {
        CheckResult result = results.get(i);
        judged.set(i, judged.get(i).with(exact ? result.exact() : result));
      }
      return verdicts.publish(lock.folder(), gates, judged);
    }
  }

  /** The verdict, after as many trials as it takes and the experiment allows. */
  private Judged decided(Gate gate, TrialExecutor executor)
      throws IOException, InterruptedException {
    String name = gate.spec().name();
    Judged judged = gate.look();
    Map<String, List<Integer>> wanted = gate.wanted(judged);
    Map<String, List<Integer>> before = Map.of();
    while (!wanted.isEmpty() && !wanted.equals(before)) {
      workspace.listener().undecided(name, wanted);
      new Runner(
              gate.reports().store(),
              new SessionLogs(gate.reports().sessions(), false),
              executor,
              workspace.listener().progress(name))
          .complete(gate.of(wanted), false);
      judged = gate.look();
      before = wanted;
      wanted = gate.wanted(judged);
    }
    return judged;
  }
}
