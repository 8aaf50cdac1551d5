package dev.recsim.fit.click;

import dev.recsim.algebra.Cholesky;
import java.util.Optional;

/**
 * Estimates the Fisher information of a fit by the sum of the outer products of the scores, the
 * derivatives of the log probability of each slate (Berndt, Hall, Hall, Hausman 1974).
 */
final class Information {
  private final double[][] sum;

  Information(int parameters) {
    sum = new double[parameters][parameters];
  }

  void add(double[] score) {
    for (int i = 0; i < score.length; i++) {
      for (int j = 0; score[i] != 0 && j <= i; j++) {
        sum[i][j] += score[i] * score[j];
      }
    }
  }

  /** The square roots of the diagonal of the inverse; empty if a parameter is not identified. */
  Optional<double[]> standardErrors() {
    return Cholesky.of(sum).map(Cholesky::standardErrors);
  }
}
