package dev.recsim.serve.explore;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Draws slates uniformly, without repeated documents.
 *
 * @param space has the number of positions
 */
public record UniformSlates(Space space) implements Explorer {

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    return Policy.uniform(space).recommend(observation, key);
  }

  @Override
  public double[] propensities(Observation observation, Slate slate) {
    double[] all = new double[slate.size()];
    int documents = observation.documents(space);
    Arrays.setAll(all, p -> repeats(slate, p) ? 0 : 1.0 / (documents - p));
    return all;
  }

  /** Whether a document of a slate is among those above it. */
  static boolean repeats(Slate slate, int position) {
    for (int p = 0; p < position; p++) {
      if (slate.document(p) == slate.document(position)) {
        return true;
      }
    }
    return false;
  }
}
