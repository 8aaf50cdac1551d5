package dev.recsim.agent.linear;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;

/** The vector x by which a document is judged. */
final class FeatureMap {
  private static final int MOST = 300;

  private final Interactions interactions;
  private final int user;
  private final int document;

  FeatureMap(Interactions interactions, Space space) {
    this.interactions = interactions;
    this.user = space.userFeatures().size();
    this.document = space.documentFeatures().size();
  }

  /**
   * What must hold of the environment.
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

  int size() {
    return Math.toIntExact(longSize());
  }

  private long longSize() {
    return switch (interactions) {
      case NONE -> 1L + document;
      case OUTER -> (1L + user) * (1L + document);
      case ELEMENTWISE -> 1L + 2L * document;
    };
  }

  double[] of(Observation seen, int candidate) {
    double[] f = seen.candidates().get(candidate).features();
    double[] x = new double[size()];
    x[0] = 1;
    System.arraycopy(f, 0, x, 1, document);
    if (interactions == Interactions.OUTER) {
      for (int i = 0; i < user; i++) {
        double u = seen.user()[i];
        int at = (1 + i) * (1 + document);
        x[at] = u;
        for (int j = 0; j < document; j++) {
          x[at + 1 + j] = u * f[j];
        }
      }
    } else if (interactions == Interactions.ELEMENTWISE) {
      for (int j = 0; j < document; j++) {
        x[1 + document + j] = seen.user()[j] * f[j];
      }
    }
    return x;
  }
}
