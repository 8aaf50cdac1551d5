package dev.recsim.agent;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;

/** Shows documents drawn uniformly, none twice on a slate. */
public record UniformSlates(Space space) implements Policy {

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    int documents = observation.documents(space);
    return space.slateSize() == 1
        ? Slate.of(key.below(0, documents))
        : Slate.of(draw(documents, key));
  }

  /** Draws each position again until it is no repetition. */
  private int[] draw(int documents, RandomKey key) {
    int[] slate = new int[space.slateSize()];
    for (int i = 0; i < slate.length; i++) {
      int document;
      long attempt = 0;
      do {
        document = key.child(i).below(attempt++, documents);
      } while (contains(slate, i, document));
      slate[i] = document;
    }
    return slate;
  }

  private static boolean contains(int[] slate, int size, int document) {
    for (int i = 0; i < size; i++) {
      if (slate[i] == document) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Optional<double[]> probabilities(Observation observation, int documents) {
    double[] probabilities = new double[documents];
    Arrays.fill(probabilities, 1.0 / documents);
    return Optional.of(probabilities);
  }
}
