package dev.recsim.maven;

import dev.recsim.maven.fork.Arguments;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Records the last complete run of each experiment as its baseline, {@code baselines/<name>.json}
 * beside the experiments, to be committed. Says how small a drop the baseline can see.
 *
 * <p>Writes nothing else, and nothing at all unless every selected experiment has run to its end,
 * with 5 seeds or more and without failed trials.
 */
@Mojo(name = "baseline", threadSafe = true)
public final class BaselineMojo extends AbstractGateMojo {

  /**
   * The agents whose changes to accept, comma-separated, or {@code all}: a drop beyond the margin,
   * a removed agent, a changed environment, seed or evaluation, a weaker rule. Without it the goal
   * does not record them.
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
