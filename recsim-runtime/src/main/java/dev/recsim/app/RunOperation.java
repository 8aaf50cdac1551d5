package dev.recsim.app;

import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.UserError;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.SearchSpec;
import dev.recsim.report.results.Provenance;
import dev.recsim.store.RunLock;
import dev.recsim.store.SessionLogs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs experiments and writes their reports. */
public record RunOperation(Workspace workspace) {
  /**
   * Which trials to run.
   *
   * @param allSeeds whether to run the seeds that only an undecided check needs
   * @param force whether to run stored trials again
   * @param loggedSessions number of evaluation sessions of each trial whose steps are logged, the
   *     first ones; 0 for no logs
   * @param parallelism number of trials that run at the same time, for the report
   */
  public record RunOptions(boolean allSeeds, boolean force, int loggedSessions, int parallelism) {
    /** Logs all sessions, or none. */
    public RunOptions(boolean allSeeds, boolean force, boolean sessionLogs, int parallelism) {
      this(allSeeds, force, sessionLogs ? SessionLogs.ALL : 0, parallelism);
    }
  }

  /**
   * The planned trials of an experiment.
   *
   * @param search the search that runs first; empty if there is none, or it is finished
   */
  public record Planned(
      ExperimentSpec spec, List<PlannedAgent> agents, Optional<SearchSpec> search) {}

  /**
   * The planned trials of an agent.
   *
   * @param seeds of all its trials
   * @param stored number of trials that need not run again
   */
  public record PlannedAgent(AgentSpec<?> agent, List<Integer> seeds, int stored) {}

  /**
   * Runs the trials of experiments that are not stored yet and writes the reports. A failed trial
   * is reported and does not stop the others.
   *
   * @param executor runs trials; is not closed
   */
  @SuppressWarnings("try")
  public List<ExperimentReport> run(
      List<ExperimentSpec> specs, RunOptions options, TrialExecutor executor)
      throws IOException, InterruptedException {
    List<ExperimentReport> reported = new ArrayList<>();
    try (RunLock lock = workspace.lock()) {
      for (ExperimentSpec spec : specs) {
        Instant started = Instant.now();
        long start = System.nanoTime();
        TunedExperiment tuned = TunedExperiment.run(spec, workspace, options.force(), executor);
        Gate gate = Gate.of(tuned, workspace);
        int ran = tuned.ran() + run(gate, options, executor);
        ran +=
            workspace
                .worlds(gate.spec())
                .run(
                    executor,
                    options.force(),
                    study -> workspace.listener().world(spec.name(), study));
        Optional<Provenance> before = ran > 0 ? Optional.empty() : gate.reports().provenance();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        Provenance provenance =
            before.orElseGet(
                () ->
                    Machine.provenance(
                        workspace.index().checkout(spec.file()),
                        started,
                        elapsed,
                        options.parallelism()));
        reported.add(report(gate, provenance, Optional.of(executor)));
      }
      if (!reported.isEmpty()) {
        workspace.index().writeAtEnd();
      }
    }
    return reported;
  }

  /** Runs the missing trials of an experiment and returns their number. */
  private int run(Gate gate, RunOptions options, TrialExecutor executor)
      throws IOException, InterruptedException {
    return new Runner(
            gate.reports().store(),
            new SessionLogs(gate.reports().sessions(), options.loggedSessions()),
            executor,
            workspace.listener().progress(gate.spec().name()))
        .complete(options.allSeeds() ? gate.all() : gate.declared(), options.force());
  }

  /**
   * Writes reports from stored trials.
   *
   * @return the reports of the experiments that have run
   * @throws UserError if there is no folder of reports
   */
  @SuppressWarnings("try")
  public List<ExperimentReport> report(List<ExperimentSpec> specs) throws IOException, UserError {
    List<ExperimentReport> reported = new ArrayList<>();
    try (RunLock lock = workspace.lock("report")) {
      for (ExperimentSpec spec : specs) {
        Optional<TunedExperiment> tuned = TunedExperiment.look(spec, workspace);
        if (tuned.isEmpty()) {
          workspace.listener().warning(TunedExperiment.unfinished(spec));
          continue;
        }
        Gate gate = Gate.of(tuned.get(), workspace);
        Optional<Provenance> provenance = gate.reports().origin();
        if (provenance.isPresent()) {
          reported.add(report(gate, provenance.get(), Optional.empty()));
        } else {
          workspace.listener().notRun(spec.name());
        }
      }
      if (!reported.isEmpty()) {
        workspace.index().writeAtEnd();
      }
    }
    return reported;
  }

  private ExperimentReport report(
      Gate gate, Provenance provenance, Optional<TrialExecutor> executor) throws IOException {
    ExperimentReport reported = gate.report(provenance, gate.look(), executor);
    workspace.index().writeIfAdded();
    workspace.listener().reported(reported);
    return reported;
  }

  /** Plans a run. Writes nothing, not even the folder of reports. */
  public List<Planned> plan(List<ExperimentSpec> specs, RunOptions options) throws IOException {
    List<Planned> planned = new ArrayList<>();
    for (ExperimentSpec spec : specs) {
      planned.add(plan(spec, options));
    }
    return planned;
  }

  private Planned plan(ExperimentSpec read, RunOptions options) throws IOException {
    Optional<TunedExperiment> tuned = TunedExperiment.look(read, workspace);
    ExperimentSpec spec = tuned.map(TunedExperiment::spec).orElse(read);
    Gate gate = Gate.of(spec, workspace);
    Plan plan = options.allSeeds() ? gate.all() : gate.declared();
    List<PlannedAgent> agents = new ArrayList<>();
    for (AgentSpec<?> agent : spec.agents()) {
      List<PlannedTrial> trials = plan.only(id -> id.agent().equals(agent.name())).trials();
      List<Integer> seeds = trials.stream().map(it -> it.trial().id().seed()).toList();
      long stored =
          options.force() || !agent.reusable()
              ? 0
              : trials.stream().filter(gate.reports()::completed).count();
      agents.add(new PlannedAgent(agent, seeds, (int) stored));
    }
    return new Planned(spec, agents, tuned.isEmpty() ? spec.search() : Optional.empty());
  }
}
