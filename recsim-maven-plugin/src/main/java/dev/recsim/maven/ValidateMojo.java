package dev.recsim.maven;

import dev.recsim.maven.fork.Arguments;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks the experiment files and fails the build when one is not valid. Runs nothing.
 *
 * <p>Names every problem of every file at once, each as {@code file:line:column: what is wrong,
 * what would be right}. Runs in the phase {@code process-classes} by default: the project's own
 * environments and agents are compiled by then.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.PROCESS_CLASSES, threadSafe = true)
public final class ValidateMojo extends AbstractRecsimMojo {

  /**
   * Which experiments: the names of their files without {@code .yaml}, comma-separated, where
   * {@code *} stands for any letters and {@code ?} for one, for example {@code notebook*,quick}.
   * Those in folders below are chosen with the folder, {@code papers/*}; {@code **} chooses all
   * there are. All that are in no folder below when absent.
   */
  @Parameter(property = "recsim.experiment")
  private String experiment;

  /**
   * Values that take the place of the experiment files': {@code agents.actor_critic.gamma=0.9},
   * several with commas in between, checked as if they stood there. They make another experiment,
   * {@code <name>/actor_critic.gamma=0.9}, with trials and a report of its own.
   */
  @Parameter(property = "recsim.set")
  private String set;

  @Override
  Selection selection() throws MojoExecutionException {
    return Selection.of(experiment);
  }

  @Override
  Arguments arguments() {
    return Arguments.of("validate")
        .option("experiments", experiments())
        .option("select", experiment)
        .option("set", set);
  }
}
