package dev.recsim.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** Base class of goals that run trials. */
abstract class AbstractTrialsMojo extends AbstractClusterGateMojo {

  /** The number of trials that run at the same time. Default: the number of processors. */
  @Parameter(property = "recsim.parallelism")
  private Integer parallelism;

  /**
   * Where trials run: {@code local} uses threads of one JVM; {@code process} uses separate JVMs, so
   * a trial that crashes or runs out of memory does not affect others; {@code spark} uses a
   * cluster. The results are the same.
   */
  @Parameter(property = "recsim.executor", defaultValue = "local")
  private String executor;

  /**
   * The longest time for one trial, for example {@code 90s}, {@code 30m} or {@code 2h}. A trial
   * that takes longer is stopped and fails; the others continue. Default: no limit.
   */
  @Parameter(property = "recsim.trialTimeout")
  private String trialTimeout;
}
