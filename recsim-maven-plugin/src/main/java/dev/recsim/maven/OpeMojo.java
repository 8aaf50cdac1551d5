package dev.recsim.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Evaluates policies on logs without running them, and tests the claims {@code by: ope}.
 *
 * <p>Evaluates each experiment that has a section {@code evaluate}. Prints the estimates, writes
 * {@code <name>/ope.json} and {@code <name>/ope.html}, and fails the build if a claim is BROKEN,
 * UNDECIDED or REFUSED. Agents that learn are those of the last {@code recsim:run}.
 */
@Mojo(name = "ope", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class OpeMojo extends AbstractClusterGateMojo {

  /** Where logs are read: {@code local} is this machine; {@code spark} uses a cluster. */
  @Parameter(property = "recsim.executor", defaultValue = "local")
  private String executor;

  @Override
  boolean failsWithAllErrors() {
    return true;
  }
}
