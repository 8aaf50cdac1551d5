package dev.recsim.maven;

import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows all committed baselines over time: how scores and guards went, and which losses were
 * accepted, when and by whom. Reads git and writes {@code trend.html} and {@code trend.json} to the
 * reports folder.
 *
 * <p>Runs no trials. Fails the build only if there is no git repository.
 */
@Mojo(name = "trend", threadSafe = true)
public final class TrendMojo extends AbstractResultsMojo {

  /** The number of commits to read, the newest ones. Default: 200. */
  @Parameter(property = "recsim.commits")
  private String commits;

  /** Selects by folder: an older commit may have experiments that no longer have a file. */
  @Override
  ExperimentSelection selection() {
    return ExperimentSelection.FOLDER;
  }

  @Override
  boolean mayHave(Path folder) throws MojoExecutionException {
    return super.selection().selectsIn(folder) || super.selection().selectsBaselineIn(folder);
  }
}
