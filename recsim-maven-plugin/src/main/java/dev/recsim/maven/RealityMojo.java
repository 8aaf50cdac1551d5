package dev.recsim.maven;

import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes what came of a predicted test, {@code experiments/reality/<record>/<test>.outcome.json},
 * and the page of the record. Without {@code recsim.test} it only writes the pages.
 */
@Mojo(name = "reality", threadSafe = true)
public final class RealityMojo extends AbstractResultsMojo {

  /**
   * The error rate of verdicts: the probability that an effect is outside of its interval. Set it
   * for the plugin, not for one goal, so that all goals agree.
   */
  @Parameter(property = "recsim.alpha", defaultValue = "0.01")
  private String alpha;

  /** Name of the test, as it was predicted. */
  @Parameter(property = "recsim.test")
  private String test;

  /** The live test of this project that shows the effect. */
  @Parameter(property = "recsim.ab")
  private String ab;

  /** Its treatment. Needed only if there are several. */
  @Parameter(property = "recsim.arm")
  private String arm;

  /** Its metric. Default: that of the record, or the only one. */
  @Parameter(property = "recsim.metric")
  private String metric;

  /**
   * The log of another policy that shows the effect: its name in {@code accept.counterfactual} of
   * the environment.
   */
  @Parameter(property = "recsim.log")
  private String log;

  /** The effect by hand: the relative change, for example {@code 0.021}. */
  @Parameter(property = "recsim.change")
  private String change;

  /** The standard error of {@code recsim.change}. */
  @Parameter(property = "recsim.error")
  private String error;

  /** Why the test was stopped without an outcome. */
  @Parameter(property = "recsim.stopped")
  private String stopped;
}
