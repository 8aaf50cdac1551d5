package dev.recsim.fit.factors;

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

    Walk(SlateRuns rows) {
      this.rows = rows;
      p = new double[rows.size() + 1];
      taste[dimension] = 1;
    }

    /**
     * Computes the probabilities of a slate. Call it for each slate of a run, followed by {@link
     * #advance}.
     *
     * @return log probability of what was clicked
     */
    double at(int run, int slate) {
      if (rows.has(slate, SlateRuns.START) || slate == rows.first()[run]) {
        for (int q = 0; q < dimension; q++) {
          state[q] = 0;
          slope[q] = 0;
        }
      }
      int user = rows.user()[run];
      for (int q = 0; q < dimension; q++) {
        taste[q] = (user < 0 ? 0 : theta[user * dimension + q]) + eta * state[q];
      }
      int size = rows.size();
      p[size] = c0;
      double largest = c0;
      for (int k = 0; k < size; k++) {
        p[k] = score(rows.shown()[slate * size + k], taste);
        largest = Math.max(largest, p[k]);
      }
      double sum = 0;
      int choice = rows.clicked()[slate] < 0 ? size : rows.clicked()[slate];
      double own = p[choice] - largest;
      for (int k = 0; k <= size; k++) {
        p[k] = StrictMath.exp(p[k] - largest);
        sum += p[k];
      }
      for (int k = 0; k <= size; k++) {
        p[k] /= sum;
      }
      return own - StrictMath.log(sum);
    }

    private double score(int document, double[] x) {
      double score = b[document];
      int at = document * dimension;
      for (int q = 0; q < dimension; q++) {
        score += x[q] * e[at + q];
      }
      return score;
    }

    /** Changes the state as the click of a slate does. */
    void advance(int slate) {
      int click = rows.click(slate);
      for (int q = 0; q < dimension; q++) {
        slope[q] = state[q] + delta * slope[q];
        state[q] = delta * state[q] + (click < 0 ? 0 : e[click * dimension + q]);
      }
    }
  }
}
