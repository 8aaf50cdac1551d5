package dev.recsim.report.compare;

import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.random.RandomKey;
import dev.recsim.report.compare.RunComparison.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Made-up sides of comparisons. */
final class Runs {
  static final String HOSTILE =
      "</script><script>window.hacked = 1</script>`|\\*@x* <img src=x onerror='window.hacked = 1'>";

  private Runs() {}

  /** An agent with these scores on seeds 0, 1, ...; same score, same digest. */
  static AgentScores agent(String name, double... scores) {
    return agentFrom(0, name, scores);
  }

  /** With these scores from this seed on. */
  static AgentScores agentFrom(int first, String name, double... scores) {
    List<SeedScore> all =
        IntStream.range(0, scores.length)
            .mapToObj(i -> new SeedScore(first + i, scores[i], "digest of " + scores[i], Map.of()))
            .toList();
    return new AgentScores(name, name, false, null, all, new TreeMap<>(), List.of());
  }

  /** One that learns, to about this score. */
  static AgentScores learner(String name, String luck, int seeds, double level) {
    RandomKey key = RandomKey.root(5).child(name);
    double[] scores =
        IntStream.range(0, seeds)
            .mapToDouble(i -> level + 0.4 * key.uniform(i) + 0.1 * key.child(luck).uniform(i))
            .toArray();
    List<CurvePoint> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= 20; epoch++) {
      double wobble = 0.1 * key.child(luck).child("curve").uniform(epoch);
      curve.add(
          new CurvePoint(
              epoch, 1_850.5 * epoch, level + wobble - level * StrictMath.exp(-epoch / 4.0)));
    }
    AgentScores plain = agent(name, scores);
    return new AgentScores(
        name, "actor_critic", false, "java", plain.scores(), new TreeMap<>(), curve);
  }

  static AgentScores failed(AgentScores agent, int seed, String error) {
    List<SeedScore> rest = agent.scores().stream().filter(it -> it.seed() != seed).toList();
    return new AgentScores(
        agent.name(),
        agent.type(),
        false,
        agent.engine(),
        rest,
        new TreeMap<>(Map.of(seed, error)),
        agent.curve());
  }

  /** A side of one experiment. */
  static Map<String, Part> side(
      String origin, String experiment, Map<String, String> keys, AgentScores... agents) {
    return Map.of(experiment, part(origin, experiment, keys, agents));
  }

  static Part part(
      String origin, String experiment, Map<String, String> keys, AgentScores... agents) {
    StringBuilder resolved = new StringBuilder();
    new TreeMap<>(keys)
        .forEach((key, value) -> resolved.append(key).append('\t').append(value).append('\n'));
    return new Part(
        origin,
        new Snapshot(
            experiment, "f", resolved.toString(), new TreeMap<>(), 8.9, List.of(agents), List.of()),
        "accepted documents");
  }

  static RunComparison compare(Map<String, Part> base, Map<String, Part> head) {
    return RunComparison.between(base, head, RunComparison.ALPHA, Runs::keys);
  }

  private static Map<String, String> keys(Snapshot snapshot) {
    Map<String, String> keys = new TreeMap<>();
    for (String line : snapshot.resolved().lines().toList()) {
      keys.put(line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1));
    }
    return keys;
  }

  /** Two learners, one worse; two yardsticks; an agent on each side alone; a changed experiment. */
  static RunComparison notebook() {
    Map<String, String> keys = Map.of("agents.actor_critic.gamma", "0.99", "training.epochs", "20");
    Map<String, String> others =
        Map.of("agents.actor_critic.gamma", "0.8", "training.epochs", "20");
    Map<String, Part> base =
        Map.of(
            "notebook",
            part(
                "main~3 (9f86d08123)",
                "notebook",
                keys,
                agent("random", 0.98, 0.98, 0.98, 0.98, 0.98, 0.98),
                agent("optimal", 8.92, 8.92, 8.92, 8.92, 8.92, 8.92),
                learner("actor_critic", "a", 10, 8.5),
                learner("wide", "a", 10, 7.5),
                learner("narrow", "a", 10, 5),
                agent("gone", 1, 2, 3)),
            "quick",
            part("main~3 (9f86d08123)", "quick", Map.of(), agent("random", 1, 2, 3)),
            "old",
            part("main~3 (9f86d08123)", "old", Map.of(), agent("random", 1, 2, 3)));
    Map<String, Part> head =
        Map.of(
            "notebook",
            part(
                "the last run",
                "notebook",
                others,
                agent("random", 0.98, 0.98, 0.98, 0.98, 0.98, 0.98),
                agent("optimal", 8.92, 8.92, 8.92, 8.92, 8.92, 8.92),
                learner("actor_critic", "b", 10, 7.9),
                learner("wide", "b", 10, 7.5),
                failed(learner("narrow", "b", 12, 5.2), 3, "loss is NaN"),
                agent("new", 1, 2, 3)),
            "quick",
            part("the last run", "quick", Map.of(), agent("random", 1, 2, 3)));
    return compare(base, head);
  }

  /** Names, keys, values and errors that want to be code. */
  static RunComparison hostile() {
    return compare(
        side(
            HOSTILE,
            HOSTILE,
            Map.of(HOSTILE, "1"),
            learner(HOSTILE, "a", 6, 3),
            agent(
                "a_name_that_is_longer_than_any_sensible_name_would_be_in_an_experiment", 1, 2, 3)),
        side(
            HOSTILE,
            HOSTILE,
            Map.of(HOSTILE, HOSTILE),
            learner(HOSTILE, "b", 6, 4),
            failed(
                agent("a_name_that_is_longer_than_any_sensible_name_would_be_in_an_experiment", 1),
                0,
                HOSTILE)));
  }
}
