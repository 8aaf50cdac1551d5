package dev.recsim.maven;

import dev.recsim.maven.fork.Arguments;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the experiments and renders their reports.
 *
 * <p>Prints the progress, then for each experiment a table of its agents with mean reward, 95 %
 * interval and share of the optimum, and where the report is. Trials that are already stored are
 * not run again: an interrupted run goes on where it stood, an unchanged experiment is only
 * rendered. With {@code mvn -q} only errors are printed.
 */
@Mojo(name = "run", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class RunMojo extends AbstractTrialsMojo {

  /**
   * Also runs the seeds up to the {@code max_seeds} of an experiment, which else only an undecided
   * check runs: what a baseline of such an experiment holds.
   */
  @Parameter(property = "recsim.allSeeds", defaultValue = "false")
  private boolean allSeeds;

  /** Runs all trials again, also those that are stored. */
  @Parameter(property = "recsim.force", defaultValue = "false")
  private boolean force;

  /**
   * Prints the plan - experiments, agents, seeds, and how many of the trials are stored - and runs
   * and writes nothing.
   */
  @Parameter(property = "recsim.dryRun", defaultValue = "false")
  private boolean dryRun;

  /**
   * {@code jsonl} writes down every step of the evaluation sessions, {@code
   * <name>/sessions/<agent>-seed-<n>.jsonl} in the reports folder; {@code none} does not. Stored
   * trials without a log are run again.
   */
  @Parameter(property = "recsim.sessionLogs", defaultValue = "none")
  private String sessionLogs;

  @Override
  Arguments arguments() throws MojoExecutionException {
    return trials("run")
        .flag("all-seeds", allSeeds)
        .flag("force", force)
        .flag("dry-run", dryRun)
        .option("session-logs", sessionLogs);
  }

  @Override
  boolean mayWriteArchive() {
    return true;
  }
}
