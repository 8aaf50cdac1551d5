package dev.recsim.learn;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;

/** A policy as engine java computes it, with its scores. */
public interface JavaScores {

  /** The slate it shows. */
  Slate choose(Observation observation);

  /** The scores that the graph has as its second output. */
  float[] scores(Observation observation);

  /**
   * What a slate is worth: equal for slates between which the policy is indifferent. The score of
   * each document, or the value of the slate.
   */
  double[] worth(Observation observation, Slate slate);

  /** The scores of the documents of a slate. */
  static double[] of(float[] scores, Slate slate) {
    double[] worth = new double[slate.size()];
    for (int p = 0; p < worth.length; p++) {
      worth[p] = scores[slate.document(p)];
    }
    return worth;
  }

  /** The largest difference between what two slates are worth. */
  default double away(Observation observation, Slate one, Slate other) {
    double[] first = worth(observation, one);
    double[] second = worth(observation, other);
    double most = 0;
    for (int i = 0; i < first.length; i++) {
      most = Math.max(most, Math.abs(first[i] - second[i]));
    }
    return most;
  }
}
