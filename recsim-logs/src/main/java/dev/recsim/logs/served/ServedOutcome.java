package dev.recsim.logs.served;

import dev.recsim.served.Outcome;
import java.nio.file.Path;

/**
 * An outcome in a log.
 *
 * @param time milliseconds since 1970
 * @param file where it is
 * @param line 1-based
 */
public record ServedOutcome(Outcome outcome, long time, Path file, long line) {}
