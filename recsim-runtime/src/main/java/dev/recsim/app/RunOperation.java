package dev.recsim.app;

import dev.recsim.app.git.Checkout;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.report.Provenance;
import dev.recsim.store.RunLock;
import dev.recsim.store.SessionLogs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs the trials of experiments that are not stored yet and writes their reports. */
public final class RunOperation {
  private final Workspace workspace;
  private final Options options;

  /**
   * What to run.
   *
   * @param allSeeds also the seeds that only an undecided check asks for
   * @param force also the trials that are stored
   * @param sessionLogs whether every step of the evaluations is logged
   * @param parallelism how many trials run at once, for the report
   */
  public record Options(boolean allSeeds, boolean force, boolean sessionLogs, int parallelism) {}

  public RunOperation(Workspace workspace, Options options) {
    this.workspace = workspace;
    this.options = options;
  }

  /**
   * Runs experiments one after the other. A trial that fails is in the report and stops nothing.
   *
   * @param executor where trials run; stays open
   */
  @SuppressWarnings("try")
  public List<Reported> run(List<ExperimentSpec> specs, TrialExecutor executor)
      throws IOException, InterruptedException {
    List<Reported> reported = new ArrayList<>();
    try (RunLock lock = workspace.lock()) {
      for (ExperimentSpec spec : specs) {
        reported.add(run(spec, executor));
      }
    }
    return reported;
  }

  private Reported run(ExperimentSpec spec, TrialExecutor executor)
      throws IOException, InterruptedException {
    Gate gate = new Gate(spec, workspace);
    Reports reports = gate.reports();
    Instant started = Instant.now();
    long start = System.nanoTime();
    Checkout checkout = Checkout.of(spec.file());
    int ran =
        new Runner(
                reports.store(),
                new SessionLogs(reports.sessions(), options.sessionLogs()),
                executor,
                workspace.listener().progress(spec.name()))
            .complete(options.allSeeds() ? gate.all() : gate.declared(), options.force());
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    Provenance now = Machine.provenance(checkout, started, elapsed, options.parallelism());
    Reported reported = gate.report(ran > 0 ? now : reports.provenance().orElse(now), gate.look());
    workspace.listener().reported(reported);
    return reported;
  }
}
