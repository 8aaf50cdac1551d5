package dev.recsim.maven.fork;

import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * How a fork ended.
 *
 * @param ending as the program wrote it; empty if it ended before it was finished
 * @param exitStatus of the process
 * @param message the last message on stderr, or all of stderr if it is held; empty if there was
 *     none
 * @param missing the optional modules of recsim that the program needs and does not have
 */
public record Outcome(
    Optional<Ending> ending, int exitStatus, String message, List<String> missing) {

  /** Whether nothing failed. */
  boolean isFine() {
    return ending.equals(Optional.of(Ending.FINE));
  }

  /**
   * Fails the build unless the fork ended well.
   *
   * @param mayBeElsewhere whether another module may have what was not found in this one
   * @throws MojoFailureException if an experiment file is not valid or a baseline does not hold
   * @throws MojoExecutionException if the goal could not do its work
   */
  public void judge(boolean mayBeElsewhere) throws MojoExecutionException, MojoFailureException {
    if (ending.isEmpty()) {
      throw new MojoExecutionException(Death.describe(exitStatus));
    }
    switch (ending.get()) {
      case FINE -> {}
      case ERROR -> throw new MojoExecutionException(messageOr("The forked JVM failed."));
      case BASELINE_DOES_NOT_HOLD ->
          throw new MojoFailureException(messageOr("A baseline does not hold."));
      case INVALID_EXPERIMENT ->
          throw new MojoFailureException(
              "The experiment files are not valid, nothing was run. "
                  + "The lines above name each problem.");
      case MISSING_MODULES ->
          throw new MojoExecutionException(
              "The fork does not find " + missing + ", though they are on its class path.");
      case NOTHING_SELECTED -> {
        if (!mayBeElsewhere) {
          throw new MojoExecutionException(messageOr("No experiment is selected."));
        }
      }
    }
  }

  private String messageOr(String other) {
    return message.isEmpty() ? other : message;
  }
}
