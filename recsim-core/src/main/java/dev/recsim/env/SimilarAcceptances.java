package dev.recsim.env;

import dev.recsim.random.RandomKey;

/**
 * A matrix in which users who accept a document also accept similar ones. Each document has two
 * unit vectors, both uniform on the sphere: its content, and the interest of users at it. With c
 * the cosine between the interest of users at i and the content of j, W[i][j] = ((1 + c) /
 * 2)^sharpness. Only the vectors are stored; a cell is computed when it is read.
 */
final class SimilarAcceptances implements Acceptances {
  /** Bytes of two arrays of the largest possible length. */
  static final long MOST_BYTES = 2L * Double.BYTES * (Integer.MAX_VALUE - 8);

  private final int documents;
  private final int dimension;
  private final double sharpness;

  /** Content, [documents x dimension]; each row has length 1. */
  private final double[] like;

  private final double[] wanted;

  SimilarAcceptances(int documents, int dimension, double sharpness, RandomKey key) {
    this.documents = documents;
    this.dimension = dimension;
    this.sharpness = sharpness;
    this.like = directions(documents, dimension, key.child("like"));
    this.wanted = directions(documents, dimension, key.child("wanted"));
  }

  /** Returns the size of the vectors, in bytes. */
  static long bytes(int documents, int dimension) {
    return 2L * Double.BYTES * documents * dimension;
  }

  private static double[] directions(int n, int dimension, RandomKey key) {
    double[] directions = new double[Math.multiplyExact(n, dimension)];
    for (int i = 0; i < n; i++) {
      RandomKey draws = key.child(i);
      int start = i * dimension;
      for (int k = 0; k < dimension; k++) {
        directions[start + k] = draws.gaussian(k);
      }
      double length = Math.sqrt(dot(directions, start, directions, start, dimension));
      for (int k = 0; k < dimension; k++) {
        directions[start + k] /= length;
      }
    }
    return directions;
  }

  private static double dot(double[] a, int startA, double[] b, int startB, int n) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += a[startA + k] * b[startB + k];
    }
    return sum;
  }

  @Override
  public int documents() {
    return documents;
  }

  @Override
  public double accept(int current, int shown) {
    double cosine = dot(wanted, current * dimension, like, shown * dimension, dimension);
    return StrictMath.pow(Math.min(1, Math.max(0, (1 + cosine) / 2)), sharpness);
  }

  /** Compares cosines, which are in the order of the probabilities. */
  @Override
  public int best(int current) {
    int best = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < documents; j++) {
      double cosine = dot(wanted, current * dimension, like, j * dimension, dimension);
      if (cosine > largest) {
        largest = cosine;
        best = j;
      }
    }
    return best;
  }

  /** Dimension of a direction. */
  int dimension() {
    return dimension;
  }

  /** Copies the latent vector of a document: its content, then the interest of users at it. */
  void copy(int document, double[] to) {
    System.arraycopy(like, document * dimension, to, 0, dimension);
    System.arraycopy(wanted, document * dimension, to, dimension, dimension);
  }
}
