package dev.recsim.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** Base class of goals that compare results with baselines. */
abstract class AbstractGateMojo extends AbstractResultsMojo {

  /**
   * The error rate of verdicts: the probability that an unchanged agent is REGRESSED, and that an
   * agent that dropped by more than the margin passes. Set it for the plugin, not for one goal, so
   * that reports and check agree.
   */
  @Parameter(property = "recsim.alpha", defaultValue = "0.01")
  private String alpha;

  /**
   * Values that replace those of the experiment files, for example {@code
   * agents.actor_critic.gamma=0.9}; separate several with commas. They are checked as if they were
   * in the file. They define another experiment, {@code <name>/actor_critic.gamma=0.9}, with its
   * own trials and report.
   */
  @Parameter(property = "recsim.set")
  private String set;
}
