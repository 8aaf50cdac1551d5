package dev.recsim.env;

import dev.recsim.random.RandomKey;
import java.util.Optional;

/**
 * W[i][j], the probability that a user at document i accepts document j. Square, values in [0, 1].
 * Immutable.
 */
final class AcceptanceMatrix {
  /** The matrix itself, and what the exact solution and the report make of it. */
  private static final int BYTES_A_CELL = 3 * Double.BYTES;

  private final double[][] rows;

  /** Takes over the rows, which must be square and in range. */
  AcceptanceMatrix(double[][] rows) {
    this.rows = rows;
  }

  /**
   * Why a matrix of that many documents cannot be held, told before that is tried.
   *
   * @param memory bytes that there are
   */
  static Optional<String> tooMany(int documents, long memory) {
    long needed = (long) BYTES_A_CELL * documents * documents;
    return needed <= memory
        ? Optional.empty()
        : Optional.of(
            "is %d, which takes %d MiB, but this JVM has %d MiB; make it smaller or set"
                    .formatted(documents, needed >> 20, memory >> 20)
                + " recsim.argLine=-Xmx<more>");
  }

  /**
   * Draws a matrix as the notebook does: off-diagonal uniform in [0, pExitNotAccepted), diagonal
   * uniform in [1 - pExitAccepted, 1), then the columns permuted, so that each state has one good
   * document.
   */
  static AcceptanceMatrix generate(
      int documents, double pExitAccepted, double pExitNotAccepted, RandomKey key) {
    int[] permutation = permutation(documents, key.child("columns"));
    double[][] rows = new double[documents][documents];
    for (int i = 0; i < documents; i++) {
      RandomKey row = key.child("row").child(i);
      for (int j = 0; j < documents; j++) {
        double u = row.uniform(j);
        rows[i][permutation[j]] =
            i == j ? 1 - pExitAccepted + u * pExitAccepted : u * pExitNotAccepted;
      }
    }
    return new AcceptanceMatrix(rows);
  }

  /**
   * Draws a matrix of documents that have something in common. Each document has two directions,
   * both uniform on the sphere: what it is like, and what the users at it look for. With c the
   * cosine between what users at i look for and what j is like, W[i][j] = ((1 + c) / 2)^sharpness.
   */
  static AcceptanceMatrix similar(int documents, int dimension, double sharpness, RandomKey key) {
    double[][] like = directions(documents, dimension, key.child("like"));
    double[][] wanted = directions(documents, dimension, key.child("wanted"));
    double[][] rows = new double[documents][documents];
    for (int i = 0; i < documents; i++) {
      for (int j = 0; j < documents; j++) {
        double nearness = (1 + dot(wanted[i], like[j])) / 2;
        rows[i][j] = StrictMath.pow(Math.min(1, Math.max(0, nearness)), sharpness);
      }
    }
    return new AcceptanceMatrix(rows);
  }

  /** [n][dimension], each row of length 1. */
  private static double[][] directions(int n, int dimension, RandomKey key) {
    double[][] directions = new double[n][dimension];
    for (int i = 0; i < n; i++) {
      RandomKey draws = key.child(i);
      for (int k = 0; k < dimension; k++) {
        directions[i][k] = draws.gaussian(k);
      }
      double length = Math.sqrt(dot(directions[i], directions[i]));
      for (int k = 0; k < dimension; k++) {
        directions[i][k] /= length;
      }
    }
    return directions;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /** Fisher and Yates's shuffle. */
  private static int[] permutation(int n, RandomKey key) {
    int[] permutation = new int[n];
    for (int i = 0; i < n; i++) {
      int j = key.below(i, i + 1);
      permutation[i] = permutation[j];
      permutation[j] = i;
    }
    return permutation;
  }

  int documents() {
    return rows.length;
  }

  double accept(int current, int shown) {
    return rows[current][shown];
  }

  /** The document most likely to be accepted; the lowest index among equals. */
  int argmax(int current) {
    int best = 0;
    for (int j = 1; j < rows.length; j++) {
      if (rows[current][j] > rows[current][best]) {
        best = j;
      }
    }
    return best;
  }
}
