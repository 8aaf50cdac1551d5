package dev.recsim.baseline;

import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.rule.Look;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The looks of a check, one after the other until one decides. */
record Looks(List<Look> looks) {
  /** Larger values are not compared, because sums of their squares might overflow. */
  private static final double LARGEST = 1e100;

  /** The verdict of the first look that decides, or of the last possible one. */
  <T> T decide(
      List<AgentScores> agents,
      Function<Look, T> verdict,
      Function<T, Outcome> outcome,
      Function<String, T> incomplete) {
    T last = null;
    for (Look look : looks) {
      Optional<String> unusable =
          agents.stream().flatMap(agent -> unusable(agent, look.seeds()).stream()).findFirst();
      if (unusable.isPresent()) {
        return incomplete.apply(unusable.get());
      }
      Optional<String> missing =
          agents.stream().flatMap(agent -> missing(agent, look.seeds()).stream()).findFirst();
      if (missing.isPresent()) {
        return last == null ? incomplete.apply(missing.get()) : last;
      }
      last = verdict.apply(look);
      if (outcome.apply(last) != Outcome.UNDECIDED) {
        return last;
      }
    }
    return last;
  }

  /** The seeds of the first look of which each agent lacks a trial; agents with all are absent. */
  SortedMap<String, List<Integer>> next(Stream<String> agents, Snapshot current) {
    SortedMap<String, List<Integer>> wanted = new TreeMap<>();
    for (String agent : agents.distinct().toList()) {
      List<Integer> there = current.agent(agent).map(AgentScores::seeds).orElse(List.of());
      looks.stream()
          .map(Look::seeds)
          .filter(seeds -> !there.containsAll(seeds))
          .findFirst()
          .ifPresent(seeds -> wanted.put(agent, seeds));
    }
    return wanted;
  }

  /**
   * A problem that more trials cannot solve: a failed trial of these seeds, or an invalid score.
   */
  static Optional<String> unusable(AgentScores agent, List<Integer> seeds) {
    for (int seed : seeds) {
      if (agent.failed().containsKey(seed)) {
        return Optional.of(
            "seed " + seed + " of " + agent.name() + " failed: " + agent.failed().get(seed));
      }
    }
    return agent.scores().stream()
        .filter(it -> seeds.contains(it.seed()) && !isComparable(it.score()))
        .map(it -> "seed " + it.seed() + " of " + agent.name() + " scored " + it.score())
        .map(it -> it + ", which cannot be compared")
        .findFirst();
  }

  /** Whether a value is a number that is not too large. */
  static boolean isComparable(double value) {
    return Math.abs(value) <= LARGEST;
  }

  private static Optional<String> missing(AgentScores agent, List<Integer> seeds) {
    Set<Integer> there = new HashSet<>(agent.seeds());
    long absent = seeds.stream().filter(seed -> !there.contains(seed)).count();
    return absent == 0
        ? Optional.empty()
        : Optional.of(
            absent + " of " + seeds.size() + " trials of " + agent.name() + " have not run");
  }
}
