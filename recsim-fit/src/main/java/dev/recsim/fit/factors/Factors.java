package dev.recsim.fit.factors;

import dev.recsim.algebra.Exponential;
import java.util.Arrays;

/**
 * The parameters of {@code latent_factors}, which a fit changes in place:
 *
 * <pre>{@code
 * score[j] = (theta[u] + eta h) e[j] + b[j]
 * P(j) = exp(score[j]) / (exp(c0) + the sum of exp(score) over the slate)
 * }</pre>
 *
 * The state h is 0 when a session starts. After each slate it becomes delta h, plus e[j] if j was
 * clicked.
 */
final class Factors {
  static final double DELTA = 0.8;

  final int dimension;

  /** Vectors of the documents, [documents x dimension]. */
  final double[] e;

  /** Constants of the documents. */
  final double[] b;

  /** Vectors of the users, [users x dimension]. */
  final double[] theta;

  /** Logarithm of the weight of no click. */
  double c0;

  /** Weight of the state. */
  double eta;

  /** What is left of the state after a slate. */
  double delta = DELTA;

  Factors(int dimension, double[] e, double[] b, double[] theta) {
    this.dimension = dimension;
    this.e = e;
    this.b = b;
    this.theta = theta;
  }

  /** Factors of which nothing is known but the documents' vectors. */
  static Factors start(int dimension, double[] e, int documents, int users) {
    return new Factors(
        dimension, e, new double[documents], new double[Math.multiplyExact(users, dimension)]);
  }

  /** The same documents and scalars with other users, [users x dimension]. */
  Factors withUsers(double[] others) {
    Factors with = new Factors(dimension, e, b, others);
    with.c0 = c0;
    with.eta = eta;
    with.delta = delta;
    return with;
  }

  /** Goes through the slates of a run. Not for several threads. */
  final class Walk {
    private final SlateRuns rows;

    /** The state h, and its derivative by delta. */
    final double[] state = new double[dimension];

    final double[] slope = new double[dimension];

    /** theta + eta h, and 1. */
    final double[] taste = new double[dimension + 1];

    /** The probability of a click at each position, and of none. */
    final double[] p;

    /** Vectors of the slate's documents. They are copied first, so that memory is asked at once. */
    final double[][] vectors;

    /** Whether the slate is the first of a session, so that the state is 0. */
    boolean starts;

    /** The score of what was clicked less the largest, and the sum of such weights. */
    private double own;

    private double sum;

    Walk(SlateRuns rows) {
      this.rows = rows;
      p = new double[rows.size() + 1];
      vectors = new double[rows.size()][dimension];
      taste[dimension] = 1;
    }

    /**
     * Computes the probabilities of a slate. Call it for each slate of a run, followed by {@link
     * #advance}.
     */
    void at(int run, int slate) {
      starts = rows.has(slate, SlateRuns.START) || slate == rows.first()[run];
      if (starts) {
        Arrays.fill(state, 0);
        Arrays.fill(slope, 0);
      }
      for (int k = 0; k < vectors.length; k++) {
        int document = rows.shown()[slate * vectors.length + k];
        System.arraycopy(e, document * dimension, vectors[k], 0, dimension);
        p[k] = b[document];
      }
      int user = rows.user()[run];
      for (int q = 0; q < dimension; q++) {
        taste[q] = (user < 0 ? 0 : theta[user * dimension + q]) + eta * state[q];
      }
      int size = rows.size();
      p[size] = c0;
      double largest = c0;
      for (int k = 0; k < size; k++) {
        p[k] += product(vectors[k], taste);
        largest = Math.max(largest, p[k]);
      }
      own = p[rows.clicked()[slate] < 0 ? size : rows.clicked()[slate]] - largest;
      sum = 0;
      for (int k = 0; k <= size; k++) {
        p[k] = Exponential.of(p[k] - largest);
        sum += p[k];
      }
      for (int k = 0; k <= size; k++) {
        p[k] /= sum;
      }
    }

    /** The log probability of what was clicked. */
    double log() {
      return own - StrictMath.log(sum);
    }

    /** Four sums at a time, which do not wait for each other. */
    double product(double[] vector, double[] x) {
      double sum0 = 0;
      double sum1 = 0;
      double sum2 = 0;
      double sum3 = 0;
      int q = 0;
      for (; q < dimension - 3; q += 4) {
        sum0 += vector[q] * x[q];
        sum1 += vector[q + 1] * x[q + 1];
        sum2 += vector[q + 2] * x[q + 2];
        sum3 += vector[q + 3] * x[q + 3];
      }
      for (; q < dimension; q++) {
        sum0 += vector[q] * x[q];
      }
      return (sum0 + sum1) + (sum2 + sum3);
    }

    /** Changes the state as the click of a slate does. */
    void advance(int slate) {
      for (int q = 0; q < dimension; q++) {
        slope[q] = state[q] + delta * slope[q];
        state[q] *= delta;
      }
      if (rows.clicked()[slate] >= 0) {
        double[] clicked = vectors[rows.clicked()[slate]];
        for (int q = 0; q < dimension; q++) {
          state[q] += clicked[q];
        }
      }
    }
  }
}
