package dev.recsim.maven;

import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Predicts the effect of a change before its live test, and writes it into the record that {@code
 * recsim.experiment} selects, {@code experiments/reality/<record>/<test>.json}. Commit the file
 * before the test starts.
 */
@Mojo(name = "predict", threadSafe = true)
public final class PredictMojo extends AbstractResultsMojo {

  /** Name of the test, for example {@code 2026-w41}. */
  @Parameter(property = "recsim.test")
  private String test;

  /** The agent whose policy users have. */
  @Parameter(property = "recsim.from")
  private String from;

  /** The agent whose policy some users will get. */
  @Parameter(property = "recsim.to")
  private String to;

  /** The seed of the trials whose policies users get. Default: the mean over all seeds. */
  @Parameter(property = "recsim.seed")
  private String seed;

  /**
   * The number of changes among which this one was chosen. Default: the number of other agents of
   * the experiment.
   */
  @Parameter(property = "recsim.candidates")
  private String candidates;

  /**
   * The share of decisions of {@code recsim.from} at which a slate is drawn uniformly, as {@code
   * explore: {type: epsilon_greedy}} serves it. Default: 0.
   */
  @Parameter(property = "recsim.exploreFrom")
  private String exploreFrom;

  /** The same share of {@code recsim.to}. Default: 0. */
  @Parameter(property = "recsim.exploreTo")
  private String exploreTo;

  /** The day by which there is an outcome. Default: in 42 days. */
  @Parameter(property = "recsim.due")
  private String due;
}
