package dev.recsim.experiment;

import dev.recsim.trial.Trial;
import java.util.Map;

/**
 * A trial before it runs.
 *
 * @param trial all that it needs
 * @param fingerprint SHA-256 of all that decides its result, code included
 * @param metadata what is saved with its networks
 */
public record PlannedTrial(Trial trial, String fingerprint, Map<String, String> metadata) {
  public PlannedTrial {
    metadata = Map.copyOf(metadata);
  }
}
