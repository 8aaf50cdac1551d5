package dev.recsim.explain.shown;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.explain.shown.ShownTables.Probe;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a policy what it would show first as one feature of a mean user varies. */
public final class Probes {
  /** A document that is first with a smaller probability is not named. */
  private static final double PREFERRED = 0.5;

  /** Number of features that are stored. */
  private static final int MOST_TELLING = 4;

  private Probes() {}

  /**
   * Probes a policy. The user is at the start of a session.
   *
   * @param perception converts the environment's observations for the policy
   * @param key randomness of its decisions
   * @return a probe for each feature of the frame
   */
  public static List<Probe> of(Frame frame, Policy policy, Perception perception, RandomKey key) {
    List<Probe> probes = new ArrayList<>();
    for (Sweep sweep : frame.sweeps()) {
      List<String> first = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < sweep.points().length; i++) {
        Observation seen = sweep.at(frame.start(), i);
        Observation perceived = perception.first(seen);
        first.add(first(frame, policy, seen, perceived, key.child(sweep.name()).child(i)));
        policy.value(perceived).map(Policy.Estimate::amount).ifPresent(values::add);
      }
      probes.add(
          new Probe(
              sweep.name(),
              sweep.points(),
              first,
              values.stream().mapToDouble(Double::doubleValue).toArray()));
    }
    return probes;
  }

  /**
   * Returns the features along which agents change most often what comes first, the most telling
   * one first; features that change nothing are in their order.
   *
   * @param probes of all agents, each with the same features
   */
  static List<String> telling(List<List<Probe>> probes) {
    Map<String, Integer> changes = new LinkedHashMap<>();
    for (List<Probe> agent : probes) {
      for (Probe probe : agent) {
        changes.merge(probe.feature(), changes(probe.first()), Integer::sum);
      }
    }
    return changes.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_TELLING)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int changes(List<String> first) {
    int changes = 0;
    for (int i = 1; i < first.size(); i++) {
      changes += first.get(i).equals(first.get(i - 1)) ? 0 : 1;
    }
    return changes;
  }

  private static String first(
      Frame frame, Policy policy, Observation seen, Observation perceived, RandomKey key) {
    int documents = seen.documents(frame.environment().space());
    Optional<double[]> probabilities = policy.probabilities(perceived, documents);
    int first = policy.recommend(perceived, key).document(0);
    if (probabilities.isPresent()) {
      double[] each = probabilities.get();
      for (int d = 0; d < each.length; d++) {
        first = each[d] > each[first] ? d : first;
      }
      if (each[first] < PREFERRED) {
        return "";
      }
    }
    return frame.documents().label().apply(frame.documents().group().of(seen, first));
  }
}
