package dev.recsim.docs;

import dev.recsim.random.RandomKey;

/**
 * Rules that draw acceptance matrices for {@code transition_matrix}: row = current document, column
 * = shown document. Documents are in random order everywhere, so their numbers say nothing.
 */
final class SuiteMatrices {
  /** A cell of a matrix from a uniform number of its own. */
  @FunctionalInterface
  private interface Cell {
    double accept(int current, int shown, double u);
  }

  private SuiteMatrices() {}

  /**
   * Each state has one good document, another one in each: 0.85 to 1, all others below 0.2. The
   * documents have nothing in common, and the greedy choice is right.
   */
  static double[][] permutation(int n, RandomKey key) {
    int[] good = shuffled(n, key.child("good"));
    return matrix(n, key, (i, j, u) -> j == good[i] ? between(0.85, 1, u) : between(0, 0.2, u));
  }

  /**
   * Camps of documents, from poor to good. Users accept documents of their own camp with 0.3 to
   * 0.95, better camps more, and those of others with 0.1 to 0.35. To move to a better camp costs
   * now what it brings later.
   */
  static double[][] camps(int n, int camps, RandomKey key) {
    int[] place = shuffled(n, key.child("places"));
    return matrix(
        n,
        key,
        (i, j, u) ->
            place[i] % camps == place[j] % camps
                ? between(0.4, 0.95, (double) (place[i] % camps) / (camps - 1)) - 0.1 * u
                : between(0.1, 0.35, u));
  }

  /**
   * A ladder. A document is accepted again more often the higher it is, from 0.3 to 0.98. The one
   * above it is accepted a little less, from 0.22 to 0.9; higher ones almost never, lower ones with
   * up to 0.35. The greedy choice is to stay; long sessions reward the climb.
   */
  static double[][] ladder(int n, RandomKey key) {
    int[] rung = shuffled(n, key.child("places"));
    return matrix(
        n,
        key,
        (i, j, u) -> {
          double height = (double) rung[i] / (n - 1);
          return switch (Integer.signum(rung[j] - rung[i])) {
            case 0 -> between(0.3, 0.98, height) - 0.03 * u;
            case 1 -> rung[j] == rung[i] + 1 ? between(0.22, 0.9, height) - 0.04 * u : 0.05 * u;
            default -> 0.3 * height + 0.05 * u;
          };
        });
  }

  /**
   * Traps: some documents are accepted with 0.8 to 0.95 at all others. At a trap nothing is
   * accepted with more than 0.15, and then it is another trap. The good documents lead to one
   * another in a circle with 0.6 to 0.75, and elsewhere with 0.1 to 0.4.
   */
  static double[][] trap(int n, int traps, RandomKey key) {
    int[] place = shuffled(n, key.child("places"));
    int good = n - traps;
    return matrix(
        n,
        key,
        (i, j, u) -> {
          if (place[i] < traps) {
            return place[j] < traps ? between(0.05, 0.15, u) : 0.05 * u;
          }
          if (place[j] < traps) {
            return between(0.8, 0.95, u);
          }
          boolean next = place[j] == traps + (place[i] - traps + 1) % good;
          return next ? between(0.6, 0.75, u) : between(0.1, 0.4, u);
        });
  }

  /** All documents are nearly alike: accepted with 0.5 to 0.7 everywhere. */
  static double[][] alike(int n, RandomKey key) {
    return matrix(n, key, (i, j, u) -> 0.5 + 0.2 * u);
  }

  /**
   * Documents are nearly alike, but users at some of them accept more of everything: 0.3 to 0.6 by
   * the current document, and up to 0.1 by the one shown. The greedy choice sees the smaller part.
   */
  static double[][] moods(int n, RandomKey key) {
    RandomKey states = key.child("states");
    return matrix(n, key, (i, j, u) -> 0.3 + 0.3 * states.uniform(i) + 0.1 * u);
  }

  /** Everything is accepted with a uniform probability of its own. */
  static double[][] dense(int n, RandomKey key) {
    return matrix(n, key, (i, j, u) -> u);
  }

  /**
   * Hubs and groups of three. At a hub, everything is accepted with 0.75 to 0.95. Elsewhere, the
   * own group is accepted with 0.5 to 0.65, a hub with 0.35 to 0.5, and others below 0.2.
   */
  static double[][] hubs(int n, int hubs, RandomKey key) {
    int[] place = shuffled(n, key.child("places"));
    return matrix(
        n,
        key,
        (i, j, u) -> {
          if (place[i] < hubs) {
            return between(0.75, 0.95, u);
          }
          if (place[j] < hubs) {
            return between(0.35, 0.5, u);
          }
          return place[j] / 3 == place[i] / 3 ? between(0.5, 0.65, u) : 0.2 * u;
        });
  }

  /**
   * Blocks of documents in a circle: users accept those of the next block with 0.5 to 0.9, others
   * below 0.25.
   */
  static double[][] cycle(int n, int blocks, RandomKey key) {
    int[] place = shuffled(n, key.child("places"));
    return matrix(
        n,
        key,
        (i, j, u) ->
            place[j] % blocks == (place[i] + 1) % blocks ? between(0.5, 0.9, u) : 0.25 * u);
  }

  private static double[][] matrix(int n, RandomKey key, Cell cell) {
    RandomKey cells = key.child("cells");
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] = cell.accept(i, j, cells.child(i).uniform(j));
      }
    }
    return matrix;
  }

  private static double between(double low, double high, double u) {
    return low + (high - low) * u;
  }

  /** The numbers below n in random order (Fisher and Yates). */
  private static int[] shuffled(int n, RandomKey key) {
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      int j = key.below(i, i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }
}
