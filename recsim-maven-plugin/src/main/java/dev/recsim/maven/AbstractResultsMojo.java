package dev.recsim.maven;

import java.io.File;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;

/** Base class of goals that work on selected experiments and their results. */
abstract class AbstractResultsMojo extends AbstractRecsimMojo {

  private static final String PROPERTY = "recsim.experiment";

  /**
   * The experiments to use: names of files without {@code .yaml}, comma-separated, for example
   * {@code notebook*,quick}. {@code *} matches any characters and {@code ?} one character. Write
   * {@code papers/*} for experiments in a subfolder, and {@code **} for all. Default: the files
   * directly in the folder.
   */
  @Parameter(property = PROPERTY)
  private String experiment = "";

  /**
   * The folder of results and reports: {@code index.html}, and for each experiment {@code
   * <name>/index.html}, {@code <name>/results.json} and its finished trials.
   */
  @Parameter(
      property = "recsim.reportsDirectory",
      defaultValue = "${project.basedir}/reports",
      required = true)
  private File reportsDirectory;

  /** Whether the user has selected experiments on the command line. */
  final boolean isSelectedByHand() {
    return session().getUserProperties().containsKey(PROPERTY);
  }

  @Override
  ExperimentSelection selection() throws MojoExecutionException {
    return ExperimentSelection.of(experiment);
  }
}
