package dev.recsim.app;

import dev.recsim.app.git.Checkout;
import dev.recsim.app.project.UserError;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.report.results.Provenance;
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
 * @param alpha the error rate of a check's verdicts, above 0 and below 0.5
 * @param listener follows the operations
 * @param index the pages over all reports
 */
public record Workspace(Path reports, double alpha, Listener listener, Index index) {

  public Workspace(Path reports, double alpha, Listener listener) {
    this(reports, alpha, listener, new Index(reports, listener));
  }

  /**
   * Which trials to run.
   *
   * @param allSeeds also the seeds that only an undecided check asks for
   * @param force also the trials that are stored
   * @param sessionLogs whether every step of the evaluations is logged
   * @param parallelism how many trials run at once, for the report
   */
  public record RunOptions(boolean allSeeds, boolean force, boolean sessionLogs, int parallelism) {}

  /** What a run of an experiment would do. */
  public record Planned(ExperimentSpec spec, List<PlannedAgent> agents) {}

  /**
   * What a run would do for an agent.
   *
   * @param seeds of all its trials
   * @param stored how many trials need not run again
   */
  public record PlannedAgent(AgentSpec<?> agent, List<Integer> seeds, int stored) {}

  /**
   * Runs the trials of experiments that are not stored yet and writes the reports. A trial that
   * fails is in the report and stops nothing.
   *
   * @param executor where trials run; stays open
   */
  @SuppressWarnings("try")
  public List<Reported> run(List<ExperimentSpec> specs, RunOptions options, TrialExecutor executor)
      throws IOException, InterruptedException {
    List<Reported> reported = new ArrayList<>();
    try (RunLock lock = lock()) {
      for (ExperimentSpec spec : specs) {
        Gate gate = new Gate(spec, this);
        reported.add(report(gate, run(gate, options, executor)));
      }
    }
    return reported;
  }

  private Provenance run(Gate gate, RunOptions options, TrialExecutor executor)
      throws IOException, InterruptedException {
    Instant started = Instant.now();
    long start = System.nanoTime();
    Checkout checkout = Checkout.of(gate.spec().file());
    int ran =
        new Runner(
                gate.reports().store(),
                new SessionLogs(gate.reports().sessions(), options.sessionLogs()),
                executor,
                listener.progress(gate.spec().name()))
            .complete(options.allSeeds() ? gate.all() : gate.declared(), options.force());
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    Provenance now = Machine.provenance(checkout, started, elapsed, options.parallelism());
    return ran > 0 ? now : gate.reports().provenance().orElse(now);
  }

  /**
   * Writes reports again from what is stored.
   *
   * @return those of the experiments that have run
   * @throws UserError if there is no folder of reports
   */
  @SuppressWarnings("try")
  public List<Reported> report(List<ExperimentSpec> specs) throws IOException, UserError {
    List<Reported> reported = new ArrayList<>();
    try (RunLock lock = lock("report")) {
      for (ExperimentSpec spec : specs) {
        Gate gate = new Gate(spec, this);
        Optional<Provenance> provenance = gate.reports().origin();
        if (provenance.isPresent()) {
          reported.add(report(gate, provenance.get()));
        } else {
          listener.notRun(spec.name());
        }
      }
    }
    return reported;
  }

  private Reported report(Gate gate, Provenance provenance) throws IOException {
    Reported reported = gate.report(provenance, gate.look());
    index.write();
    listener.reported(reported);
    return reported;
  }

  /** Says what a run would do. Writes nothing, not even the folder of reports. */
  public List<Planned> plan(List<ExperimentSpec> specs, RunOptions options) throws IOException {
    List<Planned> planned = new ArrayList<>();
    for (ExperimentSpec spec : specs) {
      planned.add(plan(spec, options));
    }
    return planned;
  }

  private Planned plan(ExperimentSpec spec, RunOptions options) throws IOException {
    Gate gate = new Gate(spec, this);
    Plan plan = options.allSeeds() ? gate.all() : gate.declared();
    List<PlannedAgent> agents = new ArrayList<>();
    for (AgentSpec<?> agent : spec.agents()) {
      List<PlannedTrial> trials = plan.only(id -> id.agent().equals(agent.name())).trials();
      List<Integer> seeds = trials.stream().map(it -> it.trial().id().seed()).toList();
      long stored =
          trials.stream().filter(it -> !options.force() && gate.reports().completed(it)).count();
      agents.add(new PlannedAgent(agent, seeds, (int) stored));
    }
    return new Planned(spec, agents);
  }

  private RunLock lock() throws IOException {
    return RunLock.take(reports, Machine.holder());
  }

  /**
   * Keeps other runs off a folder in which something has run, until it is closed.
   *
   * @param purpose what the operation does, such as "check"
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
