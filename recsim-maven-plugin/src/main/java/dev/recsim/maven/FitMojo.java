package dev.recsim.maven;

import dev.recsim.maven.fork.ForkArguments;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Fits environments to logs: reads {@code environments/<name>.yaml} in the experiments folder, and
 * writes {@code environments/<name>.json} beside it, to be committed, and a report of the fit.
 *
 * <p>The same log gives the same bytes. The goal never fails because a model fits badly; {@code
 * recsim:check} fails for experiments in such an environment. {@code recsim.experiment} selects
 * fits by their names.
 */
@Mojo(name = "fit", threadSafe = true)
public final class FitMojo extends AbstractResultsMojo {

  @Override
  ExperimentSelection selection() {
    return ExperimentSelection.FOLDER;
  }

  @Override
  ForkArguments arguments() {
    return results("fit");
  }

  @Override
  boolean failsWithAllErrors() {
    return true;
  }
}
