package dev.recsim.maven.fork;

import java.util.Arrays;
import java.util.Optional;

/**
 * How the forked program ended. Before it exits, it writes one of these names, those of the
 * runtime's {@code ExitCode}, to the file given by {@code --completion}. The exit status of the
 * process proves nothing: any code in the process may call {@link System#exit}.
 */
enum ForkEnding {
  FINE,
  ERROR,
  BASELINE_DOES_NOT_HOLD,
  INVALID_EXPERIMENT,
  NOTHING_SELECTED,
  MISSING_MODULES;

  /** Returns the ending with this name, or empty if the program has not written one. */
  static Optional<ForkEnding> named(String name) {
    return Arrays.stream(values()).filter(ending -> ending.name().equals(name)).findFirst();
  }

  /** Whether the messages of the fork become the failure message of the build. */
  boolean hasMessage() {
    return this == ERROR || this == BASELINE_DOES_NOT_HOLD || this == NOTHING_SELECTED;
  }
}
