package dev.recsim.app;

import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.UserError;
import dev.recsim.app.worlds.WorldTrials;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.SearchSpec;
import dev.recsim.report.results.Provenance;
import dev.recsim.store.InputsNow;
import dev.recsim.store.RunLock;
import dev.recsim.store.SessionLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder of results and reports: runs experiments into it and writes their reports.
 *
 * @param reports the folder; need not exist yet
 * @param alpha the error rate of a check's verdicts, from 1e-6 to below 0.5
 * @param listener follows the operations
 * @param index the pages over all reports
 * @param inputs what agents in other programs would read now
 * @param waits whether an operation waits while another run uses the folder; otherwise it fails
 */
public record Workspace(
    Path reports, double alpha, Listener listener, Index index, InputsNow inputs, boolean waits) {

  /** A folder whose operations fail while another run uses it. */
  public Workspace(Path reports, double alpha, Listener listener) {
    this(reports, alpha, listener, new Index(reports, listener), new InputsNow(), false);
  }

  /** The same folder, but operations wait while another run uses it. */
  public Workspace waiting() {
    return new Workspace(reports, alpha, listener, index, inputs, true);
  }

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
    try (RunLock lock = lock()) {
      for (ExperimentSpec spec : specs) {
        Instant started = Instant.now();
        long start = System.nanoTime();
        TunedExperiment tuned = TunedExperiment.run(spec, this, options.force(), executor);
        Gate gate = tuned.gate(this);
        int ran = tuned.ran() + run(gate, options, executor);
        ran +=
            new WorldTrials(reports, gate.spec(), alpha, inputs)
                .run(executor, options.force(), study -> listener.world(spec.name(), study));
        Optional<Provenance> before = ran > 0 ? Optional.empty() : gate.reports().provenance();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        Provenance provenance =
            before.orElseGet(
                () ->
                    Machine.provenance(
                        index.checkout(spec.file()), started, elapsed, options.parallelism()));
        reported.add(report(gate, provenance, Optional.of(executor)));
      }
      if (!reported.isEmpty()) {
        index.writeAtEnd();
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
            listener.progress(gate.spec().name()))
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
    try (RunLock lock = lock("report")) {
      for (ExperimentSpec spec : specs) {
        Optional<TunedExperiment> tuned = TunedExperiment.look(spec, this);
        if (tuned.isEmpty()) {
          listener.warning(TunedExperiment.unfinished(spec));
          continue;
        }
        Gate gate = tuned.get().gate(this);
        Optional<Provenance> provenance = gate.reports().origin();
        if (provenance.isPresent()) {
          reported.add(report(gate, provenance.get(), Optional.empty()));
        } else {
          listener.notRun(spec.name());
        }
      }
      if (!reported.isEmpty()) {
        index.writeAtEnd();
      }
    }
    return reported;
  }

  private ExperimentReport report(
      Gate gate, Provenance provenance, Optional<TrialExecutor> executor) throws IOException {
    ExperimentReport reported = gate.report(provenance, executor);
    index.writeIfAdded();
    listener.reported(reported);
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
    Optional<TunedExperiment> tuned = TunedExperiment.look(read, this);
    ExperimentSpec spec = tuned.map(TunedExperiment::spec).orElse(read);
    Gate gate = Gate.of(spec, this, null);
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

  /** Writes the page over all reports again, after one that is not of these experiments. */
  public void writeIndex(Path experiments) throws IOException {
    index.of(experiments);
    index.write();
  }

  /** Locks the reports folder, which need not exist, until it is closed. */
  public RunLock lock() throws IOException {
    return waits
        ? RunLock.await(reports, Machine.holder())
        : RunLock.take(reports, Machine.holder());
  }

  /**
   * Locks the reports folder against other runs until it is closed.
   *
   * @param purpose name of the operation, such as "check"
   * @throws UserError if there is no such folder
   */
  RunLock lock(String purpose) throws IOException, UserError {
    if (!Files.isDirectory(reports)) {
      throw new UserError(
          "there is nothing to %s in %s; run recsim:run first".formatted(purpose, reports));
    }
    return lock();
  }
}
