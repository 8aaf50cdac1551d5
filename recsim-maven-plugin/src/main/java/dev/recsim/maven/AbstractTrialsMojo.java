package dev.recsim.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** A goal that may run trials. */
abstract class AbstractTrialsMojo extends AbstractGateMojo {

  /** How many trials run at the same time. Default: the number of processors. */
  @Parameter(property = "recsim.parallelism")
  private Integer parallelism;

  /**
   * Where trials run: {@code local}, on threads of one JVM; {@code process}, in JVMs of their own,
   * so that one that crashes or runs out of memory leaves the others alone; {@code spark}, on a
   * cluster. The results are the same.
   */
  @Parameter(property = "recsim.executor", defaultValue = "local")
  private String executor;

  /**
   * How long one trial may take, for example {@code 90s}, {@code 30m} or {@code 2h}. One that takes
   * longer counts as failed and is given up; the others go on. No limit when absent.
   */
  @Parameter(property = "recsim.trialTimeout")
  private String trialTimeout;

  /** The verb with the options of its trials, results and verdicts. */
  final Arguments trials(String verb) {
    return verdicts(verb)
        .option("executor", executor)
        .option("parallelism", parallelism)
        .option("trial-timeout", trialTimeout);
  }
}
