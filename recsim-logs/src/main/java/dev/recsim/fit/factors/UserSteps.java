package dev.recsim.fit.factors;

import dev.recsim.algebra.PackedCholesky;
import dev.recsim.fit.ids.Halves;
import java.util.Arrays;

/**
 * Newton steps of the vectors of users, given the documents. The posterior of a user is log-concave
 * under the prior N(0, variance I).
 *
 * @param variance of the prior
 */
record UserSteps(Factors factors, SlateRuns rows, double variance) {

  /** Takes steps of all users of the rows. */
  void all(int steps) {
    if (factors.dimension == 0) {
      return;
    }
    Halves.of(
        rows.first(),
        (part, from, to) -> {
          One one = new One();
          for (int run = from; run < to; run++) {
            for (int step = 0; step < steps; step++) {
              one.step(run);
            }
          }
        });
  }

  /** The steps of one user at a time. Not for several threads. */
  final class One {
    private final int d = factors.dimension;
    private final Factors.Walk walk = factors.new Walk(rows);

    /** The vectors of a slate, then their mean, and their weights in the curvature. */
    private final double[][] vectors = new double[rows.size() + 1][d];

    private final double[] weights = new double[rows.size() + 1];

    /** Derivatives of the log posterior: its slope, and minus its matrix of second ones. */
    final double[] slope = new double[d];

    final double[] curvature = new double[PackedCholesky.size(d)];

    /** Takes a step. */
    void step(int run) {
      derive(run);
      PackedCholesky.factor(curvature, 0, d);
      PackedCholesky.solve(curvature, 0, d, slope);
      int at = rows.user()[run] * d;
      for (int q = 0; q < d; q++) {
        factors.theta[at + q] += slope[q];
      }
    }

    /** Computes both derivatives. */
    void derive(int run) {
      int at = rows.user()[run] * d;
      for (int q = 0; q < d; q++) {
        slope[q] = -factors.theta[at + q] / variance;
      }
      Arrays.fill(curvature, 0);
      PackedCholesky.addDiagonal(curvature, 0, d, 1 / variance);
      for (int slate = rows.first()[run]; slate < rows.first()[run + 1]; slate++) {
        walk.at(run, slate);
        add(slate);
        walk.advance(slate);
      }
    }

    private void add(int slate) {
      double[] mean = vectors[rows.size()];
      Arrays.fill(mean, 0);
      for (int k = 0; k < rows.size(); k++) {
        double[] vector = vectors[k];
        System.arraycopy(factors.e, rows.shown()[slate * rows.size() + k] * d, vector, 0, d);
        boolean isClicked = rows.clicked()[slate] == k;
        weights[k] = walk.p[k];
        for (int q = 0; q < d; q++) {
          mean[q] += walk.p[k] * vector[q];
          slope[q] += isClicked ? vector[q] : 0;
        }
      }
      weights[rows.size()] = -1;
      PackedCholesky.addOuters(curvature, 0, d, weights, vectors);
      for (int q = 0; q < d; q++) {
        slope[q] -= mean[q];
      }
    }
  }
}
