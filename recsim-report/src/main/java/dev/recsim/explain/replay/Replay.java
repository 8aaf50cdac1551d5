package dev.recsim.explain.replay;

import dev.recsim.explain.replay.Replayed.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which sessions are replayed, and what is made from them.
 *
 * @param seed of all trials
 * @param trials in the order of the experiment, one for each agent; then a trial of the baseline,
 *     if one of them is compared with it
 * @param pairs sessions that are shown side by side
 * @param steps largest number of steps of each that are described
 */
public record Replay(int seed, List<Part> trials, List<Pair> pairs, int steps) {
  /** End of the name of a version in the baseline. */
  static final String IN_BASELINE = " (baseline)";

  public Replay {
    trials = List.copyOf(trials);
    pairs = List.copyOf(pairs);
  }

  /**
   * Sessions of a trial.
   *
   * @param kept whether it is the trial of the baseline, which was replaced by another one
   * @param fingerprint fingerprint of the trial
   * @param counted number of sessions, the first ones, from which tables are made
   * @param sessions numbers of all sessions that are replayed, ascending
   * @param rewards their stored rewards
   */
  public record Part(
      String agent,
      boolean kept,
      String fingerprint,
      int counted,
      int[] sessions,
      double[] rewards) {
    /** Name of the agent, or of its version in the baseline. */
    public String name() {
      return kept ? inBaseline(agent) : agent;
    }
  }

  /** What the version of an agent in the baseline is called; no agent has this name. */
  public static String inBaseline(String agent) {
    return agent + IN_BASELINE;
  }

  /**
   * A session of two agents, or of one if there is no other.
   *
   * @param reasons why it was chosen
   */
  public record Pair(int session, List<Reason> reasons, List<String> agents) {
    public Pair {
      reasons = List.copyOf(reasons);
      agents = List.copyOf(agents);
    }
  }

  /** Returns that none of the trials can be replayed. */
  public Replayed failed(String reason) {
    Map<String, String> missing = new LinkedHashMap<>();
    trials.stream().filter(it -> !it.kept()).forEach(it -> missing.put(it.agent(), reason));
    return new Replayed(null, missing, List.of(), null);
  }
}
