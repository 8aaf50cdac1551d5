package dev.recsim.maven;

import dev.recsim.maven.fork.Arguments;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Records the last complete run of each experiment as its baseline, {@code baselines/<name>.json}
 * beside the experiments. Prints old and new scores with their verdicts, and how often an unchanged
 * agent would be undecided. Commit the files.
 *
 * <p>Writes nothing else, and nothing at all unless every selected experiment has run to its end,
 * with 5 seeds or more and without failed trials.
 */
@Mojo(name = "baseline", threadSafe = true)
public final class BaselineMojo extends AbstractGateMojo {

  /**
   * Changes for the worse to accept, comma-separated: names of agents that dropped beyond the
   * margin or were removed, {@code arena} for a changed environment, root seed or evaluation,
   * {@code rule} for a weaker margin, claim or fewer seeds, {@code baseline} for a file that cannot
   * be read, or {@code all}. The goal records nothing unless each of them is accepted.
   */
  @Parameter(property = "recsim.accept")
  private String accept;

  @Override
  Arguments arguments() {
    return verdicts("baseline").option("accept", accept);
  }

  @Override
  boolean failsWithAllErrors() {
    return true;
  }
}
