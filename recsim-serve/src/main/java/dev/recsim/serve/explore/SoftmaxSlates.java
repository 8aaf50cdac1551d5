package dev.recsim.serve.explore;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Draws one document after another from those that are left, with probabilities proportional to
 * exp(score / temperature). Documents whose score is minus infinity are drawn, uniformly, only if
 * no others are left. Confined to one thread.
 *
 * <p>Weights are relative to the largest score that is left, so they never all become 0. They sum
 * in the order of documents, and are computed again only if they have become small.
 */
final class SoftmaxSlates implements Explorer {
  /** Weights that sum to less are computed again, relative to the largest of them. */
  private static final double SMALL = 1e-100;

  private final Remembered policy;
  private final double temperature;
  private final int slateSize;

  private double[] scores = {};
  private double[] weights = {};

  SoftmaxSlates(Remembered policy, double temperature, int slateSize) {
    this.policy = policy;
    this.temperature = temperature;
    this.slateSize = slateSize;
  }

  /** Takes the scores, and returns the sum of the weights. */
  private double start(Observation observation) {
    double[] given =
        policy
            .documentScores(observation)
            .orElseThrow(() -> new IllegalStateException(Explorers.NO_SCORES));
    scores = given.clone();
    weights = weights.length == given.length ? weights : new double[given.length];
    for (double score : scores) {
      if (Double.isNaN(score)) {
        throw new IllegalStateException("the score of a document is NaN");
      }
    }
    return weigh();
  }

  /** Computes the weights of the documents that are left: those with a score that is not NaN. */
  private double weigh() {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = score > largest ? score : largest;
    }
    for (int i = 0; i < scores.length; i++) {
      weights[i] =
          Double.isNaN(scores[i])
              ? 0
              : scores[i] == largest ? 1 : StrictMath.exp((scores[i] - largest) / temperature);
    }
    return sum();
  }

  private double sum() {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  /** Removes a document, and returns the sum of the weights that are left. */
  private double without(int document) {
    scores[document] = Double.NaN;
    weights[document] = 0;
    double sum = sum();
    return sum < SMALL ? weigh() : sum;
  }

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    return draw(observation, key).slate();
  }

  @Override
  public Drawn draw(Observation observation, RandomKey key) {
    double sum = start(observation);
    RandomKey draws = key.child("softmax");
    int[] slate = new int[slateSize];
    double[] all = new double[slateSize];
    for (int p = 0; p < slateSize; p++) {
      slate[p] = drawn(draws.uniform(p) * sum);
      all[p] = weights[slate[p]] / sum;
      sum = p + 1 < slateSize ? without(slate[p]) : 0;
    }
    return new Drawn(Slate.of(slate), all, null, 0);
  }

  /** The document at which the weights sum to more than a number below their sum. */
  private int drawn(double place) {
    double left = place;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }

  @Override
  public double[] propensities(Observation observation, Slate slate) {
    double[] all = new double[slate.size()];
    double sum = start(observation);
    for (int p = 0; p < all.length && sum > 0; p++) {
      all[p] = weights[slate.document(p)] / sum;
      if (all[p] == 0) {
        Arrays.fill(all, p, all.length, 0);
        break;
      }
      sum = without(slate.document(p));
    }
    return all;
  }
}
