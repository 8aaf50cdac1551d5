package dev.recsim.maven;

import dev.recsim.maven.fork.ForkArguments;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compares the runs with their committed baselines, tests the claims of the experiment files, also
 * those about logs, and fails the build if a policy became worse.
 *
 * <p>Stored trials do not run again. If a verdict is undecided, more seeds run, up to {@code
 * max_seeds}. If the environment, root seed or evaluation has changed, the recorded experiment runs
 * with the current code. Writes the verdict to the reports, to {@code <name>/junit.xml} for CI
 * servers, and to {@code summary.md}; the summary is also written to {@code $GITHUB_STEP_SUMMARY}
 * if that is set.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractTrialsMojo {

  /**
   * Whether a REGRESSED agent or a BROKEN claim fails the build; if false, it is a warning. A
   * REFUSED claim, a changed arena, a removed agent, a weaker rule, a damaged baseline and missing
   * trials always fail the build.
   */
  @Parameter(property = "recsim.failOnRegression", defaultValue = "true")
  private boolean failOnRegression;

  /**
   * Whether an experiment without a baseline fails the build: {@code true}, {@code false}, or
   * {@code auto}, which fails it if the project has any baseline. The property without a value
   * means {@code true}.
   */
  @Parameter(property = "recsim.failOnMissingBaseline", defaultValue = "auto")
  private String failOnMissingBaseline = "";

  /**
   * The effect of an UNDECIDED verdict on the build: {@code fail}, {@code warn} or {@code pass}.
   */
  @Parameter(property = "recsim.onUndecided", defaultValue = "fail")
  private String onUndecided;

  /**
   * Whether agents with an unchanged definition must be IDENTICAL to their baseline. Agents with
   * engine {@code dl4j} are exempt: native arithmetic differs between machines.
   */
  @Parameter(property = "recsim.exact", defaultValue = "false")
  private boolean exact;

  /** A baseline whose experiment is gone fails the check, in a module without experiments too. */
  @Override
  ExperimentSelection selection() throws MojoExecutionException {
    return super.selection().orBaselines();
  }

  @Override
  boolean failsWithStaleClasses() {
    return isContinuousIntegration();
  }

  @Override
  ForkArguments arguments() throws MojoExecutionException {
    ForkArguments arguments = super.arguments();
    if (!isSelectedByHand()) {
      arguments
          .flag("configured", true)
          .option("elsewhere", String.join(",", modules().selections()));
    }
    return arguments.flag("fail-on-missing-baseline", failOnMissingBaseline.isBlank());
  }

  @Override
  boolean failsWithAllErrors() {
    return true;
  }
}
