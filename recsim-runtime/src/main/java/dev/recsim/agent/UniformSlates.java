package dev.recsim.agent;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Recycling;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;

/** Shows documents drawn uniformly, none twice on a slate. */
public record UniformSlates(Space space) implements Policy, Recycling.Borrower {

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    return Slate.random(observation.documents(space), space.slateSize(), key);
  }

  @Override
  public boolean keepsNothing() {
    return true;
  }

  @Override
  public Optional<double[]> probabilities(Observation observation, int documents) {
    double[] probabilities = new double[documents];
    Arrays.fill(probabilities, 1.0 / documents);
    return Optional.of(probabilities);
  }
}
