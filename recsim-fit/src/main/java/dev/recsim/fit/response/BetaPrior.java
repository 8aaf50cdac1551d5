package dev.recsim.fit.response;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.recsim.algebra.Cholesky;
import java.util.Optional;

/**
 * The beta distribution from which the acceptance probabilities of all cells come, found by
 * empirical Bayes: the maximum of the likelihood of the counts with the probabilities integrated
 * out, the sum over cells of ln B(a + k, b + n - k) - ln B(a, b) for k acceptances of n.
 *
 * <p>With A[i] cells that have k &gt; i, B[i] that have n - k &gt; i, and N[i] that have n &gt; i,
 * this is the sum over i of A[i] ln(a + i) + B[i] ln(b + i) - N[i] ln(a + b + i): derivatives are
 * sums of fractions. The maximum is found by Newton's method in ln a and ln b, damped where the
 * function is not concave. Both parameters are kept between 0.001 and 10,000, because the maximum
 * is at infinity if cells differ less than chance would make them.
 *
 * @param a above 0
 * @param b above 0
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record BetaPrior(double a, double b) {
  /** The prior of a log in which no cell has rows. */
  private static final BetaPrior UNIFORM = new BetaPrior(1, 1);

  private static final double LEAST = StrictMath.log(0.001);
  private static final double MOST = StrictMath.log(10_000);
  private static final int MOST_STEPS = 200;
  private static final double SMALLEST_GAIN = 1e-10;

  /**
   * Finds the prior.
   *
   * @param shown rows of each cell, n
   * @param accepted acceptances of each cell, k
   */
  public static BetaPrior fit(int[][] shown, int[][] accepted) {
    int most = 0;
    for (int[] row : shown) {
      for (int n : row) {
        most = Math.max(most, n);
      }
    }
    if (most == 0) {
      return UNIFORM;
    }
    Likelihood likelihood = new Likelihood(most);
    for (int i = 0; i < shown.length; i++) {
      for (int j = 0; j < shown[i].length; j++) {
        likelihood.add(shown[i][j], accepted[i][j]);
      }
    }
    return likelihood.accumulated().maximum();
  }

  /** The function that is maximized, of u = ln a and v = ln b. */
  private static final class Likelihood {
    private final double[] accepts;
    private final double[] refuses;
    private final double[] rows;

    Likelihood(int most) {
      accepts = new double[most];
      refuses = new double[most];
      rows = new double[most];
    }

    void add(int n, int k) {
      if (k > 0) {
        accepts[k - 1]++;
      }
      if (n - k > 0) {
        refuses[n - k - 1]++;
      }
      if (n > 0) {
        rows[n - 1]++;
      }
    }

    /** Turns numbers of cells with exactly i + 1 rows into numbers with more than i. */
    Likelihood accumulated() {
      for (int i = rows.length - 2; i >= 0; i--) {
        accepts[i] += accepts[i + 1];
        refuses[i] += refuses[i + 1];
        rows[i] += rows[i + 1];
      }
      return this;
    }

    BetaPrior maximum() {
      double[] at = {0, 0};
      double value = value(at);
      double damping = 0;
      for (int step = 0; step < MOST_STEPS; step++) {
        double[] next = next(at, damping);
        double there = value(next);
        if (there > value) {
          boolean small = there - value < SMALLEST_GAIN;
          at = next;
          value = there;
          damping /= 4;
          if (small) {
            break;
          }
        } else if (damping > 1e12 * rows[0]) {
          break;
        } else {
          damping = Math.max(4 * damping, 1e-3 * rows[0]);
        }
      }
      return new BetaPrior(StrictMath.exp(at[0]), StrictMath.exp(at[1]));
    }

    private double value(double[] at) {
      double a = StrictMath.exp(at[0]);
      double b = StrictMath.exp(at[1]);
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        sum += accepts[i] == 0 ? 0 : accepts[i] * StrictMath.log(a + i);
        sum += refuses[i] == 0 ? 0 : refuses[i] * StrictMath.log(b + i);
        sum -= rows[i] * StrictMath.log(a + b + i);
      }
      return sum;
    }

    /** A damped Newton step; raises the damping until the Hessian is negative definite. */
    private double[] next(double[] at, double damping) {
      double a = StrictMath.exp(at[0]);
      double b = StrictMath.exp(at[1]);
      double ga = 0;
      double gb = 0;
      double haa = 0;
      double hbb = 0;
      double hab = 0;
      for (int i = 0; i < rows.length; i++) {
        double both = a + b + i;
        ga += accepts[i] / (a + i) - rows[i] / both;
        gb += refuses[i] / (b + i) - rows[i] / both;
        haa += rows[i] / (both * both) - accepts[i] / ((a + i) * (a + i));
        hbb += rows[i] / (both * both) - refuses[i] / ((b + i) * (b + i));
        hab += rows[i] / (both * both);
      }
      double[] gradient = {a * ga, b * gb};
      double add = damping;
      while (true) {
        double[][] negative = {
          {-(a * a * haa + a * ga) + add, 0}, {-a * b * hab, -(b * b * hbb + b * gb) + add}
        };
        Optional<Cholesky> factor = Cholesky.of(negative);
        if (factor.isPresent()) {
          double[] step = factor.get().solve(gradient);
          return new double[] {within(at[0] + step[0]), within(at[1] + step[1])};
        }
        add = Math.max(4 * add, 1e-3 * rows[0]);
      }
    }

    private static double within(double logarithm) {
      return Math.max(LEAST, Math.min(MOST, logarithm));
    }
  }
}
