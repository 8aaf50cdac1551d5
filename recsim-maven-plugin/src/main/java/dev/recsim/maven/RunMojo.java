package dev.recsim.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Runs the experiments and renders their reports.
 *
 * <p>Prints the progress, then for each experiment a table of its agents with mean reward, 95 %
 * interval and share of the optimum, and where the report is. Trials that are already stored are
 * not run again: an interrupted run goes on where it stood, an unchanged experiment is only
 * rendered. With {@code mvn -q} only errors are printed.
 */
@Mojo(
    name = "run",
    defaultPhase = LifecyclePhase.INTEGRATION_TEST,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class RunMojo extends AbstractResultsMojo {

  /** How many trials run at the same time. Default: the number of processors. */
  @Parameter(property = "recsim.parallelism")
  private Integer parallelism;

  /**
   * How long one trial may take, for example {@code 90s}, {@code 30m} or {@code 2h}. One that takes
   * longer counts as failed and is given up; the others go on. No limit when absent.
   */
  @Parameter(property = "recsim.trialTimeout")
  private String trialTimeout;

  /** Runs all trials again, also those that are stored. */
  @Parameter(property = "recsim.force", defaultValue = "false")
  private boolean force;

  @Override
  Arguments arguments() {
    return results("run")
        .option("parallelism", parallelism)
        .option("trial-timeout", trialTimeout)
        .flag("force", force);
  }

  @Override
  boolean mayWriteArchive() {
    return true;
  }
}
