package dev.recsim.fit.factors;

import dev.recsim.algebra.PackedCholesky;
import dev.recsim.fit.ids.Blocks;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Objects;

/**
 * The users of a fit. A user's vector is drawn from N(map, H^-1), where map is the most likely
 * vector and H minus the matrix of second derivatives there. Without users of the log, it is drawn
 * from a normal distribution of all users.
 *
 * @param dimension d of the vectors
 * @param theta most likely vectors, [users x d]
 * @param cholesky factors L of H = L L', [users x d (d + 1) / 2]
 * @param mean of all users
 * @param spread factor L of their covariance L L', packed
 */
record Population(int dimension, float[] theta, float[] cholesky, double[] mean, double[] spread) {

  Population {
    int d = dimension;
    if (d < 1
        || theta.length % d != 0
        || cholesky.length != theta.length / d * PackedCholesky.size(d)
        || mean.length != d
        || spread.length != PackedCholesky.size(d)) {
      throw new IllegalArgumentException("the tensors of users have other sizes");
    }
  }

  /**
   * Computes the users of a fit.
   *
   * @param chosen runs of the users that are kept, ascending
   */
  static Population of(UserSteps steps, int[] chosen) {
    int d = steps.factors().dimension;
    int block = PackedCholesky.size(d);
    float[] theta = new float[chosen.length * d];
    float[] cholesky = new float[Math.multiplyExact(chosen.length, block)];
    Moments[] parts = new Moments[Blocks.MOST];
    Blocks.of(
        steps.rows().first(),
        (part, from, to) -> {
          parts[part] = new Moments(d);
          UserSteps.One one = steps.new One();
          int next = Arrays.binarySearch(chosen, from);
          next = next < 0 ? -1 - next : next;
          for (int run = from; run < to; run++) {
            one.derive(run);
            PackedCholesky.factor(one.curvature, 0, d);
            int at = steps.rows().user()[run] * d;
            double[] map = Arrays.copyOfRange(steps.factors().theta, at, at + d);
            parts[part].add(map, one.curvature);
            if (next < chosen.length && chosen[next] == run) {
              copy(map, theta, next * d);
              copy(one.curvature, cholesky, next * block);
              next++;
            }
          }
        });
    Moments moments = new Moments(d);
    Arrays.stream(parts).filter(Objects::nonNull).forEach(moments::add);
    return new Population(d, theta, cholesky, moments.mean(), moments.spread());
  }

  private static void copy(double[] from, float[] to, int at) {
    for (int i = 0; i < from.length; i++) {
      to[at + i] = (float) from[i];
    }
  }

  /** Mean and covariance of the vectors, with what is not known about each. */
  private static final class Moments {
    private final int d;
    private final double[] sum;
    private final double[] squares;
    private double users;

    Moments(int d) {
      this.d = d;
      sum = new double[d];
      squares = new double[PackedCholesky.size(d)];
    }

    /** Adds a user; the covariance of the user is the inverse of the factored matrix. */
    void add(double[] map, double[] factor) {
      users++;
      PackedCholesky.addOuter(squares, 0, d, 1, map);
      for (int q = 0; q < d; q++) {
        sum[q] += map[q];
        double[] unit = new double[d];
        unit[q] = 1;
        PackedCholesky.solve(factor, 0, d, unit);
        for (int r = 0; r <= q; r++) {
          squares[q * (q + 1) / 2 + r] += unit[r];
        }
      }
    }

    void add(Moments other) {
      users += other.users;
      Arrays.setAll(sum, i -> sum[i] + other.sum[i]);
      Arrays.setAll(squares, i -> squares[i] + other.squares[i]);
    }

    double[] mean() {
      double[] mean = sum.clone();
      for (int q = 0; q < d; q++) {
        mean[q] /= users;
      }
      return mean;
    }

    double[] spread() {
      double[] covariance = squares.clone();
      PackedCholesky.addOuter(covariance, 0, d, -users, mean());
      for (int i = 0; i < covariance.length; i++) {
        covariance[i] /= users;
      }
      PackedCholesky.factor(covariance, 0, d);
      return covariance;
    }
  }

  /** Number of users. */
  int size() {
    return theta.length / dimension;
  }

  /** A vector that is drawn, and what is known about it. */
  record Drawn(double[] theta, double[] known) {}

  /** Draws a user. */
  Drawn draw(RandomKey key) {
    double[] z = new double[dimension];
    for (int q = 0; q < dimension; q++) {
      z[q] = key.gaussian(q + 1L);
    }
    return size() > 0 ? ofLog(key.below(0, size()), z) : fresh(z);
  }

  private Drawn ofLog(int user, double[] z) {
    int block = PackedCholesky.size(dimension);
    double[] factor = new double[block];
    for (int i = 0; i < block; i++) {
      factor[i] = cholesky[user * block + i];
    }
    PackedCholesky.upperSolve(factor, 0, dimension, z);
    double[] known = new double[dimension];
    for (int q = 0; q < dimension; q++) {
      known[q] = theta[user * dimension + q];
      z[q] += known[q];
    }
    return new Drawn(z, known);
  }

  private Drawn fresh(double[] z) {
    double[] drawn = mean.clone();
    for (int q = 0; q < dimension; q++) {
      for (int r = 0; r <= q; r++) {
        drawn[q] += spread[q * (q + 1) / 2 + r] * z[r];
      }
    }
    return new Drawn(drawn, mean);
  }
}
