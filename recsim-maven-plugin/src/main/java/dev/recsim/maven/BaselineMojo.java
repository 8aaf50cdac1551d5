package dev.recsim.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Records the last complete run of each experiment as its baseline, {@code baselines/<name>.json}
 * beside the experiments, to be committed. Says how small a drop the baseline can see.
 *
 * <p>Writes nothing else, and nothing at all unless every selected experiment has run to its end,
 * with 5 seeds or more and without failed trials.
 */
@Mojo(name = "baseline", threadSafe = true)
public final class BaselineMojo extends AbstractGateMojo {

  @Override
  Arguments arguments() {
    return verdicts("baseline");
  }

  @Override
  boolean failsWithAllErrors() {
    return true;
  }
}
