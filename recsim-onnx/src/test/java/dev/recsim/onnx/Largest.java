package dev.recsim.onnx;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.learn.JavaScores;

/** The largest difference between a policy and its graph, and how many slates differ. */
final class Largest {
  private final JavaScores java;
  double difference;
  int otherSlates;
  double worthLost;

  Largest(JavaScores java) {
    this.java = java;
  }

  /**
   * Compares an observation.
   *
   * @param scores of the graph, minus infinity for documents that it does not consider
   */
  void compare(Observation seen, float[] scores, Slate slate) {
    float[] expected = java.scores(seen);
    if (expected.length != scores.length) {
      throw new AssertionError("%s scores, not %s".formatted(scores.length, expected.length));
    }
    for (int i = 0; i < scores.length; i++) {
      double away = Math.abs((double) expected[i] - scores[i]);
      difference = Math.max(difference, scores[i] == Float.NEGATIVE_INFINITY ? 0 : away);
    }
    Slate chosen = java.choose(seen);
    if (!slate.equals(chosen)) {
      otherSlates++;
      worthLost = Math.max(worthLost, java.away(seen, chosen, slate));
    }
  }

  @Override
  public String toString() {
    return "difference %.2e, %s other slates, worth %.2e"
        .formatted(difference, otherSlates, worthLost);
  }
}
