package dev.recsim.env;

import dev.recsim.random.RandomKey;

/**
 * A matrix as the notebook draws it: off-diagonal uniform in [0, pExitNotAccepted), diagonal
 * uniform in [1 - pExitAccepted, 1), then the columns permuted, so that each state has one good
 * document. A cell is drawn when it is asked for; the permutation alone is kept.
 */
final class GeneratedAcceptances implements Acceptances {
  private final double pExitAccepted;
  private final double pExitNotAccepted;
  private final RandomKey rows;

  /** The column that went to each place. */
  private final int[] columns;

  GeneratedAcceptances(
      int documents, double pExitAccepted, double pExitNotAccepted, RandomKey key) {
    this.pExitAccepted = pExitAccepted;
    this.pExitNotAccepted = pExitNotAccepted;
    this.rows = key.child("row");
    this.columns = inverse(permutation(documents, key.child("columns")));
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
