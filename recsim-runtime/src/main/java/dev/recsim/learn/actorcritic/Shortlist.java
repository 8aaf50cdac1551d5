package dev.recsim.learn.actorcritic;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * The documents that a critic chooses from: those nearest to the proto-action by the cosine of
 * their features, and some drawn uniformly from the others; the best ones first. Allocates nothing
 * where there are no more candidates than before. As a policy it shows the best ones.
 */
final class Shortlist implements DeterministicPolicy {
  private final FeatureNetworks networks;
  private final int nearest;
  private final int random;
  private final int slateSize;
  private int[] documents = {};
  private float[] scores = {};

  /**
   * A list of so many documents.
   *
   * @param nearest at least a slate is filled
   * @param slateSize number of documents that are brought to the front
   */
  Shortlist(FeatureNetworks networks, int nearest, int random, int slateSize) {
    this.networks = networks;
    this.nearest = Math.max(nearest, slateSize);
    this.random = random;
    this.slateSize = slateSize;
  }

  /**
   * Looks at an observation.
   *
   * @param key of the random documents; null where there are none
   */
  void look(Observation observation, RandomKey key) {
    float[] units = networks.look(observation);
    int count = observation.candidates().size();
    if (documents.length < count) {
      documents = new int[count];
      scores = new float[count];
    }
    networks.reserve(count);
    networks.writeUser(0, observation);
    float[] proto = networks.propose(1);
    int size = networks.size();
    for (int d = 0; d < count; d++) {
      documents[d] = d;
      scores[d] = 0;
      for (int i = 0; i < size; i++) {
        scores[d] += proto[i] * units[d * size + i];
      }
    }
    int near = Math.min(nearest, count);
    bringForward(near, count);
    int listed = (int) Math.min((long) near + random, count);
    for (int i = near; i < listed; i++) {
      swap(i, i + key.below(i, count - i));
    }
    for (int i = 0; i < listed; i++) {
      networks.writePair(i, observation, documents[i]);
    }
    System.arraycopy(networks.evaluate(listed), 0, scores, 0, listed);
    bringForward(Math.min(slateSize, listed), listed);
  }

  /** The document of the greatest value at position 0, and so on. */
  int document(int position) {
    return documents[position];
  }

  @Override
  public Slate choose(Observation observation) {
    look(observation, null);
    return Slate.of(Arrays.copyOf(documents, slateSize));
  }

  /** The mean of the values of the slate. */
  float slateValue() {
    float sum = 0;
    for (int i = 0; i < slateSize; i++) {
      sum += scores[i];
    }
    return sum / slateSize;
  }

  /** Brings those of the greatest scores to the front, the first among equals first. */
  private void bringForward(int wanted, int count) {
    for (int i = 0; i < wanted; i++) {
      int best = i;
      for (int j = i + 1; j < count; j++) {
        best = scores[j] > scores[best] ? j : best;
      }
      swap(i, best);
    }
  }

  private void swap(int i, int j) {
    int document = documents[i];
    documents[i] = documents[j];
    documents[j] = document;
    float score = scores[i];
    scores[i] = scores[j];
    scores[j] = score;
  }
}
