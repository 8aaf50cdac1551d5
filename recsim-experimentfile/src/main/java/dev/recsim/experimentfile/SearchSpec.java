package dev.recsim.experimentfile;

import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A search for good options of an agent. It consists of rungs. The candidates of a rung run on the
 * same number of seeds, and the best of them go on to the next rung. The best of the last rung
 * wins.
 *
 * @param agent the agent's name
 * @param method how candidates are selected
 * @param candidates at least two; the first is the agent as declared
 * @param rungs at least one
 * @param seeds the seeds of the last rung, of which each rung uses the first; none is a seed of the
 *     experiment's own trials
 */
public record SearchSpec(
    String agent,
    SearchOptions.Method method,
    List<Candidate> candidates,
    List<Rung> rungs,
    List<Integer> seeds) {
  /** A rung keeps one of this many candidates, and the next has this many times the seeds. */
  static final int RATE = 3;

  /**
   * The first seed of a search. It is independent of the experiment's own seeds, so more of those
   * do not change the trials of the search.
   */
  private static final int FIRST_SEED = 10_000;

  public SearchSpec {
    candidates = List.copyOf(candidates);
    rungs = List.copyOf(rungs);
    seeds = List.copyOf(seeds);
  }

  /**
   * A candidate.
   *
   * @param agent the agent with the candidate's options
   * @param options its values of the searched keys, as YAML to copy into an experiment
   */
  public record Candidate(AgentSpec<?> agent, String options) {}

  /**
   * A rung.
   *
   * @param candidates number of candidates if no trial fails
   * @param seeds number of seeds of each candidate, including those of earlier rungs
   */
  public record Rung(int candidates, int seeds) {}

  /** Returns the rungs of a search. */
  public static List<Rung> rungs(SearchOptions options) {
    List<Rung> rungs = new ArrayList<>();
    int candidates = options.candidates();
    int seeds = options.seeds();
    do {
      rungs.add(new Rung(candidates, seeds));
      candidates = (candidates + RATE - 1) / RATE;
      seeds *= RATE;
    } while (options.method() == SearchOptions.Method.HALVING && candidates > 1);
    return rungs;
  }

  /** Returns the number of trials of these rungs if none fails. */
  public static long trials(List<Rung> rungs) {
    long trials = 0;
    int before = 0;
    for (Rung rung : rungs) {
      trials += (long) rung.candidates() * (rung.seeds() - before);
      before = rung.seeds();
    }
    return trials;
  }

  /** Returns the number of trials if none fails. */
  public long trials() {
    return trials(rungs);
  }

  /**
   * Returns seeds for rungs.
   *
   * @param taken seeds that are in use
   */
  static List<Integer> seeds(List<Rung> rungs, Set<Integer> taken) {
    int count = rungs.get(rungs.size() - 1).seeds();
    List<Integer> seeds = new ArrayList<>();
    for (int seed = FIRST_SEED; seeds.size() < count; seed++) {
      if (!taken.contains(seed)) {
        seeds.add(seed);
      }
    }
    return seeds;
  }
}
