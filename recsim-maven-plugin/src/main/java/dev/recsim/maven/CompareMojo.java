package dev.recsim.maven;

import dev.recsim.maven.fork.Arguments;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compares two runs or baselines: changed keys, each agent's difference with its interval, learning
 * curves overlaid. Prints a table and writes {@code compare/index.html}, {@code compare.md} and
 * {@code compare.json} to the reports folder.
 *
 * <p>Runs nothing, and fails the build for nothing that it finds, only for what it cannot read.
 */
@Mojo(name = "compare", threadSafe = true)
public final class CompareMojo extends AbstractResultsMojo {

  /**
   * What to compare with: a baseline file, a {@code results.json}, a folder of reports or of
   * baselines, or a git revision such as {@code main~3}, whose committed baselines are read (its
   * code is not run). A file or folder that is there goes before a revision of the same name.
   * Default: the baselines in the work tree.
   */
  @Parameter(property = "recsim.base")
  private String base;

  /**
   * What is compared, in any of the ways of {@code recsim.base}. Default: the last run of each
   * experiment; against a {@code recsim.base}, the baseline in the work tree of those that have not
   * run.
   */
  @Parameter(property = "recsim.head")
  private String head;

  /**
   * How often an interval misses the truth at either end: 0.025 gives 95 % intervals, 0.01 gives 98
   * % intervals.
   */
  @Parameter(property = "recsim.alpha", defaultValue = "0.025")
  private String alpha;

  /** Also experiments without a file, which an older revision had. */
  @Override
  Selection selection() {
    return Selection.FOLDER;
  }

  @Override
  Arguments arguments() {
    return results("compare").option("base", base).option("head", head).option("alpha", alpha);
  }
}
