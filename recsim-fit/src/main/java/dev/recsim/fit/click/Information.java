package dev.recsim.fit.click;

import dev.recsim.algebra.Cholesky;
import java.util.Arrays;
import java.util.stream.DoubleStream;

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

  /**
   * The square roots of the diagonal of the inverse; NaN if a parameter is not identified.
   *
   * @param first the first parameter that is returned
   */
  double[] standardErrors(int first) {
    double[] all =
        Cholesky.of(sum)
            .map(Cholesky::standardErrors)
            .orElseGet(() -> DoubleStream.generate(() -> Double.NaN).limit(sum.length).toArray());
    return Arrays.copyOfRange(all, first, all.length);
  }

  /**
   * Replaces probabilities by shares of successes, with one success and one failure added; returns
   * the largest change.
   */
  static double replace(double[] probabilities, double[] successes, double[] trials) {
    double change = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double next = (successes[i] + 1) / (trials[i] + 2);
      change = Math.max(change, Math.abs(next - probabilities[i]));
      probabilities[i] = next;
    }
    return change;
  }
}
