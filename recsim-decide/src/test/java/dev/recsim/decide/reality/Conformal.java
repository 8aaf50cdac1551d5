package dev.recsim.decide.reality;

import java.util.Arrays;
import java.util.Optional;

/** Split conformal prediction, which records of predictions are compared with. */
final class Conformal {
  private Conformal() {}

  /** The score that the next one does not exceed with this chance; empty if scores are too few. */
  static Optional<Double> width(double[] scores, double level) {
    int rank = (int) Math.ceil(level * (scores.length + 1) - 1e-12);
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    return rank > sorted.length ? Optional.empty() : Optional.of(sorted[rank - 1]);
  }
}
