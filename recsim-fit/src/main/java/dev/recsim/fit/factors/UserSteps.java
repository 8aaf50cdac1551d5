package dev.recsim.fit.factors;

import dev.recsim.algebra.Backtracking;
import dev.recsim.algebra.OuterSum;
import dev.recsim.algebra.PackedCholesky;
import dev.recsim.algebra.Vectors;
import dev.recsim.fit.ids.Blocks;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/**
 * Newton steps of the vectors of users, given the documents. The posterior of a user is log-concave
 * under the prior N(0, variance I).
 *
 * @param variance of the prior
 */
record UserSteps(Factors factors, SlateRuns rows, double variance) {
  private static final double ROUNDING = 1e-12;

  /** Takes steps of all users of the rows. */
  void all(int steps) {
    each((one, run) -> one.steps(run, steps));
  }

  /** Replaces the most likely vector of each user of the rows by a draw. */
  void draw(RandomKey key) {
    int d = factors.dimension;
    each(
        (one, run) ->
            System.arraycopy(
                one.draw(run, key.child(run)), 0, factors.theta, rows.user()[run] * d, d));
  }

  /** The same factors with drawn users of the rows; those of others are the same. */
  Factors drawn(RandomKey key) {
    Factors drawn = factors.withUsers(factors.theta.clone());
    new UserSteps(drawn, rows, variance).draw(key);
    return drawn;
  }

  private void each(ObjIntConsumer<One> work) {
    if (factors.dimension == 0) {
      return;
    }
    Blocks.of(
        rows.first(),
        (part, from, to) -> {
          One one = new One();
          for (int run = from; run < to; run++) {
            work.accept(one, run);
          }
        });
  }

  /** The steps of one user at a time. Not for several threads. */
  final class One {
    private final int d = factors.dimension;
    private final Factors.Walk walk = factors.new Walk(rows);

    /** The vectors of a slate, then their mean, and their weights in the curvature. */
    private final double[][] vectors = Arrays.copyOf(walk.vectors, rows.size() + 1);

    private final double[] mean = new double[d];
    private final double[] weights = new double[rows.size() + 1];
    private final OuterSum outer = new OuterSum(d);

    /** Derivatives of the log posterior: its slope, and minus its matrix of second ones. */
    final double[] slope = new double[d];

    final double[] curvature = new double[PackedCholesky.size(d)];

    /** The log posterior, but for a constant. */
    private double value;

    private final double[] before = new double[d];
    private final double[] step = new double[d];

    One() {
      vectors[rows.size()] = mean;
    }

    /** Takes steps. One that does not raise the posterior is halved, or not taken. */
    void steps(int run, int count) {
      int at = rows.user()[run] * d;
      derive(run);
      for (int s = 0; s < count; s++) {
        double reached = value;
        System.arraycopy(factors.theta, at, before, 0, d);
        System.arraycopy(slope, 0, step, 0, d);
        PackedCholesky.factor(curvature, 0, d);
        PackedCholesky.solve(curvature, 0, d, step);
        boolean last = s == count - 1;
        Backtracking.search(
            reached - ROUNDING * Math.abs(reached), share -> move(run, share, last));
      }
    }

    private double move(int run, double share, boolean last) {
      int at = rows.user()[run] * d;
      for (int q = 0; q < d; q++) {
        factors.theta[at + q] = before[q] + share * step[q];
      }
      if (last) {
        measure(run);
      } else {
        derive(run);
      }
      return value;
    }

    /** Computes the log posterior. */
    private void measure(int run) {
      value = prior(run);
      for (int slate = rows.first()[run]; slate < rows.first()[run + 1]; slate++) {
        walk.at(run, slate);
        value += walk.log();
        walk.advance(slate);
      }
    }

    private double prior(int run) {
      int at = rows.user()[run] * d;
      double squares = 0;
      for (int q = 0; q < d; q++) {
        squares += factors.theta[at + q] * factors.theta[at + q];
      }
      return -squares / variance / 2;
    }

    /** Computes the log posterior and both derivatives. */
    void derive(int run) {
      int at = rows.user()[run] * d;
      for (int q = 0; q < d; q++) {
        slope[q] = -factors.theta[at + q] / variance;
      }
      outer.clear();
      value = prior(run);
      for (int slate = rows.first()[run]; slate < rows.first()[run + 1]; slate++) {
        walk.at(run, slate);
        value += walk.log();
        add(slate);
        walk.advance(slate);
      }
      outer.write(curvature, 0);
      PackedCholesky.addDiagonal(curvature, 0, d, 1 / variance);
    }

    /** A vector from N(map, H^-1), where map is the user's vector and H the curvature. */
    double[] draw(int run, RandomKey key) {
      derive(run);
      PackedCholesky.factor(curvature, 0, d);
      double[] theta = new double[d];
      for (int q = 0; q < d; q++) {
        theta[q] = key.gaussian(q);
      }
      PackedCholesky.upperSolve(curvature, 0, d, theta);
      for (int q = 0; q < d; q++) {
        theta[q] += factors.theta[rows.user()[run] * d + q];
      }
      return theta;
    }

    private void add(int slate) {
      int size = rows.size();
      System.arraycopy(walk.p, 0, weights, 0, size);
      Arrays.fill(mean, 0);
      Vectors.addScaled(mean, weights, vectors, size);
      weights[size] = -1;
      outer.add(weights, vectors, size + 1);
      int clicked = rows.clicked()[slate];
      for (int q = 0; q < d; q++) {
        slope[q] += (clicked < 0 ? 0 : vectors[clicked][q]) - mean[q];
      }
    }
  }
}
