package dev.recsim.baseline;

import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Runs and baselines put together from scores. */
final class Runs {
  private Runs() {}

  /** A run of these agents. */
  static Snapshot of(AgentScores... agents) {
    return new Snapshot(
        "notebook", "f1", "seed: 42\n", new TreeMap<>(), null, List.of(agents), List.of());
  }

  /** The same in an environment whose optimum is known. */
  static Snapshot of(double optimum, AgentScores... agents) {
    return new Snapshot(
        "notebook", "f1", "seed: 42\n", new TreeMap<>(), optimum, List.of(agents), List.of());
  }

  /** An agent with these scores on seeds from 0 on; each with a digest of its own. */
  static AgentScores agent(String name, double... scores) {
    return from(0, name, scores);
  }

  static AgentScores from(int firstSeed, String name, double... scores) {
    return new AgentScores(
        name,
        "actor_critic",
        false,
        "java",
        IntStream.range(0, scores.length)
            .mapToObj(
                i ->
                    score(
                        firstSeed + i,
                        scores[i],
                        Long.toHexString(Double.doubleToRawLongBits(scores[i]))))
            .toList(),
        new TreeMap<>(),
        List.of());
  }

  static SeedScore score(int seed, double score, String digest) {
    return new SeedScore(seed, score, digest, Map.of());
  }

  /** The same with values of a metric, by seed. */
  static AgentScores measured(AgentScores agent, String metric, double... values) {
    return new AgentScores(
        agent.name(),
        agent.type(),
        false,
        agent.engine(),
        IntStream.range(0, values.length)
            .mapToObj(
                i ->
                    new SeedScore(
                        agent.scores().get(i).seed(),
                        agent.scores().get(i).score(),
                        agent.scores().get(i).digest(),
                        Map.of(metric, values[i])))
            .toList(),
        agent.failed(),
        agent.curve());
  }

  /** The same with a digest of the metric's values in the sessions of every seed. */
  static AgentScores digested(AgentScores agent, String metric, String digest) {
    return new AgentScores(
        agent.name(),
        agent.type(),
        false,
        agent.engine(),
        agent.scores().stream()
            .map(
                it ->
                    new SeedScore(
                        it.seed(),
                        it.score(),
                        it.digest(),
                        it.metrics(),
                        Map.of(metric, digest + it.seed())))
            .toList(),
        agent.failed(),
        agent.curve());
  }

  /** The same, but that this trial failed. */
  static AgentScores failing(AgentScores agent, int seed) {
    TreeMap<Integer, String> failed = new TreeMap<>(agent.failed());
    failed.put(seed, "IllegalStateException: no more documents");
    return new AgentScores(
        agent.name(),
        agent.type(),
        false,
        agent.engine(),
        agent.scores().stream().filter(it -> it.seed() != seed).toList(),
        failed,
        agent.curve());
  }

  /** The same sessions with another score, or the other way round: digests of its own. */
  static AgentScores digests(AgentScores agent, String digest) {
    return new AgentScores(
        agent.name(),
        agent.type(),
        false,
        agent.engine(),
        agent.scores().stream().map(it -> score(it.seed(), it.score(), digest)).toList(),
        agent.failed(),
        agent.curve());
  }

  static List<Integer> seeds(int n) {
    return IntStream.range(0, n).boxed().toList();
  }

  static double[] plus(double shift, double... scores) {
    return Arrays.stream(scores).map(it -> it + shift).toArray();
  }
}
