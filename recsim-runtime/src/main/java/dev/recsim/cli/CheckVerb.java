package dev.recsim.cli;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Holm;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.report.check.CheckWords;
import dev.recsim.report.check.Policy;
import dev.recsim.store.RunLock;
import dev.recsim.store.SessionLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds the stored runs of the selected experiments against their baselines and claims. Where an
 * experiment says up to how many seeds, an undecided verdict runs more trials.
 */
final class CheckVerb {
  private final Arguments arguments;
  private final Path reports;
  private final double alpha;
  private final Policy policy;
  private final Map<String, String> environment;

  /**
   * @param environment variables by which CI machines make themselves known
   */
  CheckVerb(Arguments arguments, Map<String, String> environment) throws UserError {
    this.environment = environment;
    this.arguments = arguments;
    this.reports = arguments.path("reports");
    this.alpha = arguments.alpha();
    this.policy = arguments.policy();
  }

  void run() throws InvalidExperiment, IOException, InterruptedException, UserError {
    List<ExperimentSpec> specs = Experiments.select(arguments);
    if (!Files.isDirectory(reports)) {
      throw new UserError("there is nothing to check in " + reports + "; run recsim:run first");
    }
    List<CheckResult> results;
    try (RunLock lock = RunLock.take(reports, Machine.holder());
        TrialExecutor executor = TrialExecutors.of(arguments)) {
      List<Gate> gates = new ArrayList<>();
      List<Judged> judged = new ArrayList<>();
      for (ExperimentSpec spec : specs) {
        Gate gate = new Gate(spec, lock.folder(), alpha);
        gates.add(gate);
        judged.add(decided(gate, spec, executor));
      }
      results = Holm.correct(judged.stream().map(Judged::result).toList(), alpha);
      if (arguments.flag("exact")) {
        results = results.stream().map(CheckResult::exact).toList();
      }
      for (int i = 0; i < gates.size(); i++) {
        judged.set(i, judged.get(i).with(results.get(i)));
      }
      new Verdicts(lock.folder(), policy, environment).publish(gates, judged);
    }
    judge(results);
  }

  /** The verdict, after as many trials as it takes and the experiment allows. */
  private Judged decided(Gate gate, ExperimentSpec spec, TrialExecutor executor)
      throws IOException, InterruptedException, UserError {
    Judged judged = gate.look();
    Map<String, List<Integer>> wanted = gate.wanted(judged);
    Map<String, List<Integer>> before = Map.of();
    while (!wanted.isEmpty() && !wanted.equals(before)) {
      System.out.println(
          "%s: undecided, so on to %d seeds of %s"
              .formatted(
                  spec.name(),
                  wanted.values().iterator().next().size(),
                  String.join(", ", wanted.keySet())));
      new Runner(
              gate.reports().store(),
              new SessionLogs(gate.reports().sessions(), false),
              executor,
              new Console(spec.name(), arguments.flag("interactive")))
          .complete(gate.of(wanted), false);
      judged = gate.look();
      before = wanted;
      wanted = gate.wanted(judged);
    }
    return judged;
  }

  private void judge(List<CheckResult> results) throws UserError {
    if (results.stream().anyMatch(policy::fails)) {
      throw new UserError(ExitCode.BASELINE_DOES_NOT_HOLD, CheckWords.failure(results, policy));
    }
    System.out.println(CheckWords.headline(results, policy));
  }
}
