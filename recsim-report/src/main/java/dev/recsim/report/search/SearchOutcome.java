package dev.recsim.report.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of a search.
 *
 * @param agent the agent whose options were searched
 * @param method {@code halving} or {@code random}
 * @param candidates all of them; the first is the agent as declared
 * @param rungs the rungs that were run
 * @param seeds of the search; each candidate ran on the first of them
 * @param winner index of the best candidate; empty if all failed
 */
public record SearchOutcome(
    String agent,
    String method,
    List<Candidate> candidates,
    List<Rung> rungs,
    List<Integer> seeds,
    Optional<Integer> winner) {
  public SearchOutcome {
    candidates = List.copyOf(candidates);
    rungs = List.copyOf(rungs);
    seeds = List.copyOf(seeds);
  }

  /**
   * A candidate.
   *
   * @param name the agent that it is
   * @param keys the searched keys with its values; empty for the agent as declared
   * @param scores of its completed trials, by seed
   * @param error why it is out; null unless a trial failed
   */
  public record Candidate(String name, Map<String, String> keys, double[] scores, String error) {
    public Candidate {
      keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }
  }

  /**
   * A rung.
   *
   * @param seeds of each candidate, those of earlier rungs included
   * @param candidates their indices, ascending
   */
  public record Rung(int seeds, List<Integer> candidates) {
    public Rung {
      candidates = List.copyOf(candidates);
    }
  }

  /** The agent that won; empty if all candidates failed. */
  public Optional<Candidate> best() {
    return winner.map(candidates::get);
  }

  /** The scores of a candidate by seed; of one whose trials all completed. */
  SortedMap<Integer, Double> bySeed(Candidate candidate) {
    SortedMap<Integer, Double> scores = new TreeMap<>();
    for (int i = 0; i < candidate.scores().length; i++) {
      scores.put(seeds.get(i), candidate.scores()[i]);
    }
    return scores;
  }

  /** Whether the agent as it is declared won. */
  public boolean keepsDeclared() {
    return winner.filter(it -> it == 0).isPresent();
  }
}
