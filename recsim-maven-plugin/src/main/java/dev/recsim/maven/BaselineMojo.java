package dev.recsim.maven;

import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Records the last complete run of each experiment as its baseline, {@code baselines/<name>.json}
 * in the folder of the experiments. Prints old and new scores with verdicts, and the probability
 * that an unchanged agent is undecided. Commit the files.
 *
 * <p>Writes nothing unless every selected experiment has completed with 5 seeds or more and no
 * failed trials.
 */
@Mojo(name = "baseline", threadSafe = true)
public final class BaselineMojo extends AbstractGateMojo {

  /**
   * Changes for the worse to accept, comma-separated: names of agents that dropped by more than the
   * margin or were removed, {@code <agent>:<metric>} of fallen guards, {@code arena} for a changed
   * environment, root seed or evaluation, {@code rule} for a larger margin, weaker guards or
   * claims, or fewer seeds, {@code baseline} for a baseline that cannot be read, or {@code all}.
   * The goal records nothing unless all of them are accepted.
   */
  @Parameter(property = "recsim.accept")
  private String accept;

  @Override
  boolean failsWithAllErrors() {
    return true;
  }
}
