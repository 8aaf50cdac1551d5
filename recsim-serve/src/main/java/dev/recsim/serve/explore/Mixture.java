package dev.recsim.serve.explore;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.Collections;
import java.util.List;

/**
 * Draws one of several policies for each decision. With weights w, the probability of the document
 * at a position, given those above it, is
 *
 * <pre>{@code
 * sum over m of w(m) P(m, documents up to it) / sum over m of w(m) P(m, documents above it)
 * }</pre>
 *
 * It is computed as the mean of the policies' own conditional probabilities, with weights that are
 * updated at each position (Bayes' rule). So products of small numbers never become 0.
 */
public final class Mixture implements Explorer {
  private final List<? extends Explorer> policies;
  private final double[] weights;

  /** Whether the policies are members of an ensemble. */
  private final boolean ensemble;

  /**
   * Mixes policies.
   *
   * @param policies at least one
   * @param ensemble whether the policies are members of an ensemble
   * @param weights of the policies, each 0 or more, with a positive sum; copied
   */
  Mixture(List<? extends Explorer> policies, boolean ensemble, double... weights) {
    this.ensemble = ensemble;
    this.policies = List.copyOf(policies);
    this.weights = weights.clone();
    double sum = sum(weights);
    for (int m = 0; m < weights.length; m++) {
      this.weights[m] /= sum;
    }
  }

  /**
   * {@return a policy that draws one of several with equal probabilities; the policy itself if
   * there is one}
   *
   * @param policies at least one
   */
  public static Explorer of(List<? extends Explorer> policies) {
    double[] equal =
        Collections.nCopies(policies.size(), 1.0).stream().mapToDouble(it -> it).toArray();
    return policies.size() == 1 ? policies.get(0) : new Mixture(policies, true, equal);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private int drawn(RandomKey key) {
    double left = key.child("member").uniform(0);
    int last = 0;
    for (int m = 0; m < weights.length; m++) {
      if (weights[m] > 0) {
        last = m;
        left -= weights[m];
      }
      if (left < 0) {
        break;
      }
    }
    return last;
  }

  /** The policies may be mixtures too, which must not draw by the same number. */
  private static RandomKey inner(RandomKey key) {
    return key.child("inside");
  }

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    return policies.get(drawn(key)).recommend(observation, inner(key));
  }

  @Override
  public Drawn draw(Observation observation, RandomKey key) {
    int number = drawn(key);
    Drawn one = policies.get(number).draw(observation, inner(key));
    double[] all = propensities(observation, one.slate());
    return new Drawn(one.slate(), all, one.teams(), ensemble ? number : one.member());
  }

  @Override
  public double[] propensities(Observation observation, Slate slate) {
    double[][] each = new double[weights.length][];
    for (int m = 0; m < weights.length; m++) {
      each[m] =
          weights[m] == 0
              ? new double[slate.size()]
              : policies.get(m).propensities(observation, slate);
      if (each[m] == null) {
        return null;
      }
    }
    return mixed(each, weights.clone(), slate.size());
  }

  /**
   * @param now the weights given the documents above, which change
   */
  private static double[] mixed(double[][] each, double[] now, int size) {
    double[] all = new double[size];
    for (int p = 0; p < size; p++) {
      for (int m = 0; m < now.length; m++) {
        now[m] *= each[m][p];
      }
      all[p] = sum(now);
      if (all[p] == 0) {
        break;
      }
      for (int m = 0; m < now.length; m++) {
        now[m] /= all[p];
      }
    }
    return all;
  }
}
