package dev.recsim.maven;

import dev.recsim.maven.fork.Arguments;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compares the runs with their committed baselines, tests the claims of the experiment files, and
 * fails the build if a policy became worse.
 *
 * <p>Stored trials do not run again. An undecided verdict runs more seeds, up to {@code max_seeds}.
 * A changed arena runs the experiment that the baseline recorded. Writes the verdict into the
 * reports, {@code <name>/junit.xml} for the test reporters of CI machines and {@code summary.md},
 * which also goes to {@code $GITHUB_STEP_SUMMARY} where that is set.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractTrialsMojo {

  /**
   * Whether a REGRESSED agent or a BROKEN claim fails the build; otherwise it is a warning. A
   * changed arena, a removed agent, a weaker rule, a damaged baseline and missing trials always
   * fail the build.
   */
  @Parameter(property = "recsim.failOnRegression", defaultValue = "true")
  private boolean failOnRegression;

  /**
   * Whether an experiment without a baseline fails the build: {@code true}, {@code false}, or
   * {@code auto} for as soon as the project has a baseline. The property without a value means
   * {@code true}.
   */
  @Parameter(property = "recsim.failOnMissingBaseline", defaultValue = "auto")
  private String failOnMissingBaseline;

  /** What an UNDECIDED verdict does to the build: {@code fail}, {@code warn} or {@code pass}. */
  @Parameter(property = "recsim.onUndecided", defaultValue = "fail")
  private String onUndecided;

  /**
   * Whether agents whose definition is unchanged must be IDENTICAL to their baseline, to the bit.
   * Agents on engine {@code dl4j} are exempt: native arithmetic differs between machines.
   */
  @Parameter(property = "recsim.exact", defaultValue = "false")
  private boolean exact;

  @Override
  Arguments arguments() throws MojoExecutionException {
    return trials("check")
        .option("fail-on-regression", failOnRegression)
        .option("fail-on-missing-baseline", failOnMissingBaseline())
        .option("on-undecided", onUndecided)
        .flag("exact", exact);
  }

  private String failOnMissingBaseline() {
    return failOnMissingBaseline == null || failOnMissingBaseline.isBlank()
        ? "true"
        : failOnMissingBaseline.strip();
  }

  @Override
  boolean failsWithAllErrors() {
    return true;
  }
}
