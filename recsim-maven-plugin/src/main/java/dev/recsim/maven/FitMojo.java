package dev.recsim.maven;

import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Fits environments to logs: reads {@code environments/<name>.yaml} in the experiments folder, and
 * writes {@code environments/<name>.json} beside it, to be committed, and a report of the fit.
 *
 * <p>The same log gives the same bytes. The goal never fails because a model fits badly; {@code
 * recsim:check} fails for experiments in such an environment. {@code recsim.experiment} selects
 * fits by their names.
 */
@Mojo(name = "fit", threadSafe = true)
public final class FitMojo extends AbstractClusterMojo {

  /**
   * The error rate of verdicts on logs of other policies, for all logs of a fit together: the
   * probability that a right environment FAILS, and that one with a gap above the tolerance HOLDS.
   */
  @Parameter(property = "recsim.alpha", defaultValue = "0.01")
  private String alpha;

  /**
   * Where counts and factors of {@code next_document} are computed: {@code local} is this machine;
   * {@code spark} uses a cluster.
   */
  @Parameter(property = "recsim.executor", defaultValue = "local")
  private String executor;

  @Override
  ExperimentSelection selection() {
    return ExperimentSelection.FOLDER;
  }

  @Override
  boolean failsWithAllErrors() {
    return true;
  }
}
