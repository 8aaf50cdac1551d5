package dev.recsim.learn;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;

/** A policy as engine java computes it, with its scores. */
public interface JavaScores {

  /** The slate it shows. */
  Slate choose(Observation observation);

  /** The scores that the graph has as its second output. */
  float[] scores(Observation observation);

  /** How much slates are worth, the same for slates between which the policy is indifferent. */
  double worth(Observation observation, Slate slate);

  /** The sum of the scores of a slate's documents. */
  static double sum(float[] scores, Slate slate) {
    double sum = 0;
    for (int p = 0; p < slate.size(); p++) {
      sum += scores[slate.document(p)];
    }
    return sum;
  }
}
