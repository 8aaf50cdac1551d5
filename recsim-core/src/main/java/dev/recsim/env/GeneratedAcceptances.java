package dev.recsim.env;

import dev.recsim.random.RandomKey;

/**
 * A random matrix. Off-diagonal cells are uniform in [0, pExitNotAccepted), diagonal cells uniform
 * in [1 - pExitAccepted, 1). Then the columns are permuted, so each state has one good document.
 * Only the permutation is stored; a cell is drawn when it is read.
 */
final class GeneratedAcceptances implements Acceptances {
  private final double pExitAccepted;
  private final double pExitNotAccepted;
  private final RandomKey rows;

  /** The original column at each position. */
  private final int[] columns;

  GeneratedAcceptances(
      int documents, double pExitAccepted, double pExitNotAccepted, RandomKey key) {
    this.pExitAccepted = pExitAccepted;
    this.pExitNotAccepted = pExitNotAccepted;
    this.rows = key.child("row");
    this.columns = inverse(permutation(documents, key.child("columns")));
  }

  /** A Fisher-Yates shuffle. */
  static int[] permutation(int n, RandomKey key) {
    int[] permutation = new int[n];
    for (int i = 0; i < n; i++) {
      int j = key.below(i, i + 1);
      permutation[i] = permutation[j];
      permutation[j] = i;
    }
    return permutation;
  }

  private static int[] inverse(int[] permutation) {
    int[] inverse = new int[permutation.length];
    for (int i = 0; i < permutation.length; i++) {
      inverse[permutation[i]] = i;
    }
    return inverse;
  }

  @Override
  public int documents() {
    return columns.length;
  }

  @Override
  public double accept(int current, int shown) {
    int column = columns[shown];
    double u = rows.child(current).uniform(column);
    return current == column ? 1 - pExitAccepted + u * pExitAccepted : u * pExitNotAccepted;
  }
}
