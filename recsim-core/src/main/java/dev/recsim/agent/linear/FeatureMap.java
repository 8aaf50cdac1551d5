package dev.recsim.agent.linear;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.Arrays;

/**
 * Computes the feature vector x of a document. Its entries are products of a slot and a column,
 * some or all of them. Columns are 1, the document's features, and its topic one-hot. Slots are 1
 * and the user's features. So x is linear in the columns.
 */
final class FeatureMap {
  private static final int MOST = 300;

  /** Largest size of a vector with default options. */
  private static final int MOST_BY_DEFAULT = 1_000;

  private static final int NONE = -1;

  private final Interactions interactions;
  private final int user;
  private final int document;
  private final int columns;
  private final boolean hasTopics;

  /** Index in x of the product, [column][slot], or none; null if x is too large. */
  private final int[][] places;

  FeatureMap(Interactions interactions, Space space) {
    this.interactions = interactions;
    this.user = space.userFeatures().size();
    this.document = space.documentFeatures().size();
    this.hasTopics = space.topics() > 0;
    this.columns = 1 + document + space.topics();
    this.places = longSize() > 10 * MOST_BY_DEFAULT ? null : places();
  }

  private int[][] places() {
    int[][] all = new int[columns][1 + user];
    for (int a = 0; a < columns; a++) {
      Arrays.fill(all[a], NONE);
      all[a][0] = a;
      if (interactions == Interactions.OUTER) {
        for (int i = 1; i <= user; i++) {
          all[a][i] = i * columns + a;
        }
      } else if (interactions == Interactions.ELEMENTWISE && a > 0 && a <= document) {
        all[a][a] = columns + a - 1;
      }
    }
    return all;
  }

  /**
   * Checks that the environment fits.
   *
   * @throws InvalidOption if it does not
   */
  static void check(String type, Interactions interactions, Space space) {
    InvalidOption.unless(
        !space.documentFeatures().isEmpty(),
        "type",
        "an agent of type "
            + type
            + " needs an environment whose documents have features; use ucb1 or thompson_sampling");
    FeatureMap map = new FeatureMap(interactions, space);
    InvalidOption.unless(
        interactions == Interactions.NONE || map.user > 0,
        "interactions",
        "must be none in an environment whose users have no features");
    InvalidOption.unless(
        interactions != Interactions.ELEMENTWISE || map.user == map.document,
        "interactions",
        "can be elementwise only if users and documents have as many features, but they have %s and"
                .formatted(map.user)
            + " %s; use outer".formatted(map.document));
    InvalidOption.unless(
        map.longSize() <= MOST,
        "interactions",
        "makes vectors of %s numbers, more than %s; use less".formatted(map.longSize(), MOST));
  }

  /** Returns all products if they are few, otherwise as many as fit. */
  static Interactions fitting(Space space) {
    long outer = new FeatureMap(Interactions.OUTER, space).longSize();
    boolean paired = space.userFeatures().size() == space.documentFeatures().size();
    if (space.userFeatures().isEmpty() || outer > MOST && !paired && outer > MOST_BY_DEFAULT) {
      return Interactions.NONE;
    }
    return outer > MOST && paired ? Interactions.ELEMENTWISE : Interactions.OUTER;
  }

  int size() {
    return Math.toIntExact(longSize());
  }

  /** Number of columns. */
  int columns() {
    return columns;
  }

  private long longSize() {
    return switch (interactions) {
      case NONE -> columns;
      case OUTER -> (1L + user) * columns;
      case ELEMENTWISE -> columns + (long) document;
    };
  }

  double[] of(Observation seen, int candidate) {
    double[] slots = new double[1 + user];
    slots[0] = 1;
    System.arraycopy(seen.user(), 0, slots, 1, user);
    double[] x = new double[size()];
    add(slots, column(seen, candidate), 1, x);
    return x;
  }

  /** Returns the columns of a document: 1, observed features, topic one-hot. */
  double[] column(Observation seen, int candidate) {
    double[] column = new double[columns];
    column[0] = 1;
    System.arraycopy(seen.candidates().get(candidate).features(), 0, column, 1, document);
    int topic = hasTopics ? seen.candidates().get(candidate).topic() : NONE;
    if (topic >= 0) {
      column[1 + document + topic] = 1;
    }
    return column;
  }

  /** Adds to x the products of slots and columns, times a weight. */
  void add(double[] slots, double[] column, double weight, double[] x) {
    for (int a = 0; a < columns; a++) {
      for (int i = 0; column[a] != 0 && i <= user; i++) {
        if (places[a][i] != NONE) {
          x[places[a][i]] += weight * slots[i] * column[a];
        }
      }
    }
  }

  /** Returns the weights of the columns with which x' theta is a sum over columns. */
  double[] fold(double[] slots, double[] theta) {
    double[] folded = new double[columns];
    for (int a = 0; a < columns; a++) {
      for (int i = 0; i <= user; i++) {
        folded[a] += places[a][i] == NONE ? 0 : slots[i] * theta[places[a][i]];
      }
    }
    return folded;
  }

  /** Returns the matrix with which x' M x is a sum over pairs of columns. */
  double[][] fold(double[] slots, double[][] matrix) {
    double[][] folded = new double[columns][columns];
    for (int a = 0; a < columns; a++) {
      for (int i = 0; i <= user; i++) {
        if (places[a][i] != NONE && slots[i] != 0) {
          double[] rest = fold(slots, matrix[places[a][i]]);
          for (int b = 0; b < columns; b++) {
            folded[a][b] += slots[i] * rest[b];
          }
        }
      }
    }
    return folded;
  }
}
