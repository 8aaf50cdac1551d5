package dev.recsim.serve.explore;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;

/**
 * Shows the slate of a deterministic policy with its first documents in a uniformly drawn order.
 *
 * @param policy chooses the slate
 * @param k number of positions to shuffle
 */
record TopShuffle(Remembered policy, int k) implements Explorer {

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    Slate best = policy.only(observation);
    int[] slate = new int[best.size()];
    for (int p = 0; p < slate.length; p++) {
      slate[p] = best.document(p);
    }
    RandomKey draws = key.child("shuffle");
    int shuffled = Math.min(k, slate.length);
    for (int p = 0; p < shuffled - 1; p++) {
      int other = p + draws.below(p, shuffled - p);
      int document = slate[other];
      slate[other] = slate[p];
      slate[p] = document;
    }
    return Slate.of(slate);
  }

  @Override
  public double[] propensities(Observation observation, Slate slate) {
    Slate best = policy.only(observation);
    int shuffled = Math.min(k, best.size());
    double[] all = new double[slate.size()];
    for (int p = 0; p < all.length; p++) {
      boolean shown =
          p < shuffled
              ? isAmong(best, shuffled, slate.document(p)) && !UniformSlates.repeats(slate, p)
              : best.document(p) == slate.document(p);
      if (!shown) {
        break;
      }
      all[p] = p < shuffled ? 1.0 / (shuffled - p) : 1;
    }
    return all;
  }

  private static boolean isAmong(Slate best, int count, int document) {
    for (int p = 0; p < count; p++) {
      if (best.document(p) == document) {
        return true;
      }
    }
    return false;
  }
}
