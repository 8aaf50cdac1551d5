package dev.recsim.fit.world;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Session;
import dev.recsim.api.compose.AcceptanceTable;
import dev.recsim.exact.HiddenKinds;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;

/**
 * Users of two hidden kinds, equally frequent. The acceptance logits of a kind are those of the
 * mean user plus and minus a difference for each cell of the table, then both are shifted by the
 * same number, so that the mean of both probabilities is that of the mean user.
 *
 * @param inside the mean user
 * @param kinds users of each kind
 */
record KindsEnvironment(Environment inside, List<Environment> kinds)
    implements Environment.Wrapper, HiddenKinds {

  /**
   * Splits the users of an environment.
   *
   * @param mean whose table is stored
   * @param sigma standard deviation of the difference of a cell
   * @param key of the differences
   */
  static KindsEnvironment of(AcceptanceTable mean, double sigma, RandomKey key) {
    double[][] accept = mean.acceptances().orElseThrow();
    double[][] first = new double[accept.length][];
    double[][] second = new double[accept.length][];
    for (int i = 0; i < accept.length; i++) {
      int documents = accept[i].length;
      first[i] = new double[documents];
      second[i] = new double[documents];
      for (int j = 0; j < documents; j++) {
        double difference = sigma * key.gaussian((long) i * documents + j);
        first[i][j] = probability(accept[i][j], difference);
        second[i][j] = probability(accept[i][j], -difference);
      }
    }
    return new KindsEnvironment(
        mean, List.of(mean.withAcceptances(first), mean.withAcceptances(second)));
  }

  /**
   * The probability of the kind with this difference of its logit. With odds u of the shifted mean
   * user, the mean of u E / (1 + u E) and u F / (1 + u F) is p, for E = exp(difference) and F = 1 /
   * E: a quadratic equation in u.
   */
  static double probability(double p, double difference) {
    if (p <= 0 || p >= 1) {
      return p;
    }
    double odds = StrictMath.exp(difference);
    double b = (1 - 2 * p) * (odds + 1 / odds);
    double root = Math.sqrt(b * b + 16 * p * (1 - p));
    // Two forms of the same root, because the difference of close numbers loses digits.
    double shifted = b >= 0 ? 4 * p / (b + root) : (root - b) / (4 * (1 - p));
    return shifted * odds / (1 + shifted * odds);
  }

  /** Empty: the state does not tell the kind. */
  @Override
  public Optional<FiniteMdp> model() {
    return Optional.empty();
  }

  @Override
  public Session open(RandomKey key) {
    return kinds.get(key.child("kind").below(0, kinds.size())).open(key);
  }
}
