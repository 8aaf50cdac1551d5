package dev.recsim.maven.fork;

import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * How a fork ended.
 *
 * @param ending written by the program; empty if it exited before it finished
 * @param exitStatus of the process
 * @param message the last message on stderr, or all of stderr if it is held; empty if there was
 *     none
 * @param missing optional modules of recsim that the program needs and does not have
 */
public record ForkOutcome(
    Optional<ForkEnding> ending, int exitStatus, String message, List<String> missing) {

  /** The end of a program that did all it was asked to do. */
  public static final ForkOutcome FINE =
      new ForkOutcome(Optional.of(ForkEnding.FINE), 0, "", List.of());

  /** Whether the fork succeeded. */
  boolean isFine() {
    return ending.equals(Optional.of(ForkEnding.FINE));
  }

  /**
   * Fails the build unless the fork succeeded.
   *
   * @param mayBeElsewhere whether another module may have what was not found in this one
   * @throws MojoFailureException if an experiment file is invalid or a check fails
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
