package dev.recsim.agent;

import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Recycling;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.util.Optional;

/**
 * Shows the candidates with the largest scores, best first; the lowest index first if scores are
 * equal.
 */
record TopScores(Appeal.Score scores, Space space)
    implements Policy.Deterministic, Recycling.Borrower {

  @Override
  public Slate choose(Observation observation) {
    return Ranking.top(all(observation), space.slateSize());
  }

  @Override
  public Optional<double[]> documentScores(Observation observation) {
    return Optional.of(all(observation));
  }

  private double[] all(Observation observation) {
    double[] all = new double[observation.documents(space)];
    for (int i = 0; i < all.length; i++) {
      all[i] = scores.score(observation, i);
    }
    return all;
  }

  @Override
  public boolean keepsNothing() {
    return true;
  }
}
