package dev.recsim.maven;

import dev.recsim.maven.fork.Arguments;
import java.io.File;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that works on chosen experiments and their results. */
abstract class AbstractResultsMojo extends AbstractRecsimMojo {

  /**
   * Which experiments: the names of their files without {@code .yaml}, comma-separated, where
   * {@code *} stands for any letters and {@code ?} for one, for example {@code notebook*,quick}.
   * Those in folders below are chosen with the folder, {@code papers/*}; {@code **} chooses all
   * there are. All that are in no folder below when absent.
   */
  @Parameter(property = "recsim.experiment")
  private String experiment;

  /**
   * The folder of results and reports: {@code index.html}, and for each experiment {@code
   * <name>/index.html}, {@code <name>/results.json} and its finished trials.
   */
  @Parameter(
      property = "recsim.reportsDirectory",
      defaultValue = "${project.basedir}/reports",
      required = true)
  private File reportsDirectory;

  @Override
  Selection selection() throws MojoExecutionException {
    return Selection.of(experiment);
  }

  /** The verb with the options that say which experiments and where their results are. */
  final Arguments results(String verb) {
    return Arguments.of(verb)
        .option("experiments", experiments())
        .option("reports", reportsDirectory.toPath().normalize())
        .option("select", experiment);
  }
}
