package dev.recsim.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the experiments and renders their reports.
 *
 * <p>Prints the progress, then for each experiment the path of the report and a table of its agents
 * with mean reward, 95 % confidence interval and share of the optimum. Stored trials do not run
 * again: an interrupted run resumes, and an unchanged experiment is only rendered. With {@code mvn
 * -q} only errors are printed.
 */
@Mojo(name = "run", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class RunMojo extends AbstractTrialsMojo {

  /**
   * Also runs the seeds up to the {@code max_seeds} of an experiment, which its baseline needs.
   * Otherwise only an undecided check runs them.
   */
  @Parameter(property = "recsim.allSeeds", defaultValue = "false")
  private boolean allSeeds;

  /** Runs all trials again, including stored ones. */
  @Parameter(property = "recsim.force", defaultValue = "false")
  private boolean force;

  /**
   * Prints the plan - experiments, agents, seeds, and the number of stored trials - without running
   * or writing anything.
   */
  @Parameter(property = "recsim.dryRun", defaultValue = "false")
  private boolean dryRun;

  /**
   * {@code jsonl} writes every step of the evaluation sessions to {@code
   * <name>/sessions/<agent>-seed-<n>.jsonl} in the reports folder, {@code jsonl:100} those of the
   * first 100 sessions of each trial; {@code none} writes no logs. Stored trials without such a log
   * run again.
   */
  @Parameter(property = "recsim.sessionLogs", defaultValue = "none")
  private String sessionLogs;

  @Override
  boolean failsWithStaleClasses() {
    return isContinuousIntegration();
  }

  @Override
  boolean mayWriteArchive() {
    return true;
  }
}
