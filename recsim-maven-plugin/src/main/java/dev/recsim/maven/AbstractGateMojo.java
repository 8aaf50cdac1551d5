package dev.recsim.maven;

import dev.recsim.maven.fork.Arguments;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal whose results are held against baselines. */
abstract class AbstractGateMojo extends AbstractResultsMojo {

  /**
   * The error rate of a verdict: how often an unchanged agent may be called REGRESSED, and one that
   * lost the margin be let through. Set it for the plugin, not for one goal, so that the report
   * says what the check says.
   */
  @Parameter(property = "recsim.alpha", defaultValue = "0.01")
  private String alpha;

  /**
   * Values that take the place of the experiment files': {@code agents.actor_critic.gamma=0.9},
   * several with commas in between, checked as if they stood there. They make another experiment,
   * {@code <name>/actor_critic.gamma=0.9}, with trials and a report of its own.
   */
  @Parameter(property = "recsim.set")
  private String set;

  /** The verb with the options of its results and verdicts. */
  final Arguments verdicts(String verb) {
    return results(verb).option("alpha", alpha).option("set", set);
  }
}
