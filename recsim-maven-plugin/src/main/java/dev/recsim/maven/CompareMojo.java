package dev.recsim.maven;

import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compares two runs or baselines: changed keys, differences of agents with confidence intervals,
 * and learning curves. Prints a table and writes {@code compare/index.html}, {@code compare.md} and
 * {@code compare.json} to the reports folder.
 *
 * <p>Runs no trials. Fails the build only if a side cannot be read, never because of differences.
 */
@Mojo(name = "compare", threadSafe = true)
public final class CompareMojo extends AbstractResultsMojo {

  /**
   * The side to compare with: a baseline file, a {@code results.json}, a folder of reports or
   * baselines, or a git revision such as {@code main~3}. Of a revision, the committed baselines are
   * read; its code does not run. An existing file or folder has priority over a revision of the
   * same name. Default: the baselines in the work tree.
   */
  @Parameter(property = "recsim.base")
  private String base;

  /**
   * The side that is compared with the base, in any form of {@code recsim.base}. Default: the last
   * run of each experiment. If {@code recsim.base} is set, experiments that have not run are
   * represented by their baseline in the work tree.
   */
  @Parameter(property = "recsim.head")
  private String head;

  /**
   * The error rate at each end of a confidence interval: 0.025 gives 95 % intervals, 0.01 gives 98
   * % intervals.
   */
  @Parameter(property = "recsim.alpha", defaultValue = "0.025")
  private String alpha;

  /** Selects by folder: an older revision may have experiments that no longer have a file. */
  @Override
  ExperimentSelection selection() {
    return ExperimentSelection.FOLDER;
  }

  @Override
  boolean mayHave(Path folder) throws MojoExecutionException {
    return super.selection().selectsIn(folder) || super.selection().selectsBaselineIn(folder);
  }
}
