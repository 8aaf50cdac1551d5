package dev.recsim.fit.gap;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.Log;

/** Compares the predictions of an environment with the log of a policy. */
@FunctionalInterface
public interface GapMeasure {

  /**
   * Reads a log.
   *
   * @throws InvalidOption if the log does not suit the environment
   * @throws InvalidFile if it cannot be read
   */
  Measured of(Log log);
}
