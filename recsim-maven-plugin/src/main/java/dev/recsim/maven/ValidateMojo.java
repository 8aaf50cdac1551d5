package dev.recsim.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Validates the experiment files and fails the build if one is invalid. Runs no trials.
 *
 * <p>Reports all problems of all files, each as {@code file:line:column: what is wrong, what would
 * be right}. Runs in the phase {@code process-classes} by default, after the project's own
 * environments and agents are compiled.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.PROCESS_CLASSES, threadSafe = true)
public final class ValidateMojo extends AbstractRecsimMojo {

  /**
   * The experiments to validate: names of files without {@code .yaml}, comma-separated, for example
   * {@code notebook*,quick}. {@code *} matches any characters and {@code ?} one character. Write
   * {@code papers/*} for experiments in a subfolder, and {@code **} for all. Default: the files
   * directly in the folder.
   */
  @Parameter(property = "recsim.experiment")
  private String experiment = "";

  /**
   * Values that replace those of the experiment files, for example {@code
   * agents.actor_critic.gamma=0.9}; separate several with commas. They are checked as if they were
   * in the file. They define another experiment, {@code <name>/actor_critic.gamma=0.9}.
   */
  @Parameter(property = "recsim.set")
  private String set;

  @Override
  ExperimentSelection selection() throws MojoExecutionException {
    return ExperimentSelection.of(experiment);
  }

  @Override
  boolean failsWithStaleClasses() {
    return isContinuousIntegration();
  }
}
